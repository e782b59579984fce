import type { ListScope } from './list-request.ts';
import type { PageSizes } from '../odata/page-sizes.ts';
import { RestError } from '../rest-error.ts';
import type { Truncation } from './page-types.ts';

/** What may end a reading that a server drags out by small pages. */
const LIMITS: ReadonlySet<string> = new Set(['RATE_LIMITED', 'COST_LIMIT_EXCEEDED', 'UPSTREAM_TIMEOUT']);
/** What the caller has to know, whatever else came. */
const DENIED: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

/** What one answer tells of the list's end. */
export interface PageSeen {
  /** Rows that the server sent: those that are dropped later, as sent twice or unreadable, count here. */
  sent: number;
  /** Rows asked for. */
  top: number;
  linked: boolean;
  /** Whether it held a row that had not come before in this reading. */
  brought: boolean;
  /** Rows behind this page by the count that came with it; null where none came. */
  left: number | null;
  /** Place in the walk after the page. */
  offset: number;
}

/**
 * Finds the end of a list in the pages of one reading: a page without a link that is shorter than asked for is the last
 * one only if its count says so, if the server was seen to give larger pages, or if one more call brings nothing.
 */
export class ListEnd {
  readonly #scope: Pick<ListScope, 'list' | 'expand'>;
  /** Looked up each time: a caller may have become known meanwhile. */
  readonly #sizes: () => PageSizes;
  /** Where the list ends by the last count that came, as an offset of the list. */
  #expected: number | null = null;
  /** The same by the lowest count that came. */
  #least = Infinity;
  /** The page before, where it was short and may have been cut; `promised` where a count said so. */
  #doubtful: { sent: number; promised: boolean } | null = null;

  constructor(scope: Pick<ListScope, 'list' | 'expand'>, sizes: () => PageSizes) {
    this.#scope = scope;
    this.#sizes = sizes;
  }

  /** Whether the next call only has to show if there is anything more. */
  get inDoubt(): boolean {
    return this.#doubtful !== null;
  }

  /** Rows to ask for at least, so that rows which come meanwhile do not hide those that were there. */
  get fewest(): number {
    return this.#doubtful?.sent ?? 0;
  }

  /**
   * What a failed call means where the rows that came are worth having without it: that there are none behind them, or
   * that the rest stays unread. Throws the error where it stands for more than that.
   */
  afterFailure(error: unknown, began: boolean): 'empty' | 'SERVER_PAGE_LIMIT' {
    if (!(error instanceof RestError) || DENIED.has(error.code)) throw error;
    // Some lists answer so where they have no rows.
    if (this.inDoubt && error.status === 404) return 'empty';
    const draggedOut = began && this.#sizes().capOf(this.#scope) < Infinity && LIMITS.has(error.code);
    if (this.inDoubt || draggedOut) return 'SERVER_PAGE_LIMIT';
    throw error;
  }

  /** Whether a count promises rows behind a place in the walk. */
  promisesMore(offset: number): boolean {
    return this.#expected !== null && this.#expected > offset;
  }

  /** Takes in the next page; true where it is the last one. */
  isLast({ sent, top, linked, brought, left, offset }: PageSeen): boolean {
    // A count below the rows that came before it is no count of this list, and a page that only repeats rows says nothing
    // of those that the count before it promised.
    const told = (brought || sent === 0) && left !== null && left >= 0 ? left : null;
    if (told !== null) {
      this.#expected = offset + told;
      this.#least = Math.min(this.#least, this.#expected);
    }
    const onlyShowed = this.inDoubt;
    this.#learn(sent, brought);
    if (linked) return false;
    if (sent === 0) return true;
    if (told !== null && told === 0) return true;
    const more = this.promisesMore(offset);
    if (!brought && (onlyShowed || sent < top)) return !more;
    if (sent >= top) return false;
    const sizes = this.#sizes();
    if (!more && !sizes.mayBeCut(this.#scope, sent)) return true;
    this.#doubtful = { sent, promised: more };
    if (more) sizes.sawCut(this.#scope, sent);
    return false;
  }

  #learn(sent: number, brought: boolean): void {
    const before = this.#doubtful;
    this.#doubtful = null;
    const sizes = this.#sizes();
    if (brought) sizes.saw(this.#scope, sent);
    if (before !== null && brought) sizes.sawCut(this.#scope, Math.max(before.sent, sent));
    if (before?.promised === true && !brought) sizes.forget(this.#scope);
  }

  /**
   * Why rows may be missing at the end that was found. Rows that came once more stand in the places of others: of those
   * put before them meanwhile, which a later count has in it, or else of some that never came.
   */
  shortfall(offset: number, repeats: number): Truncation | null {
    const lacks = this.#least < Infinity && this.#least > offset - repeats;
    return lacks || this.promisesMore(offset) ? 'COUNT_DIFFERS' : null;
  }
}
