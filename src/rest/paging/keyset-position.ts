import { hash } from 'node:crypto';
import { foldId } from '../rows/hex-id.ts';
import { UnreadableRow } from '../rows/row-validation.ts';

/**
 * A keyset position in a list: the rows no newer than `upperBound`, from `skip` on, without those of `seenIds`, which
 * were returned before. Without an upper bound it is a plain offset, which shifts when rows are inserted or removed
 * before it.
 */
export interface KeysetPosition {
  /** Milliseconds since 1970. The vendor's times have more digits, but indexes keep these. */
  readonly upperBound: number | null;
  readonly skip: number;
  /** Hashes of row ids. */
  readonly seenIds: readonly string[];
}

/** Rows fetched from a position on, repeats included. */
export interface FetchedRows {
  readonly from: KeysetPosition;
  readonly ids: readonly string[];
  /** Their times, newest first; null where they did not come in that order, so that only offsets apply. */
  readonly times: readonly number[] | null;
}

/** The part of a cursor that paging needs. */
export interface CursorState {
  /** Random id of one paging session of a caller. */
  readonly sessionId: Uint8Array;
  readonly position: KeysetPosition | null;
}

const HASH_BYTES = 8;
/** More rows of one millisecond are told by their number and the last few ids, so that cursors stay short. */
const MAX_SEEN_IDS = 32;
const SESSION_ID_BYTES = 4;
const FIXED_BYTES = SESSION_ID_BYTES + 6 + 4;
const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?Z$/;

/** The plain offset `skip`. */
export function atOffset(skip: number): KeysetPosition {
  return { upperBound: null, skip, seenIds: [] };
}

/** Whether keyset paging can begin here: the row before a plain offset is not known. */
export function supportsKeyset({ upperBound, skip, seenIds }: KeysetPosition): boolean {
  return skip === 0 || (upperBound !== null && seenIds.length > 0);
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
export function upperBoundText(upperBound: number): string {
  return new Date(upperBound).toISOString().replace('Z', '9999Z');
}

/** Whether the times go from newest to oldest, none above the bound and none unknown. */
export function isNewestFirst(times: readonly (number | null)[], upperBound: number | null): times is number[] {
  let last = upperBound ?? Infinity;
  for (const time of times) {
    if (time === null || time > last) return false;
    last = time;
  }
  return true;
}

function idHash(id: string): string {
  return hash('sha256', foldId(id), 'hex').slice(0, 2 * HASH_BYTES);
}

/** For each row fetched from a position on, whether it was returned before. */
export function returnedBefore({ skip, seenIds }: KeysetPosition, ids: readonly string[]): boolean[] {
  if (seenIds.length === 0) return ids.map(() => false);
  const hashes = new Set(seenIds);
  const among = ids.map((id) => hashes.has(idHash(id)));
  if (skip === 0) return among;
  // Behind an offset only the last rows are known by id; what comes before them was returned too.
  const last = among.lastIndexOf(true);
  return ids.map((_, index) => index <= last);
}

/** The position right after a fetched row. */
export function positionAfter({ from, ids, times }: FetchedRows, index: number): KeysetPosition {
  const upperBound = times?.[index];
  if (times === null || upperBound === undefined)
    return { upperBound: from.upperBound, skip: from.skip + index + 1, seenIds: [] };
  let first = index;
  while (first > 0 && times[first - 1] === upperBound) first -= 1;
  const goesOn = upperBound === from.upperBound;
  const skip = goesOn ? from.skip : 0;
  const length = index + 1 - first;
  if (skip === 0 && length <= MAX_SEEN_IDS) {
    const seen = new Set([...(goesOn ? from.seenIds : []), ...ids.slice(first, index + 1).map(idHash)]);
    if (seen.size <= MAX_SEEN_IDS) return { upperBound, skip, seenIds: [...seen] };
  }
  const last = ids.slice(Math.max(first, index + 1 - MAX_SEEN_IDS), index + 1);
  return { upperBound, skip: skip + length - last.length, seenIds: last.map(idHash) };
}

/** Whether two positions are equal. */
export function samePosition(one: KeysetPosition, other: KeysetPosition): boolean {
  return one.upperBound === other.upperBound && one.skip === other.skip && one.seenIds.join() === other.seenIds.join();
}

/** Resume information for a cursor; a plain offset is left out, since cursors have one anyway. */
export function encodeCursorState(sessionId: Uint8Array, { upperBound, skip, seenIds }: KeysetPosition): Uint8Array {
  if (upperBound === null) return sessionId;
  const fixed = Buffer.alloc(FIXED_BYTES);
  fixed.set(sessionId);
  fixed.writeUIntBE(upperBound, SESSION_ID_BYTES, 6);
  fixed.writeUInt32BE(skip, SESSION_ID_BYTES + 6);
  return Buffer.concat([fixed, Buffer.from(seenIds.join(''), 'hex')]);
}

/** Reads what encodeCursorState wrote; null for any other bytes. */
export function decodeCursorState(bytes: Uint8Array): CursorState | null {
  const sessionId = bytes.subarray(0, SESSION_ID_BYTES);
  if (bytes.length === SESSION_ID_BYTES) return { sessionId, position: null };
  const hashes = (bytes.length - FIXED_BYTES) / HASH_BYTES;
  if (!Number.isInteger(hashes) || hashes < 0 || hashes > MAX_SEEN_IDS) return null;
  const buffer = Buffer.from(bytes);
  const seen = Array.from({ length: hashes }, (_, index) => {
    const at = FIXED_BYTES + index * HASH_BYTES;
    return buffer.toString('hex', at, at + HASH_BYTES);
  });
  return {
    sessionId,
    position: {
      upperBound: buffer.readUIntBE(SESSION_ID_BYTES, 6),
      skip: buffer.readUInt32BE(SESSION_ID_BYTES + 6),
      seenIds: seen,
    },
  };
}
