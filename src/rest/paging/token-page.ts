import type { Operation } from '../operation.ts';
import type { QueryOptions } from '../http/request-url.ts';
import type { RestClient } from '../client/rest-client.ts';
import { partRows, type UnreadableRow } from '../rows/row-validation.ts';
import { toEnvelope } from './list-request.ts';
import type { RestPage } from './list-page.ts';
import type { Truncation } from './page-types.ts';

/** A list that is paged by `pageSize` and the `$skiptoken` of its links alone: no `$skip`, no `$filter`, no count. */
export interface TokenListOperation extends Operation {
  readonly method: 'GET';
  readonly paging: 'token';
}

/** A window of such a list. */
export interface TokenWindow {
  /** Offset of its first row in the walk. */
  skip: number;
  /** What `resumeAt` gave for the row before; nothing at the start of the list. */
  resume?: Uint8Array;
  take: number;
}

/** A place in the list: a row of the page that a token leads to; the token of the first page is empty. */
export interface TokenPosition {
  token: string;
  index: number;
}

/** Rows of an upstream page: always the same number, so that the pages of a walk are cut out of cached ones. */
const PAGE_ROWS = 1_000;
/** Pages without a row in one reading, after which the list is believed to lead nowhere. */
const MAX_EMPTY_PAGES = 3;
const INDEX_BYTES = 4;

/** A position as bytes for a cursor. */
export function encodeTokenPosition({ token, index }: TokenPosition): Uint8Array {
  const head = Buffer.alloc(INDEX_BYTES);
  head.writeUInt32BE(index);
  return Buffer.concat([head, Buffer.from(token)]);
}

/** What encodeTokenPosition wrote; the start of the list for nothing. */
export function decodeTokenPosition(bytes: Uint8Array | undefined): TokenPosition {
  if (bytes === undefined || bytes.length < INDEX_BYTES) return { token: '', index: 0 };
  const buffer = Buffer.from(bytes);
  return { token: buffer.toString('utf8', INDEX_BYTES), index: buffer.readUInt32BE() };
}

/**
 * The token of a link, null where there is no link. The request is built from our own parts, so that it does not matter
 * that samples show links to other hosts and paths (get-assessment-software-vulnerabilities.md). Throws nothing: a link
 * without a token is `NEXT_LINK_MALFORMED`.
 */
export function tokenOfLink(link: unknown): { token: string } | Truncation | null {
  if (link === undefined || link === null || link === '') return null;
  if (typeof link !== 'string' || !URL.canParse(link)) return 'NEXT_LINK_MALFORMED';
  for (const [name, value] of new URL(link).searchParams) {
    if (name.toLowerCase() === '$skiptoken' && value !== '') return { token: value };
  }
  return 'NEXT_LINK_MALFORMED';
}

/** The query options of the page that a token leads to. */
export function tokenQuery(pageSize: number, token: string, options: QueryOptions): QueryOptions {
  return { ...options, pageSize, $skiptoken: token === '' ? undefined : token };
}

interface Slot<Row> {
  row: Row | UnreadableRow;
  position: TokenPosition;
}

/** One page of a list that is paged by tokens, in the vendor's order. Throws RestError. */
export async function readTokenPage<Row>(
  rest: RestClient,
  operation: TokenListOperation,
  { skip, resume, take }: TokenWindow,
  options: QueryOptions = {},
): Promise<RestPage<Row>> {
  const start = decodeTokenPosition(resume);
  const slots: Slot<Row>[] = [];
  const followed = new Set<string>();
  let position: TokenPosition | null = start;
  let incomplete: Truncation | null = null;
  let [asOf, pages, empty, hasMore] = ['', 0, 0, false];
  while (position !== null && (slots.length < take || pages === 0)) {
    const { token, index }: TokenPosition = position;
    followed.add(token);
    const query = tokenQuery(PAGE_ROWS, token, options);
    const answer = await rest.read<unknown>(operation, { query, emptyAs: { value: [] } });
    const { value, '@odata.nextLink': link } = toEnvelope<Row>(operation, answer.body);
    pages += 1;
    asOf = asOf === '' || answer.asOf < asOf ? answer.asOf : asOf;
    const rows = value.slice(index, index + take - slots.length);
    for (const [at, row] of rows.entries()) slots.push({ row, position: { token, index: index + at + 1 } });
    hasMore = value.length > index + rows.length;
    const next: { token: string } | Truncation | null = hasMore ? null : tokenOfLink(link);
    empty = value.length === 0 ? empty + 1 : 0;
    if (typeof next === 'string') incomplete = next;
    else if (next !== null && followed.has(next.token)) incomplete = 'NEXT_LINK_REPEATS';
    else if (next !== null && empty >= MAX_EMPTY_PAGES) incomplete = 'PAGE_BRINGS_NOTHING_NEW';
    position = next === null || incomplete !== null ? null : { token: (next as { token: string }).token, index: 0 };
  }
  const places = slots.map((_, index) => skip + index);
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
    hasMore: hasMore || position !== null,
    total: null,
    incomplete: incomplete ?? (unreadable.length > 0 ? 'ROW_UNREADABLE' : null),
    asOf,
    upstreamPages: pages,
    duplicatesDropped: 0,
    // A page that was read to its end leads on to the next one, and is not asked for again.
    resumeAt: (offset) => {
      const slot = slots[offset - skip];
      const isLast = offset - skip === slots.length - 1 && position !== null;
      return encodeTokenPosition(isLast && position !== null ? position : (slot?.position ?? start));
    },
  };
  if (unreadable.length > 0) page.unreadable = unreadable;
  return page;
}
