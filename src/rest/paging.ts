import { callList, callListCounted, countList, withFilter, type Envelope, type ListScope } from './list-call.ts';
import { readNextLink, type LinkFault, type NextPage } from './next-link.ts';
import type { Where } from './odata-filter.ts';
import type { ListOperation, Operation } from './operation.ts';
import { requestPath, type PathParameters } from './request-url.ts';
import type { RestClient } from './rest-client.ts';
import { RestError } from './rest-error.ts';

export type Incomplete =
  LinkFault | 'NEXT_LINK_REPEATS' | 'NEXT_LINK_NOT_FOLLOWED' | 'PAGE_BRINGS_NOTHING_NEW' | 'LIST_TOO_LONG';

/** Rows, and why some that belong to them may be missing. */
export interface Found<Row> {
  rows: Row[];
  incomplete: Incomplete | null;
}

/** Rows read for one question; a server that never ends would fill the memory otherwise. */
const MOST_ROWS = 100_000;
/** Offsets in cursors have 32 bits. */
const LONGEST_LIST = 0xffff_ffff;

/** A stretch of a list as read from the vendor. */
export interface RestPage<Row> extends Found<Row> {
  /** Offset in the vendor's list at which the stretch begins. */
  skip: number;
  /** Offset of each row in the vendor's list. */
  offsets: number[];
  hasMore: boolean;
  total: number | null;
  asOf: string;
  upstreamPages: number;
  duplicatesDropped: number;
}

/** A window of a list: `take` rows from offset `skip`, or with `fromEnd` the last `take` of those from `skip` on. */
export interface ListRequest {
  path?: PathParameters;
  where?: Where;
  expand?: string;
  skip: number;
  take: number;
  fromEnd?: boolean;
  /** Whether the length of the list is wanted too. */
  count?: boolean;
}

interface Position {
  skip: number;
  take: number;
  count?: boolean;
}

/** How far a walk has come. */
interface Place {
  readonly baseUrl: string;
  readonly path: string;
  /** The `$top` of the last call. */
  readonly top: number;
  /** Offset after the rows received. */
  readonly offset: number;
  /** Links followed before. */
  readonly visited: ReadonlySet<string>;
}

/** The place after the rows received so far, or why there is none: null when the list is at its end. */
function nextPlace(
  { value, '@odata.nextLink': link }: Envelope<unknown>,
  { baseUrl, path, top, offset, visited }: Place,
): NextPage | Incomplete | null {
  // With $top the vendor gives no link: a full page may have a next one, a short page has none.
  if (link === undefined || link === null) return value.length < top ? null : { $skip: offset };
  if (visited.has(link)) return 'NEXT_LINK_REPEATS';
  const next = readNextLink(link, baseUrl, path);
  // A link that jumps would lose the rows in between without a word.
  if (typeof next === 'object' && '$skip' in next && next.$skip !== offset) return 'NEXT_LINK_MALFORMED';
  return next;
}

/** Null would say that a row does not exist, where the list was only not led to its end. */
export function cutShort({ id }: Operation, incomplete: Incomplete | null): RestError | null {
  if (incomplete === null) return null;
  return new RestError('UPSTREAM_ERROR', `Defender did not lead ${id} to its end (${incomplete}).`);
}

/** The length that an answer tells; null for anything but a number of rows. */
function countIn({ '@odata.count': count }: Envelope<unknown>): number | null {
  return Number.isSafeInteger(count) && (count ?? -1) >= 0 && (count ?? 0) <= LONGEST_LIST ? (count ?? null) : null;
}

/**
 * Reads rows until the window and one row more are there (the one more tells `hasMore` without another call), the list
 * ends, or the server shows that it cannot be trusted to lead on.
 */
export async function walk<Row extends { id: string }>(
  rest: RestClient,
  scope: ListScope,
  { skip, take, count }: Position,
): Promise<RestPage<Row>> {
  const wanted = take + 1;
  const asOf = new Date().toISOString();
  const offsets = new Map<string, number>();
  const rows: Row[] = [];
  const path = requestPath(scope.list, scope.path);
  const visited = new Set<string>();
  let offset = skip;
  let incomplete: Incomplete | null = null;
  let total: number | null = null;
  let upstreamPages = 0;
  let next: NextPage | null = { $skip: skip };

  while (next !== null) {
    const top = Math.min(wanted - rows.length, scope.list.largestTop);
    const position = { $top: top, ...('$skip' in next && next.$skip === 0 ? {} : next) };
    const answer: Envelope<Row> =
      count === true && upstreamPages === 0
        ? await callListCounted<Row>(rest, scope, position as Record<string, number>)
        : await callList<Row>(rest, scope, position);
    upstreamPages += 1;
    total ??= countIn(answer);

    const before = rows.length;
    for (const row of answer.value) {
      if (!offsets.has(row.id)) {
        offsets.set(row.id, offset);
        rows.push(row);
      }
      offset += 1;
    }
    if (rows.length >= wanted) break;
    const following = nextPlace(answer, { baseUrl: rest.baseUrl, path, top, offset, visited });
    const link = answer['@odata.nextLink'];
    if (typeof link === 'string') visited.add(link);
    if (typeof following === 'string') incomplete = following;
    else if (following !== null && rows.length === before) incomplete = 'PAGE_BRINGS_NOTHING_NEW';
    else if (following !== null && rows.length >= MOST_ROWS) incomplete = 'LIST_TOO_LONG';
    next = incomplete === null ? (following as NextPage | null) : null;
  }

  return {
    rows: rows.slice(0, take),
    offsets: [...offsets.values()].slice(0, take),
    skip,
    hasMore: rows.length > take,
    total,
    incomplete,
    asOf,
    upstreamPages,
    duplicatesDropped: offset - skip - rows.length,
  };
}

/**
 * One window of a list in the vendor's order, each row once. Throws RestError; a list that cannot be trusted to lead on
 * ends with a reason in `incomplete`.
 */
export async function readWindow<Row extends { id: string }>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
): Promise<RestPage<Row>> {
  return withFilter(rest, list, request.where ?? {}, async (filter) => {
    const scope = { list, path: request.path, filter, expand: request.expand };
    if (request.fromEnd !== true) {
      const page = await walk<Row>(rest, scope, request);
      const total = request.count === true ? (page.total ?? (await countList(rest, scope))) : null;
      return { ...page, total };
    }
    const counted = await walk<Row>(rest, scope, { skip: 0, take: 0, count: true });
    const total = counted.total ?? (await countList(rest, scope));
    if (total === null) {
      throw new RestError(
        'BAD_USER_INPUT',
        'The vendor does not tell the length of this list: use first, or last with before.',
      );
    }
    const skip = Math.max(request.skip, total - request.take);
    const page = await walk<Row>(rest, scope, { skip, take: Math.max(0, total - skip) });
    return { ...page, total, upstreamPages: counted.upstreamPages + page.upstreamPages };
  });
}
