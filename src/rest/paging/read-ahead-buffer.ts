import { positionAfter, samePlace, type Position } from './keyset-position.ts';
import type { Reading, Stretch } from './page-types.ts';

/** Rows read ahead, from the page that the caller has just got. Immutable once cached. */
export interface RowWindow<Row> extends Stretch<Row> {
  /** Position of its first row. */
  start: Place;
  /** Length of the whole list; null when the vendor does not tell, undefined when it was not requested. */
  total: number | null | undefined;
}

/** Where a cursor points: offset and keyset position. */
export interface Place {
  offset: number;
  position: Position;
}

/** Longer than a caller takes for a page, short enough for rows to be fresh. */
export const WINDOW_SECONDS = 60;
/** Size as text; parsed rows take several times as much memory. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Overhead per row, bytes. */
const SEAT_BYTES = 100;
const SMALLEST_AHEAD = 50;
/** Read-ahead as a multiple of the rows read so far: a caller of two pages may stop there. */
const GROWTH = 4;

/** Rows to read ahead at an offset, at most `max`. */
export function aheadOf(offset: number, largest: number): number {
  return Math.min(largest, Math.max(SMALLEST_AHEAD, GROWTH * offset));
}

/** The buffer from a position on; null where the buffer does not lead to exactly that position. */
export function cutFrom<Row>(window: RowWindow<Row>, { offset, position }: Place): RowWindow<Row> | null {
  const found = window.seats.findIndex((seat) => seat.offset >= offset);
  const index = found === -1 ? window.seats.length : found;
  const before = window.seats[index - 1];
  const place: Place =
    before === undefined
      ? window.start
      : { offset: before.offset + 1, position: positionAfter(before.read.trail, before.index) };
  // The same offset may have been reached in another way, after rows were inserted or removed.
  if (place.offset !== offset || !samePlace(place.position, position)) return null;
  return { ...window, start: { offset, position }, seats: window.seats.slice(index) };
}

/**
 * The buffer to cache for the next page: the rows from this page on where some were read ahead (it may be requested
 * again), else the length of the list alone; null where there is nothing to cache.
 */
export function windowAfter<Row>(
  { seats, next, offset, incomplete }: Reading<Row>,
  start: Place,
  take: number,
  total: number | null | undefined,
  whole: boolean,
): RowWindow<Row> | null {
  const last = seats[take - 1];
  // A list that was read to its end in doubt is not made whole by reading it once more, but a failure may pass.
  const lasting = incomplete === null || incomplete === 'COUNT_DIFFERS';
  if (!lasting || (last === undefined && !whole)) return null;
  if (whole) return lightest({ start, seats, next, offset, incomplete, total }, take + 1);
  if (total === undefined || last === undefined || (seats.length <= take && next === null)) return null;
  const end = { offset: last.offset + 1, position: positionAfter(last.read.trail, last.index) };
  return { start: end, seats: [], next: end.position, offset: end.offset, incomplete: null, total };
}

/** Size of a buffer as text, bytes. */
export function weightOf({ seats }: Pick<Stretch<unknown>, 'seats'>): number {
  return Math.ceil(seats.reduce((sum, { read }) => sum + read.bytes + SEAT_BYTES, 0));
}

/** A buffer trimmed to the size limit; the next page then starts at the first row dropped. */
function lightest<Row>(window: RowWindow<Row>, fewest: number): RowWindow<Row> {
  let bytes = 0;
  const end = window.seats.findIndex(({ read }) => (bytes += read.bytes + SEAT_BYTES) > MOST_BYTES);
  const last = end === -1 ? undefined : window.seats[Math.max(end, fewest) - 1];
  if (last === undefined) return window;
  const seats = window.seats.slice(0, Math.max(end, fewest));
  const next = positionAfter(last.read.trail, last.index);
  return { ...window, seats, next, offset: last.offset + 1, incomplete: null };
}
