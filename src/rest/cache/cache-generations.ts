import { LRUCache } from 'lru-cache';
import { maxEntries } from '../max-entries.ts';

/** Longer than any answer is cached, so that a generation outlives the entries that carry it. */
const MAX_CACHED_MS = 10 * 60 * 1000;

/**
 * Invalidates cached answers by generation: a cache key carries the generation of its owner, and a mutation bumps it,
 * for reads still in flight too.
 */
export class CacheGenerations {
  readonly #generations = new LRUCache<string, number>({
    ...maxEntries(100_000),
    ttl: MAX_CACHED_MS,
    // An evicted owner must not see entries of an earlier generation again.
    dispose: (generation, _, reason) => {
      if (reason === 'evict') this.#floor = Math.max(this.#floor, generation);
    },
  });
  #last = 0;
  /** The generation of owners without an entry. */
  #floor = 0;

  generationOf(owner: string): number {
    return this.#generations.get(owner) ?? this.#floor;
  }

  bump(owner: string): void {
    this.#generations.set(owner, ++this.#last);
  }
}
