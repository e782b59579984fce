import { positionAfter, samePlace, type Position } from './keyset-position.ts';
import type { Reading, Stretch } from './page-types.ts';

/** Rows of a walk that were read ahead, from the page on that the caller has just been given. Never changed once kept. */
export interface RowWindow<Row> extends Stretch<Row> {
  /** Where its first row stands. */
  start: Place;
  /** Length of the whole list; null when the vendor would not tell, undefined when nobody asked. */
  total: number | null | undefined;
}

/** A place in a walk: what a cursor tells. */
export interface Place {
  offset: number;
  position: Position;
}

/** Longer than a caller takes for a page, shorter than rows take to be old. */
export const WINDOW_SECONDS = 60;
/** As text; rows that are parsed take several times the room. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Of the object around a row. */
const SEAT_BYTES = 100;
const SMALLEST_AHEAD = 50;
/** How many times what was walked so far is read ahead: who has asked for two pages may stop there. */
const GROWTH = 4;

/** How many rows to read ahead of a walk that has come to an offset; `largest` bounds it. */
export function aheadOf(offset: number, largest: number): number {
  return Math.min(largest, Math.max(SMALLEST_AHEAD, GROWTH * offset));
}

/** What a window holds from a place on; null where the window does not lead to it. */
export function cutFrom<Row>(window: RowWindow<Row>, { offset, position }: Place): RowWindow<Row> | null {
  const found = window.seats.findIndex((seat) => seat.offset >= offset);
  const index = found === -1 ? window.seats.length : found;
  const before = window.seats[index - 1];
  const place: Place =
    before === undefined
      ? window.start
      : { offset: before.offset + 1, position: positionAfter(before.read.trail, before.index) };
  // The same offset may have been reached another way, after rows had come or gone.
  if (place.offset !== offset || !samePlace(place.position, position)) return null;
  return { ...window, start: { offset, position }, seats: window.seats.slice(index) };
}

/**
 * What to keep for the next page: with what was read ahead the rows from this page on, since it may be asked for again,
 * else the length of the list alone; null where there is nothing to keep.
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

/** What a window weighs in bytes, as text. */
export function weightOf({ seats }: Pick<Stretch<unknown>, 'seats'>): number {
  return Math.ceil(seats.reduce((sum, { read }) => sum + read.bytes + SEAT_BYTES, 0));
}

/** A window without the rows that are too many bytes to keep; it then ends, and goes on, before them. */
function lightest<Row>(window: RowWindow<Row>, fewest: number): RowWindow<Row> {
  let bytes = 0;
  const end = window.seats.findIndex(({ read }) => (bytes += read.bytes + SEAT_BYTES) > MOST_BYTES);
  const last = end === -1 ? undefined : window.seats[Math.max(end, fewest) - 1];
  if (last === undefined) return window;
  const seats = window.seats.slice(0, Math.max(end, fewest));
  const next = positionAfter(last.read.trail, last.index);
  return { ...window, seats, next, offset: last.offset + 1, incomplete: null };
}
