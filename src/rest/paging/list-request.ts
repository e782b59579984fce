import { filterText, hasInOperator, type InDialect, type Where } from '../odata/filter.ts';
import type { ListOperation, Operation } from '../operation.ts';
import { foldIds } from '../rows/hex-id.ts';
import { upperBoundText } from './keyset-position.ts';
import { isObject } from '../rows/read-value.ts';
import { readRows, type UnreadableRow } from '../rows/row-validation.ts';
import type { PathParameters } from '../http/request-url.ts';
import type { RestClient } from '../client/rest-client.ts';
import { RestError } from '../rest-error.ts';
import { isQueryRejected } from '../odata/capabilities.ts';

/** Longer lists report no length: offsets in cursors have 32 bits. */
const MAX_LIST_LENGTH = 0xffff_ffff;

/** Rows of one answer, ten times what is asked for: a server that sends more is not to be read. */
const MAX_ROWS = 100_000;

/** Which rows of which list: everything of a list call but the position. */
export interface ListScope {
  list: ListOperation;
  path?: PathParameters;
  filter?: string;
  expand?: string;
  /** `alertCreationTime desc`; the vendor's own order unless given. */
  orderBy?: string;
  /** False where the rows are cached elsewhere. */
  cache?: boolean;
}

export interface Envelope<Row> {
  /** As many as the server sent: an element that cannot be read keeps its place. */
  value: (Row | UnreadableRow)[];
  '@odata.nextLink'?: string | null;
  '@odata.count'?: number;
}

/** Where in a list a call begins, and how much it asks for. */
export type ListPosition = Readonly<Record<string, string | number | boolean | undefined>>;

/** A list body and its size in bytes. */
export interface ListResponse<Row> {
  envelope: Envelope<Row>;
  /** Rows in the body, whatever becomes of them: the end of the list is told by these. */
  sent: number;
  bytes: number;
  asOf: string;
}

/** The body of a list operation. Throws UPSTREAM_ERROR for anything else. */
export function toEnvelope<Row>(operation: Operation, body: unknown): Envelope<Row> {
  const { value, error } = (isObject(body) ? body : {}) as Partial<Envelope<unknown>> & { error?: unknown };
  // An error that a server met after it had begun to answer: what came before it is not the list.
  if (isObject(error)) {
    throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with a list that ends in an error.`);
  }
  if (Array.isArray(value) && value.length > MAX_ROWS) {
    throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with more than ${MAX_ROWS} rows.`);
  }
  if (Array.isArray(value)) {
    const { '@odata.nextLink': link, '@odata.count': count } = body as Envelope<unknown>;
    return { value: readRows<Row>(operation, value), '@odata.nextLink': link, '@odata.count': count };
  }
  throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with something other than a list.`);
}

/** A length as a server tells it; null for anything but a number of rows. */
export function lengthIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_LIST_LENGTH ? value : null;
}

/** The length of the list by `@odata.count`; null for anything but a number of rows. */
export function countIn(envelope: Envelope<unknown>): number | null {
  return lengthIn(envelope['@odata.count']);
}

function emptyList(position: ListPosition): Envelope<never> {
  // Only from the start does "no rows" mean that the whole list is empty.
  const fromStart = position.$skip === undefined && position.$skiptoken === undefined;
  return { value: [], ...(fromStart && { '@odata.count': 0 }) };
}

/**
 * Calls a list operation once; no content is an empty list, and 404 is one where the operation says so (get-machines.md).
 * `withCount` asks for the length in the same call, which no page documents but servers were seen to do.
 */
export async function requestList<Row>(
  rest: RestClient,
  scope: ListScope,
  position: ListPosition,
  withCount = false,
): Promise<ListResponse<Row>> {
  const { list, path, filter, expand, orderBy, cache } = scope;
  const counted = withCount && rest.capabilities.supports(list, '$count=true');
  try {
    const $count = counted ? true : undefined;
    const query = { ...position, $count, $filter: filter, $expand: expand, $orderby: orderBy };
    const { body, bytes, asOf } = await rest.read<unknown>(list, { path, query, cache, emptyAs: emptyList(position) });
    const envelope = toEnvelope<Row>(list, body);
    return { envelope, sent: envelope.value.length, bytes, asOf };
  } catch (error) {
    if (list.emptyIs404 === true && error instanceof RestError && error.status === 404) {
      return { envelope: emptyList(position), sent: 0, bytes: 0, asOf: new Date().toISOString() };
    }
    if (!counted || !isQueryRejected(error)) throw error;
    const response = await requestList<Row>(rest, scope, position);
    rest.capabilities.markUnsupported(list, '$count=true');
    return response;
  }
}

/** Length of a list by the path segment `/$count`; null where the server does not serve it (exposed-apis-odata-samples.md). */
export async function countList(rest: RestClient, { list, path, filter }: ListScope): Promise<number | null> {
  if (!rest.capabilities.supports(list, '/$count')) return null;
  try {
    const total = await rest.call<unknown>(
      { ...list, path: `${list.path}/$count` },
      { path, query: { $filter: filter } },
    );
    return lengthIn(total);
  } catch (error) {
    const unserved = error instanceof RestError && (error.status === 404 || error.status === 400);
    if (!unserved) throw error;
    // With a filter it may be the filter that is refused, and others would lose the count for it.
    if (filter === undefined) rest.capabilities.markUnsupported(list, '/$count');
    return null;
  }
}

/** The text of a filter, where a bound is given for rows no newer than it. */
export type FilterOf = (bound: number | null) => string | undefined;

/** The filter with the list's rows cut at a bound; within the bound's own millisecond the caller's `le` may be lower. */
function within(where: Where, { newestFirst }: ListOperation, bound: number | null): Where {
  if (bound === null || newestFirst === undefined) return where;
  const own = where[newestFirst]?.le;
  const le = typeof own === 'string' && Date.parse(own) <= bound ? own : upperBoundText(bound);
  return { ...where, [newestFirst]: { ...where[newestFirst], le } };
}

/** The filter of a list in one form of choice; `dialect` is null where it holds none. */
export interface FilterVariant {
  dialect: InDialect | null;
  filterOf: FilterOf;
}

/** The filter of `where` in each form of choice (`in`, else `or`) that the server may accept, the cheapest first. */
export function filterVariants(rest: RestClient, list: ListOperation, where: Where): FilterVariant[] {
  const folded = foldIds(where);
  const filterIn =
    (dialect: InDialect): FilterOf =>
    (bound) =>
      filterText(within(folded, list, bound), list.filter, dialect);
  if (!hasInOperator(folded)) return [{ dialect: null, filterOf: filterIn('in') }];
  return rest.capabilities.inDialectsOf(list).map((dialect) => ({ dialect, filterOf: filterIn(dialect) }));
}
