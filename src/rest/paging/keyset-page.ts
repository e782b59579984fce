import { randomBytes } from 'node:crypto';
import { bufferCodec } from './buffer-codec.ts';
import { countList, type FilterOf } from './list-request.ts';
import { toPage, type ListRequest, type RestPage } from './list-page.ts';
import type { ListOperation } from '../operation.ts';
import { atOffset, decodeCursorState, encodeCursorState, positionAfter } from './keyset-position.ts';
import { LE_OPERATOR, PageReader } from './page-reader.ts';
import { requestPath } from '../http/request-url.ts';
import type { CacheSlot, RestClient } from '../client/rest-client.ts';
import {
  prefetchSize,
  hasPage,
  sliceFrom,
  sizeOf,
  bufferAfter,
  BUFFER_SECONDS,
  type ListPlace,
  type ReadAheadBuffer,
} from './read-ahead-buffer.ts';
import type { ListQuery, RangeResult, RowSlot } from './page-types.ts';
import { countRows } from './offset-page.ts';

/** One request of a paging session. */
interface PageStep<Row> {
  /** Made when something is kept under it or a cursor names it: most first pages are asked for neither. */
  sessionId: () => Uint8Array;
  isContinuation: boolean;
  place: ListPlace;
  /** Cache slot of the session's read-ahead buffer. */
  slot: CacheSlot<ReadAheadBuffer<Row>>;
  buffer: ReadAheadBuffer<Row> | null;
}

async function toPageStep<Row>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
  filterOf: FilterOf,
): Promise<PageStep<Row>> {
  const resume = request.resume === undefined ? null : decodeCursorState(request.resume);
  let id = resume?.sessionId;
  const sessionId = (): Uint8Array => (id ??= randomBytes(4));
  const bounded = rest.capabilities.supports(list, LE_OPERATOR) ? resume?.position : null;
  const place = { offset: request.skip, position: bounded ?? atOffset(request.skip) };
  const nameOfRows = (): string =>
    requestPath(list, request.path, { $filter: filterOf(null), $expand: request.expand });
  const nameOfSlot = (): string => `${nameOfRows()} ${Buffer.from(sessionId()).toString('hex')}`;
  const slot = rest.cached(nameOfSlot, bufferCodec<Row>(list));
  const buffer = resume === null ? null : await bufferIn(slot, place, request.take);
  return { sessionId, isContinuation: resume !== null, place, slot, buffer };
}

/** The rows read ahead from a place on: those of this process where they are enough for the page, else of the one that has most. */
async function bufferIn<Row>(
  slot: PageStep<Row>['slot'],
  place: ListPlace,
  take: number,
): Promise<ReadAheadBuffer<Row> | null> {
  const own = sliceAt(slot.get(), place);
  if (own !== null && hasPage(own, take)) return own;
  const other = sliceAt(await slot.find(), place);
  return own === null || (other !== null && other.slots.length > own.slots.length) ? other : own;
}

function sliceAt<Row>(buffer: ReadAheadBuffer<Row> | undefined, place: ListPlace): ReadAheadBuffer<Row> | null {
  return buffer === undefined ? null : sliceFrom(buffer, place);
}

async function totalOf<Row>(
  rest: RestClient,
  { scope, filterOf }: ListQuery,
  { place, buffer }: PageStep<Row>,
  range: RangeResult<Row>,
): Promise<number | null> {
  if (buffer?.total !== undefined) return buffer.total;
  if (range.total !== null) return range.total;
  const whole = { ...scope, filter: filterOf(null) };
  const asked = range.pages.length > 0 && place.position.upperBound === null;
  return asked ? countList(rest, whole) : (await countRows(rest, whole)).total;
}

/** Sets the length of a page's list, which must not contradict the page in one answer. */
function setTotal<Row>(page: RestPage<Row>, total: number | null, range: RangeResult<Row>): void {
  const falls = total !== null && !page.hasMore && total > range.offset;
  const shown = page.rows.length + (page.hasMore ? 1 : 0);
  page.total = total === null ? null : Math.max(total, shown);
  page.incomplete ??= falls ? 'COUNT_DIFFERS' : null;
}

/** The slot at an offset of a range that begins at `skip`; dropped duplicates leave gaps before it. */
function slotAt<Row>({ slots }: RangeResult<Row>, offset: number, skip: number): RowSlot<Row> | null {
  for (let index = Math.min(offset - skip, slots.length - 1); index >= 0; index -= 1) {
    const slot = slots[index];
    if (slot === undefined || slot.offset < offset) return null;
    if (slot.offset === offset) return slot;
  }
  return null;
}

/** One page of a forward paging session; rows read ahead are cached for the next pages. Throws RestError. */
export async function readByKeyset<Row extends { id: string }>(
  rest: RestClient,
  list: ListOperation,
  request: ListRequest,
  filterOf: FilterOf,
): Promise<RestPage<Row>> {
  const { path, expand, skip, take, count = false } = request;
  const step = await toPageStep<Row>(rest, list, request, filterOf);
  const { sessionId, isContinuation, place, buffer } = step;
  const ahead = isContinuation ? prefetchSize(skip, rest.readAhead) : 0;
  const keep = ahead > 0;
  const scope = { list, path, expand, cache: keep ? false : undefined };
  const query = { scope, filterOf, useKeyset: true, withCount: count && buffer?.total === undefined };
  const start = buffer ?? { slots: [], next: place.position, offset: skip, incomplete: null };
  const budget = { take, more: true, target: Math.max(take + 1, start.slots.length + ahead) };
  const range = await new PageReader<Row>(rest, query, start).read(budget);
  const total = count ? await totalOf(rest, query, step, range) : buffer?.total;
  const page = toPage(range, skip, take);
  setTotal(page, count ? (total ?? null) : null, range);

  const nextBuffer = bufferAfter(range, place, take, total, keep);
  if (nextBuffer !== null)
    await step.slot.set(nextBuffer, sizeOf(nextBuffer), BUFFER_SECONDS, range.pages.length === 0);
  page.resumeAt = (offset) => {
    const slot = slotAt(range, offset, skip);
    return encodeCursorState(
      sessionId(),
      slot === null ? place.position : positionAfter(slot.page.fetched, slot.index),
    );
  };
  return page;
}
