import { LRUCache } from 'lru-cache';
import type { ListScope } from './list-call.ts';

const REMEMBER_MS = 60 * 60 * 1000;
const MOST_LISTS = 500;
/** Rows of a page of the usual size and the one behind it. Such pages are full most often; larger ones often are not. */
const USUAL_TOP = 51;

type List = Pick<ListScope, 'list' | 'expand'>;

/** Rows weigh more with what is expanded, and a server may put fewer of them on a page. */
function nameOf({ list: { id }, expand }: List): string {
  return `${id} ${expand ?? ''}`;
}

/**
 * How many rows a server was seen to put on a page of each list. The vendor may cap a page below `$top` without saying
 * so, and then a short page is not the end of the list. What was seen counts for an hour, since a cap may be changed.
 */
export class PageSizes {
  /** Rows of the largest page seen, linked or not. */
  readonly #largest = new LRUCache<string, number>({ max: MOST_LISTS, ttl: REMEMBER_MS });
  /** Rows of a page that was cut below what was asked for. */
  readonly #cap = new LRUCache<string, number>({ max: MOST_LISTS, ttl: REMEMBER_MS });
  /** Lists of which a short page was not known to be the last. */
  readonly #doubted = new LRUCache<string, true>({ max: MOST_LISTS, ttl: REMEMBER_MS });

  /** Rows to ask for at most; Infinity where the server was not seen to cut a page. */
  capOf(list: List): number {
    return this.#cap.get(nameOf(list)) ?? Infinity;
  }

  /** A page of so many rows came. */
  saw(list: List, rows: number): void {
    const name = nameOf(list);
    if (rows >= (this.#largest.get(name) ?? 0)) this.#largest.set(name, rows);
    if (rows > (this.#cap.get(name) ?? Infinity)) this.#cap.set(name, rows);
  }

  /** A page of so many rows, fewer than were asked for, was not the last one. */
  sawCut(list: List, rows: number): void {
    const name = nameOf(list);
    this.#largest.set(name, rows);
    // A server that cuts by bytes gives pages of unlike lengths; asking for the shortest would make the others short.
    if (rows * 2 < (this.#cap.get(name) ?? Infinity)) this.#cap.set(name, rows);
  }

  /** Nothing told whether a short page was the last; a call has to show it. */
  doubts(list: List): void {
    this.#doubted.set(nameOf(list), true);
  }

  /**
   * Whether to ask for a count beside so many rows, to spare the call that shows the end. No page documents `$count=true`,
   * so that is done only where such a call is likely: for a large page, a list that is read `toEnd`, or one that has cost
   * such a call before. It is asked for also where larger pages were seen, as it alone tells of a cap that was lowered since.
   */
  wantsCount(list: List, top: number, toEnd: boolean): boolean {
    return toEnd || top > USUAL_TOP || this.#doubted.has(nameOf(list));
  }

  /** The rows that a count promised behind a short page did not come. */
  forget(list: List): void {
    this.#cap.delete(nameOf(list));
  }

  /**
   * Whether a page of so many rows, fewer than were asked for, may have been cut by the server. Where it was seen to give
   * larger pages and never to cut one, no; where it does cut, pages may be cut by bytes, and only one of less than half
   * the rows is beyond doubt.
   */
  mayBeCut(list: List, rows: number): boolean {
    const cap = this.capOf(list);
    return cap === Infinity ? rows >= (this.#largest.get(nameOf(list)) ?? 0) : rows * 2 >= cap;
  }
}
