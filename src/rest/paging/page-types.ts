import type { FilterOf, ListScope } from './list-request.ts';
import type { LinkFault } from '../odata/next-link.ts';
import type { KeysetPosition, FetchedRows } from './keyset-position.ts';
import type { UnreadableRow } from '../rows/row-validation.ts';

export type Truncation =
  | 'ROW_UNREADABLE'
  | LinkFault
  | 'NEXT_LINK_REPEATS'
  | 'NEXT_LINK_NOT_FOLLOWED'
  | 'PAGE_BRINGS_NOTHING_NEW'
  | 'LIST_TOO_LONG'
  | 'COUNT_DIFFERS'
  | 'SERVER_PAGE_LIMIT';

/** By which date property a list is sorted. */
export interface ListOrder {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

/** One upstream page, as far as its rows need it. */
export interface UpstreamPage {
  fetched: FetchedRows;
  asOf: string;
  /** Average size of one of its rows, bytes. */
  bytes: number;
}

/** A row with its offset and the upstream page it came from. */
export interface RowSlot<Row> {
  row: Row | UnreadableRow;
  /** Offset in the paging session; with plain offsets that of the vendor's list. */
  offset: number;
  /** Index among the rows fetched with it. */
  index: number;
  page: UpstreamPage;
}

/** A range of rows in the list's order, and the position of the next row. */
export interface RowRange<Row> {
  slots: readonly RowSlot<Row>[];
  /** Null at the end of the list, and where the server cannot be trusted to lead on. */
  next: KeysetPosition | null;
  /** Offset of `next`. */
  offset: number;
  /** Why rows may be missing at its end. */
  incomplete: Truncation | null;
}

/** Which rows of which list to read, and how. */
export interface ListQuery {
  scope: Omit<ListScope, 'filter'>;
  filterOf: FilterOf;
  /** Whether to page by keyset where the list has a time property. */
  useKeyset: boolean;
  /** Whether the length of the list is wanted too, where it takes a call of its own. */
  withCount: boolean;
  /** The length of the list, where it has just been told. */
  length?: number;
}

/** How many rows a page needs; `target` is how many to read ahead where that costs no call. */
export interface RowBudget {
  take: number;
  /** Whether it must be known too if there are more. */
  more: boolean;
  target: number;
}

export interface RangeResult<Row> extends RowRange<Row> {
  /** Upstream pages read by this call. */
  pages: readonly UpstreamPage[];
  total: number | null;
  duplicates: number;
}
