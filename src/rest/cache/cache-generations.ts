import { LRUCache } from 'lru-cache';
import { maxEntries } from './max-entries.ts';

/** Longer than any answer is kept, so that what is forgotten here is gone there. */
const LONGEST_KEPT_MS = 10 * 60 * 1000;

/**
 * Tells answers that are kept from those that a change has made stale: what is kept carries the edition of its owner, and
 * a change begins a new one, for answers still under way too.
 */
export class Staleness {
  readonly #editions = new LRUCache<string, number>({
    ...maxEntries(100_000),
    ttl: LONGEST_KEPT_MS,
    // Whoever is pushed out must not get back what was stale before.
    dispose: (edition, _, reason) => {
      if (reason === 'evict') this.#floor = Math.max(this.#floor, edition);
    },
  });
  #last = 0;
  /** The edition of all who are not remembered. */
  #floor = 0;

  editionOf(owner: string): number {
    return this.#editions.get(owner) ?? this.#floor;
  }

  begin(owner: string): void {
    this.#editions.set(owner, ++this.#last);
  }
}
