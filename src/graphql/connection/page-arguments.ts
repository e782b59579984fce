import type { CursorPosition } from './cursor.ts';
import { inputError } from '../schema/input-error.ts';

export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 1000;

/** Relay's four paging arguments; null means not given. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/**
 * A page of a list: `take` rows from offset `skip`, or, with `fromEnd`, the last `take` rows of the list (whose length
 * must then be requested).
 */
export interface PageWindow {
  skip: number;
  take: number;
  fromEnd: boolean;
  /** State of the cursor right before the page, for the list's reader. */
  resume?: Uint8Array;
}

function size(name: 'first' | 'last', value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > MAX_PAGE_SIZE) {
    throw inputError(`${name} must be from 0 to ${MAX_PAGE_SIZE}, got ${value}; walk longer lists page by page.`);
  }
  return value;
}

/** Parses paging arguments; `read` reads a cursor. Throws BAD_USER_INPUT and BAD_CURSOR. */
export function parsePageArguments(args: PageArguments, read: (cursor: string) => CursorPosition): PageWindow {
  const first = args.first ?? null;
  const last = args.last ?? null;
  if (first !== null && last !== null) throw inputError('Give first or last, not both.');
  const after = args.after == null ? null : read(args.after);
  const start = after === null ? 0 : after.offset + 1;
  const end = args.before == null ? null : read(args.before).offset;
  const from = (skip: number, take: number): PageWindow => ({
    skip,
    take,
    fromEnd: false,
    ...(after !== null && skip === start && { resume: after.resume }),
  });

  if (last !== null) {
    const take = size('last', last);
    if (end === null) return { skip: start, take, fromEnd: true };
    const skip = Math.max(start, end - take);
    return from(skip, Math.max(0, end - skip));
  }
  const wanted = size('first', first ?? DEFAULT_PAGE_SIZE);
  return from(start, end === null ? wanted : Math.max(0, Math.min(wanted, end - start)));
}
