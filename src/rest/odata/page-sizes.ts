import { LRUCache } from 'lru-cache';
import { maxEntries } from '../max-entries.ts';
import type { Operation } from '../operation.ts';
import type { Finding, OnFinding } from './finding.ts';

const REMEMBER_CAP_MS = 60 * 60 * 1000;
/** Nothing but a count tells of a cap that was lowered since, so the size of a page is soon no proof. */
const REMEMBER_LARGEST_MS = 5 * 60 * 1000;
const MAX_LISTS = 500;

interface List {
  list: Pick<Operation, 'id'>;
  expand?: string;
}

/** Rows weigh more with what is expanded, and a server may put fewer of them on a page. */
function nameOf({ list: { id }, expand }: List): string {
  return `${id} ${expand ?? ''}`;
}

/**
 * How many rows a server was seen to put on a page of each list. The vendor may cap a page below `$top` without saying
 * so, and then a short page is not the end of the list. What was seen counts for a while, since a cap may be changed.
 */
export class PageSizes {
  /** Rows of the largest page seen, linked or not. */
  readonly #largest = new LRUCache<string, number>({ ...maxEntries(MAX_LISTS), ttl: REMEMBER_LARGEST_MS });
  /** Rows of a page that was cut below what was asked for. */
  readonly #cap = new LRUCache<string, number>({ ...maxEntries(MAX_LISTS), ttl: REMEMBER_CAP_MS });

  readonly #onFinding: OnFinding;

  constructor(onFinding: OnFinding = () => undefined) {
    this.#onFinding = onFinding;
  }

  /** Takes what another process has seen, so many milliseconds ago. */
  learn(finding: Extract<Finding, { kind: 'cap' | 'largest' }>, age: number): void {
    const { kind, list, rows } = finding;
    const ttl = (kind === 'cap' ? REMEMBER_CAP_MS : REMEMBER_LARGEST_MS) - age;
    if (rows === null) this.#cap.delete(list);
    else if (ttl > 0) (kind === 'cap' ? this.#cap : this.#largest).set(list, rows, { ttl });
  }

  /** Rows to ask for at most; Infinity where the server was not seen to cut a page. */
  capOf(list: List): number {
    return this.#cap.get(nameOf(list)) ?? Infinity;
  }

  /** A page of so many rows came. */
  saw(list: List, rows: number): void {
    const name = nameOf(list);
    const largest = this.#largest.get(name) ?? 0;
    // Others forget it as soon as it would be forgotten here.
    const fades = this.#largest.getRemainingTTL(name) < REMEMBER_LARGEST_MS / 2;
    if (rows > largest || (rows === largest && fades)) this.#onFinding({ kind: 'largest', list: name, rows });
    if (rows >= largest) this.#largest.set(name, rows);
    if (rows > (this.#cap.get(name) ?? Infinity)) this.#setCap(name, rows);
  }

  /** A page of so many rows, fewer than were asked for, was not the last one. */
  sawCut(list: List, rows: number): void {
    const name = nameOf(list);
    this.#largest.set(name, rows);
    // A server that cuts by bytes gives pages of unlike lengths; asking for the shortest would make the others short.
    if (rows * 2 < (this.#cap.get(name) ?? Infinity)) this.#setCap(name, rows);
  }

  /** The rows that a count promised behind a short page did not come. */
  forget(list: List): void {
    if (this.#cap.delete(nameOf(list))) this.#onFinding({ kind: 'cap', list: nameOf(list), rows: null });
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

  #setCap(list: string, rows: number): void {
    this.#cap.set(list, rows);
    this.#onFinding({ kind: 'cap', list, rows });
  }
}
