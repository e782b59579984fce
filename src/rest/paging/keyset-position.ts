import { hash } from 'node:crypto';
import { foldId } from '../rows/hex-id.ts';
import { UnreadableRow } from '../rows/row-validation.ts';

/**
 * A keyset position in a list: the rows no newer than `upperBound`, from `skip` on, without those of `seenIds`, which
 * were returned before. Without an upper bound it is a plain offset, which shifts when rows are inserted or removed
 * before it.
 */
export interface Position {
  /** Milliseconds since 1970. The vendor's times have more digits, but indexes keep these. */
  readonly bound: number | null;
  readonly skip: number;
  /** Hashes of row ids. */
  readonly seen: readonly string[];
}

/** Rows fetched from a position on, repeats included. */
export interface Trail {
  readonly from: Position;
  readonly ids: readonly string[];
  /** Their times, newest first; null where they did not come in that order, so that only offsets apply. */
  readonly times: readonly number[] | null;
}

/** The part of a cursor that paging needs. */
export interface Resume {
  /** Random id of one paging session of a caller. */
  readonly walk: Uint8Array;
  readonly position: Position | null;
}

const HASH_BYTES = 8;
/** More rows of one millisecond are told by their number and the last few ids, so that cursors stay short. */
const MOST_SEEN = 32;
const WALK_BYTES = 4;
const FIXED_BYTES = WALK_BYTES + 6 + 4;
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z$/;

/** The plain offset `skip`. */
export function byOffset(skip: number): Position {
  return { bound: null, skip, seen: [] };
}

/** Whether keyset paging can begin here: the row before a plain offset is not known. */
export function canAnchor({ bound, skip, seen }: Position): boolean {
  return skip === 0 || (bound !== null && seen.length > 0);
}

/** The milliseconds of a vendor's time, the digits beyond cut off; null for anything else. */
export function readTime(text: unknown): number | null {
  const [, seconds, fraction = ''] = (typeof text === 'string' ? TIME.exec(text) : null) ?? [];
  if (seconds === undefined) return null;
  const time = Date.parse(`${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  return time >= 0 ? time : null;
}

/** The times of rows by the property that their list is ordered by; none where it has no such order. */
export function timesIn(property: string | undefined, rows: readonly unknown[]): (number | null)[] {
  if (property === undefined) return [];
  return rows.map((row) => {
    const holder = row instanceof UnreadableRow ? row.element : row;
    return typeof holder === 'object' && holder !== null ? readTime(Reflect.get(holder, property)) : null;
  });
}

/** The last instant of the bound's millisecond as the vendor writes it. */
export function boundText(bound: number): string {
  return new Date(bound).toISOString().replace('Z', '9999Z');
}

/** Whether the times go from newest to oldest, none above the bound and none unknown. */
export function isNewestFirst(times: readonly (number | null)[], bound: number | null): times is number[] {
  let last = bound ?? Infinity;
  for (const time of times) {
    if (time === null || time > last) return false;
    last = time;
  }
  return true;
}

function markOf(id: string): string {
  return hash('sha256', foldId(id), 'hex').slice(0, 2 * HASH_BYTES);
}

/** For each row fetched from a position on, whether it was returned before. */
export function givenBefore({ skip, seen }: Position, ids: readonly string[]): boolean[] {
  if (seen.length === 0) return ids.map(() => false);
  const marks = new Set(seen);
  const among = ids.map((id) => marks.has(markOf(id)));
  if (skip === 0) return among;
  // Behind an offset only the last rows are known by id; what comes before them was returned too.
  const last = among.lastIndexOf(true);
  return ids.map((_, index) => index <= last);
}

/** The position right after a fetched row. */
export function positionAfter({ from, ids, times }: Trail, index: number): Position {
  const bound = times?.[index];
  if (times === null || bound === undefined) return { bound: from.bound, skip: from.skip + index + 1, seen: [] };
  let first = index;
  while (first > 0 && times[first - 1] === bound) first -= 1;
  const goesOn = bound === from.bound;
  const skip = goesOn ? from.skip : 0;
  const length = index + 1 - first;
  if (skip === 0 && length <= MOST_SEEN) {
    const seen = new Set([...(goesOn ? from.seen : []), ...ids.slice(first, index + 1).map(markOf)]);
    if (seen.size <= MOST_SEEN) return { bound, skip, seen: [...seen] };
  }
  const last = ids.slice(Math.max(first, index + 1 - MOST_SEEN), index + 1);
  return { bound, skip: skip + length - last.length, seen: last.map(markOf) };
}

/** Whether two positions are equal. */
export function samePlace(one: Position, other: Position): boolean {
  return one.bound === other.bound && one.skip === other.skip && one.seen.join() === other.seen.join();
}

/** Resume information for a cursor; a plain offset is left out, since cursors have one anyway. */
export function encodeResume(walk: Uint8Array, { bound, skip, seen }: Position): Uint8Array {
  if (bound === null) return walk;
  const fixed = Buffer.alloc(FIXED_BYTES);
  fixed.set(walk);
  fixed.writeUIntBE(bound, WALK_BYTES, 6);
  fixed.writeUInt32BE(skip, WALK_BYTES + 6);
  return Buffer.concat([fixed, Buffer.from(seen.join(''), 'hex')]);
}

/** Reads what encodeResume wrote; null for any other bytes. */
export function decodeResume(bytes: Uint8Array): Resume | null {
  const walk = bytes.subarray(0, WALK_BYTES);
  if (bytes.length === WALK_BYTES) return { walk, position: null };
  const marks = (bytes.length - FIXED_BYTES) / HASH_BYTES;
  if (!Number.isInteger(marks) || marks < 0 || marks > MOST_SEEN) return null;
  const buffer = Buffer.from(bytes);
  const seen = Array.from({ length: marks }, (_, index) => {
    const at = FIXED_BYTES + index * HASH_BYTES;
    return buffer.toString('hex', at, at + HASH_BYTES);
  });
  return {
    walk,
    position: { bound: buffer.readUIntBE(WALK_BYTES, 6), skip: buffer.readUInt32BE(WALK_BYTES + 6), seen },
  };
}
