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

function checkSize(name: 'first' | 'last', value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= MAX_PAGE_SIZE) return;
  throw inputError(`${name} must be from 0 to ${MAX_PAGE_SIZE}, got ${value}; walk longer lists page by page.`);
}

/** Throws BAD_USER_INPUT for sizes that no page has. */
export function checkPageSizes({ first, last }: PageArguments): void {
  if (first != null && last != null) throw inputError('Give first or last, not both.');
  if (first != null) checkSize('first', first);
  if (last != null) checkSize('last', last);
}

/** Parses paging arguments; `read` reads a cursor. Throws BAD_USER_INPUT and BAD_CURSOR. */
export function parsePageArguments(args: PageArguments, read: (cursor: string) => CursorPosition): PageWindow {
  checkPageSizes(args);
  const first = args.first ?? null;
  const last = args.last ?? null;
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
    if (end === null) return { skip: start, take: last, fromEnd: true };
    const skip = Math.max(start, end - last);
    return from(skip, Math.max(0, end - skip));
  }
  const wanted = first ?? DEFAULT_PAGE_SIZE;
  return from(start, end === null ? wanted : Math.max(0, Math.min(wanted, end - start)));
}
