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
  /** Weight of one of its rows. */
  bytes: number;
}

/** A row and where it stands. */
export interface Seat<Row> {
  row: Row | UnreadableRow;
  /** Place in the walk; in a walk by plain offsets, the offset in the vendor's list. */
  offset: number;
  /** Place in its trail. */
  index: number;
  read: Read;
}

/** Rows of a list in its order, and where it goes on. */
export interface Stretch<Row> {
  seats: readonly Seat<Row>[];
  /** Null at the end of the list, and where the server cannot be trusted to lead on. */
  next: Position | null;
  /** Offset of `next`. */
  offset: number;
  /** Why rows may be missing at its end. */
  incomplete: Incomplete | null;
}

/** What is asked for: rows of which list, and how they may be told apart. */
export interface Question {
  scope: Omit<ListScope, 'filter'>;
  filterOf: FilterOf;
  /** Whether places may be told by the list's time property, where it has one. */
  anchors: boolean;
  /** Whether the length of the list is wanted too, where it takes a call of its own. */
  count: boolean;
  /** The length of the list, where it has just been told. */
  length?: number;
}

/** Rows that must be there, and rows worth having beyond, for later. */
export interface Demand {
  take: number;
  /** Whether it must be known too if there are more. */
  more: boolean;
  goal: number;
}

export interface Reading<Row> extends Stretch<Row> {
  /** Upstream pages read now. */
  reads: readonly Read[];
  total: number | null;
  duplicates: number;
}
