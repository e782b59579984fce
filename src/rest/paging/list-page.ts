import type { Where } from '../odata/filter.ts';
import type { PathParameters } from '../http/request-url.ts';
import { partRows, type Unreadable, type UnreadableRow } from '../rows/row-validation.ts';
import type { ListOrder, Truncation, UpstreamPage, RangeResult } from './page-types.ts';

/** Rows, and why some that belong to them may be missing. */
export interface RowsResult<Row> {
  rows: Row[];
  incomplete: Truncation | null;
  /** What was left out of the rows. */
  unreadable?: readonly Unreadable[];
  /** Length of the whole list, where it was told. */
  total?: number | null;
}

/** Rows of a list held whole, in its order, and why some of them may be missing: the list cut short counts before an odd row. */
export function foundIn<Row>(elements: readonly (Row | UnreadableRow)[], cutShort: Truncation | null): RowsResult<Row> {
  const { rows, unreadable } = partRows(elements);
  if (unreadable.length === 0) return { rows, incomplete: cutShort };
  return { rows, incomplete: cutShort ?? 'ROW_UNREADABLE', unreadable };
}

/** A page of a list as read from the vendor. */
export interface RestPage<Row> extends RowsResult<Row> {
  /** Offset in the walk at which the page begins. */
  skip: number;
  /** Offset of each row in the walk. */
  offsets: number[];
  /** Offsets of its first and last place, be it a row or what was left out; null where there is none. */
  ends: readonly [number, number] | null;
  hasMore: boolean;
  total: number | null;
  /** When the oldest of its rows were read, ISO 8601. */
  asOf: string;
  upstreamPages: number;
  duplicatesDropped: number;
  /** What a cursor has to hold, besides the offset, for the walk to go on after the place at an offset; made when asked for. */
  resumeAt?: (offset: number) => Uint8Array;
}

/** A window of a list: `take` rows from offset `skip`, or with `fromEnd` the last `take` of those from `skip` on. */
export interface ListRequest {
  path?: PathParameters;
  where?: Where;
  expand?: string;
  /** Sorted by the vendor by a date property, where it does that. */
  orderBy?: ListOrder | null | undefined;
  skip: number;
  /** What `resumeAt` gave for the row before, where a walk goes on. */
  resume?: Uint8Array;
  take: number;
  fromEnd?: boolean;
  /** Whether the length of the list is needed too. */
  count?: boolean;
}

/** The page that begins where a reading begins. */
export function toPage<Row>(range: RangeResult<Row>, skip: number, take: number): RestPage<Row> {
  const slots = range.slots.slice(0, take);
  // A page without rows still tells whether there are more.
  const looked = take === 0 ? range.slots.slice(0, 1) : slots;
  const reads = new Set<UpstreamPage>(range.pages);
  for (const { page } of looked) reads.add(page);
  let oldest: string | undefined;
  for (const { asOf } of reads) if (oldest === undefined || asOf < oldest) oldest = asOf;
  const places = slots.map(({ offset }) => offset);
  const { rows, indexes, unreadable } = partRows(
    slots.map(({ row }) => row),
    places,
  );
  const [first, last] = [places[0], places.at(-1)];
  const page: RestPage<Row> = {
    rows,
    offsets: indexes,
    ends: first === undefined || last === undefined ? null : [first, last],
    skip,
    hasMore: range.slots.length > take || range.next !== null,
    total: range.total,
    incomplete:
      (range.slots.length > take ? null : range.incomplete) ?? (unreadable.length > 0 ? 'ROW_UNREADABLE' : null),
    asOf: oldest ?? new Date().toISOString(),
    upstreamPages: Math.max(1, reads.size),
    duplicatesDropped: range.duplicates,
  };
  if (unreadable.length > 0) page.unreadable = unreadable;
  return page;
}
