import { LRUCache } from 'lru-cache';
import { maxEntries } from './max-entries.ts';

/** Longer than any answer is cached, so that a generation outlives the entries that carry it. */
const LONGEST_KEPT_MS = 10 * 60 * 1000;

/**
 * Invalidates cached answers by generation: a cache key carries the generation of its owner, and a mutation bumps it,
 * for reads still in flight too.
 */
export class Staleness {
  readonly #editions = new LRUCache<string, number>({
    ...maxEntries(100_000),
    ttl: LONGEST_KEPT_MS,
    // An evicted owner must not see entries of an earlier generation again.
    dispose: (edition, _, reason) => {
      if (reason === 'evict') this.#floor = Math.max(this.#floor, edition);
    },
  });
  #last = 0;
  /** The generation of owners without an entry. */
  #floor = 0;

  editionOf(owner: string): number {
    return this.#editions.get(owner) ?? this.#floor;
  }

  begin(owner: string): void {
    this.#editions.set(owner, ++this.#last);
  }
}
