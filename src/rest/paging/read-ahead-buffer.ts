import { positionAfter, samePosition, type KeysetPosition } from './keyset-position.ts';
import type { RangeResult, RowRange } from './page-types.ts';

/** Rows read ahead, from the page that the caller has just got. Immutable once cached. */
export interface ReadAheadBuffer<Row> extends RowRange<Row> {
  /** Position of its first row. */
  start: ListPlace;
  /** Length of the whole list; null when the vendor does not tell, undefined when it was not requested. */
  total: number | null | undefined;
}

/** Where a cursor points: offset and keyset position. */
export interface ListPlace {
  offset: number;
  position: KeysetPosition;
}

/** Longer than a caller takes for a page, short enough for rows to be fresh. */
export const BUFFER_SECONDS = 60;
/** Size as text; parsed rows take several times as much memory. */
const MAX_BUFFER_BYTES = 4 * 1024 * 1024;
/** Overhead per row, bytes. */
const SLOT_OVERHEAD_BYTES = 100;
const MIN_PREFETCH = 50;
/** Read-ahead as a multiple of the rows read so far: a caller of two pages may stop there. */
const PREFETCH_FACTOR = 4;

/** Rows to read ahead at an offset, at most `max`. */
export function prefetchSize(offset: number, max: number): number {
  return Math.min(max, Math.max(MIN_PREFETCH, PREFETCH_FACTOR * offset));
}

/** The buffer from a position on; null where the buffer does not lead to exactly that position. */
export function sliceFrom<Row>(
  buffer: ReadAheadBuffer<Row>,
  { offset, position }: ListPlace,
): ReadAheadBuffer<Row> | null {
  const found = buffer.slots.findIndex((slot) => slot.offset >= offset);
  const index = found === -1 ? buffer.slots.length : found;
  const before = buffer.slots[index - 1];
  const place: ListPlace =
    before === undefined
      ? buffer.start
      : { offset: before.offset + 1, position: positionAfter(before.page.fetched, before.index) };
  // The same offset may have been reached in another way, after rows were inserted or removed.
  if (place.offset !== offset || !samePosition(place.position, position)) return null;
  return { ...buffer, start: { offset, position }, slots: buffer.slots.slice(index) };
}

/** Whether a buffer, cut at the start of a page, has all rows of it and tells if there are more. */
export function hasPage<Row>({ slots, next }: ReadAheadBuffer<Row>, take: number): boolean {
  return slots.length > take || next === null;
}

/**
 * The buffer to cache for the next page: the rows from this page on where some were read ahead (it may be requested
 * again), else the length of the list alone; null where there is nothing to cache.
 */
export function bufferAfter<Row>(
  { slots, next, offset, incomplete }: RangeResult<Row>,
  start: ListPlace,
  take: number,
  total: number | null | undefined,
  whole: boolean,
): ReadAheadBuffer<Row> | null {
  const last = slots[take - 1];
  // A list that was read to its end in doubt is not made whole by reading it once more, but a failure may pass.
  const lasting = incomplete === null || incomplete === 'COUNT_DIFFERS';
  if (!lasting || (last === undefined && !whole)) return null;
  if (whole) return trimToSize({ start, slots, next, offset, incomplete, total }, take + 1);
  if (total === undefined || last === undefined || (slots.length <= take && next === null)) return null;
  const end = { offset: last.offset + 1, position: positionAfter(last.page.fetched, last.index) };
  return { start: end, slots: [], next: end.position, offset: end.offset, incomplete: null, total };
}

/** Size of a buffer as text, bytes. */
export function sizeOf({ slots }: Pick<RowRange<unknown>, 'slots'>): number {
  return Math.ceil(slots.reduce((sum, { page }) => sum + page.bytes + SLOT_OVERHEAD_BYTES, 0));
}

/** A buffer trimmed to the size limit; the next page then starts at the first row dropped. */
function trimToSize<Row>(buffer: ReadAheadBuffer<Row>, minRows: number): ReadAheadBuffer<Row> {
  let bytes = 0;
  const end = buffer.slots.findIndex(({ page }) => (bytes += page.bytes + SLOT_OVERHEAD_BYTES) > MAX_BUFFER_BYTES);
  const last = end === -1 ? undefined : buffer.slots[Math.max(end, minRows) - 1];
  if (last === undefined) return buffer;
  const slots = buffer.slots.slice(0, Math.max(end, minRows));
  const next = positionAfter(last.page.fetched, last.index);
  return { ...buffer, slots, next, offset: last.offset + 1, incomplete: null };
}
