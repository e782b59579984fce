import type { FilterOf, ListScope } from './list-request.ts';
import type { LinkFault } from '../odata/next-link.ts';
import type { Position, Trail } from './keyset-position.ts';
import type { UnreadableRow } from '../rows/row-validation.ts';

export type Incomplete =
  | 'ROW_UNREADABLE'
  | LinkFault
  | 'NEXT_LINK_REPEATS'
  | 'NEXT_LINK_NOT_FOLLOWED'
  | 'PAGE_BRINGS_NOTHING_NEW'
  | 'LIST_TOO_LONG'
  | 'COUNT_DIFFERS'
  | 'SERVER_PAGE_LIMIT';

/** One upstream page, as far as its rows need it. */
export interface Read {
  trail: Trail;
  asOf: string;
  /** Average size of one of its rows, bytes. */
  bytes: number;
}

/** A row with its offset and the upstream page it came from. */
export interface Seat<Row> {
  row: Row | UnreadableRow;
  /** Offset in the paging session; with plain offsets that of the vendor's list. */
  offset: number;
  /** Index among the rows fetched with it. */
  index: number;
  read: Read;
}

/** A range of rows in the list's order, and the position of the next row. */
export interface Stretch<Row> {
  seats: readonly Seat<Row>[];
  /** Null at the end of the list, and where the server cannot be trusted to lead on. */
  next: Position | null;
  /** Offset of `next`. */
  offset: number;
  /** Why rows may be missing at its end. */
  incomplete: Incomplete | null;
}

/** Which rows of which list to read, and how. */
export interface Question {
  scope: Omit<ListScope, 'filter'>;
  filterOf: FilterOf;
  /** Whether to page by keyset where the list has a time property. */
  anchors: boolean;
  /** Whether the length of the list is wanted too, where it takes a call of its own. */
  count: boolean;
  /** The length of the list, where it has just been told. */
  length?: number;
}

/** How many rows a page needs; `target` is how many to read ahead where that costs no call. */
export interface Demand {
  take: number;
  /** Whether it must be known too if there are more. */
  more: boolean;
  goal: number;
}

export interface Reading<Row> extends Stretch<Row> {
  /** Upstream pages read by this call. */
  reads: readonly Read[];
  total: number | null;
  duplicates: number;
}
