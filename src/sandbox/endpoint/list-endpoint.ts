import { collection } from './call.ts';
import type { Call, Reply } from './call.ts';
import { ApiError, odataError } from '../wire/errors.ts';
import { nextLink } from './next-link.ts';
import { compileFilter } from '../odata/evaluate-filter.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import { FILTERABLE } from '../odata/properties.ts';
import type { EntitySet } from '../odata/properties.ts';
import { silentCapOf } from '../wire/quirks.ts';
import { readListOptions } from '../odata/query-options.ts';
import type { ListOptions } from '../odata/query-options.ts';

/** A list that takes OData options. */
export interface ListSource<Row extends object> {
  set: EntitySet;
  rows: readonly Row[];
  /** The row as the list shows it. */
  render: (row: Row, options: ListOptions) => object;
  expandable?: readonly string[];
  maxTop?: number;
  /** Rows on a page where the caller asks for no number, if fewer than the service gives otherwise. */
  defaultPage?: number;
  /** An empty page is answered with 404 (get-machines.md). */
  emptyIs404?: boolean;
}

/** Answers a list call: filter, count, page, next link; or the bare number of `/$count`. */
export function answerList<Row extends object>(call: Call, source: ListSource<Row>): Reply {
  const { quirks } = call.world;
  if (call.counted && !quirks.countSegment) throw new ApiError(404, 'NotFound', 'No such resource');
  const options = readListOptions(call.query, source.maxTop ?? 10_000, source.expandable ?? [], quirks);
  if (source.set === 'Alerts') checkReach(options, quirks.offsetCeiling);
  const rows = sortRows(filterRows(call, source, options.filter), options.order);
  if (call.counted) return { status: 200, text: String(rows.length) };

  const wanted = options.top ?? Infinity;
  const mayLink = options.top === null || quirks.nextLinks === 'always';
  const ownPage = Math.min(
    source.maxTop ?? Infinity,
    options.top === null ? (source.defaultPage ?? Infinity) : Infinity,
  );
  const cut = mayLink ? Math.min(quirks.pageCap, ownPage) : silentCapOf(quirks, call.operation);
  const page = rows.slice(options.skip, options.skip + Math.min(wanted, cut));
  if (page.length === 0 && wanted > 0 && source.emptyIs404 && quirks.emptyMachinesAs404) {
    throw new ApiError(404, 'NotFound', `No ${source.set.toLowerCase()} were found`);
  }
  const remaining = Math.min(wanted, rows.length - options.skip) - page.length;
  const linked = remaining > 0 && mayLink && quirks.nextLinks !== 'never';
  const reply = collection(
    source.set,
    page.map((row) => source.render(row, options)),
  );
  return {
    status: 200,
    json: {
      ...(reply.json as object),
      ...(options.count && { '@odata.count': rows.length }),
      ...(linked && { '@odata.nextLink': nextLink(call, options, { rows: page.length, remaining }) }),
    },
  };
}

function checkReach({ skip, top }: ListOptions, ceiling: number | null): void {
  if (ceiling === null || skip + (top ?? 0) <= ceiling) return;
  throw odataError(`The rows asked for lie beyond the first ${ceiling}.`);
}

/** Sorted by the text of a property, as dates of one form are; what has none is the least. */
function sortRows<Row extends object>(rows: readonly Row[], order: ListOptions['order']): readonly Row[] {
  if (order === null) return rows;
  const text = (row: Row): string => String(Reflect.get(row, order.property) ?? '');
  const sorted = [...rows].sort((one, other) => (text(one) < text(other) ? -1 : Number(text(one) > text(other))));
  return order.descending ? sorted.reverse() : sorted;
}

function filterRows<Row extends object>(call: Call, source: ListSource<Row>, filter: string | null): readonly Row[] {
  if (filter === null) return source.rows;
  const { inOperator, orOperator, leOperator } = call.world.quirks;
  const passes = compileFilter(
    parseFilter(filter),
    FILTERABLE[source.set],
    { in: inOperator, or: orOperator, le: leOperator },
    `microsoft.windowsDefenderATP.api.${source.set}`,
  );
  return source.rows.filter((row) => passes(row as Readonly<Record<string, unknown>>));
}
