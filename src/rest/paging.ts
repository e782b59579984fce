import { callList, callListCounted, countList, withFilter, type Envelope, type ListScope } from './list-call.ts';
import { readNextLink, type LinkFault, type NextPage } from './next-link.ts';
import type { Where } from './odata-filter.ts';
import type { ListOperation } from './operation.ts';
import { requestPath, type PathParameters } from './request-url.ts';
import type { RestClient } from './rest-client.ts';
import { RestError } from './rest-error.ts';

export type Incomplete = LinkFault | 'NEXT_LINK_REPEATS' | 'PAGE_BRINGS_NOTHING_NEW';

/** A stretch of a list as read from the vendor. */
export interface RestPage<Row> {
  rows: Row[];
  /** Offset of each row in the vendor's list. */
  offsets: number[];
  hasMore: boolean;
  total: number | null;
  incomplete: Incomplete | null;
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

/** The place after the rows received so far, or why there is none: null when the list is at its end. */
function nextPlace(
  answer: Envelope<unknown>,
  place: { baseUrl: string; path: string; top: number; offset: number; visited: Set<string> },
): NextPage | Incomplete | null {
  const link = answer['@odata.nextLink'];
  // With $top the vendor gives no link: a full page may have a next one, a short page has none.
  if (link === undefined || link === null) return answer.value.length < place.top ? null : { $skip: place.offset };
  if (place.visited.has(link)) return 'NEXT_LINK_REPEATS';
  place.visited.add(link);
  const next = readNextLink(link, place.baseUrl, place.path);
  // A link that jumps would lose the rows in between without a word.
  if (typeof next === 'object' && '$skip' in next && next.$skip !== place.offset) return 'NEXT_LINK_MALFORMED';
  return next;
}

/**
 * Reads rows until the window and one row more are there (the one more tells `hasMore` without another call), the list
 * ends, or the server shows that it cannot be trusted to lead on.
 */
export async function walk<Row extends object>(
  rest: RestClient,
  scope: ListScope,
  { skip, take, count }: Position,
  keyOf: (row: Row) => unknown,
): Promise<RestPage<Row>> {
  const wanted = take + 1;
  const asOf = new Date().toISOString();
  const offsets = new Map<unknown, number>();
  const rows: Row[] = [];
  const place = {
    baseUrl: rest.baseUrl,
    path: requestPath(scope.list, scope.path),
    top: 0,
    offset: skip,
    visited: new Set<string>(),
  };
  let incomplete: Incomplete | null = null;
  let total: number | null = null;
  let upstreamPages = 0;
  let next: NextPage | null = { $skip: skip };

  while (next !== null) {
    place.top = Math.min(wanted - rows.length, scope.list.largestTop);
    const position = { $top: place.top, ...('$skip' in next && next.$skip === 0 ? {} : next) };
    const answer: Envelope<Row> =
      count === true && upstreamPages === 0
        ? await callListCounted<Row>(rest, scope, position as Record<string, number>)
        : await callList<Row>(rest, scope, position);
    upstreamPages += 1;
    total ??= answer['@odata.count'] ?? null;

    const before = rows.length;
    for (const row of answer.value) {
      const key = keyOf(row);
      if (!offsets.has(key)) {
        offsets.set(key, place.offset);
        rows.push(row);
      }
      place.offset += 1;
    }
    if (rows.length >= wanted) break;
    const following = nextPlace(answer, place);
    if (typeof following === 'string') incomplete = following;
    else if (following !== null && rows.length === before) incomplete = 'PAGE_BRINGS_NOTHING_NEW';
    next = incomplete === null ? (following as NextPage | null) : null;
  }

  return {
    rows: rows.slice(0, take),
    offsets: [...offsets.values()].slice(0, take),
    hasMore: rows.length > take,
    total,
    incomplete,
    asOf,
    upstreamPages,
    duplicatesDropped: place.offset - skip - rows.length,
  };
}

/**
 * One window of a list in the vendor's order, each row once. Throws RestError; a list that cannot be trusted to lead on
 * ends with a reason in `incomplete`. `keyOf` gives the identity of a row.
 */
export async function readWindow<Row extends object>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
  keyOf: (row: Row) => unknown,
): Promise<RestPage<Row>> {
  return withFilter(rest, list, request.where ?? {}, async (filter) => {
    const scope = { list, path: request.path, filter, expand: request.expand };
    if (request.fromEnd !== true) {
      const page = await walk(rest, scope, request, keyOf);
      const total = request.count === true ? (page.total ?? (await countList(rest, scope))) : null;
      return { ...page, total };
    }
    const counted = await walk(rest, scope, { skip: 0, take: 0, count: true }, keyOf);
    const total = counted.total ?? (await countList(rest, scope));
    if (total === null) {
      throw new RestError(
        'BAD_USER_INPUT',
        'The vendor does not tell the length of this list: use first, or last with before.',
      );
    }
    const skip = Math.max(request.skip, total - request.take);
    const page = await walk(rest, scope, { skip, take: Math.max(0, total - skip) }, keyOf);
    return { ...page, total };
  });
}
