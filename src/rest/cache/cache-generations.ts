import { LRUCache } from 'lru-cache';
import { maxEntries } from '../max-entries.ts';
import type { SharedCache } from './shared-cache.ts';

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
  readonly #api: string;
  readonly #shared: SharedCache | null;
  #last = 0;
  /** The generation of owners without an entry. */
  #floor = 0;

  /** `api` tells apart what several APIs have cached, where other processes share it. */
  constructor(api = '', shared: SharedCache | null = null) {
    this.#api = `${api} `;
    this.#shared = shared;
    shared?.onInvalidated((owner) => {
      if (owner === null) this.#bumpAll();
      else if (owner.startsWith(this.#api)) this.#bump(owner.slice(this.#api.length));
    });
  }

  /** The name of an owner for all processes. */
  sharedName(owner: string): string {
    return this.#api + owner;
  }

  generationOf(owner: string): number {
    return this.#generations.get(owner) ?? this.#floor;
  }

  /** Here at once; resolves when other processes have heard of it too, or cannot be reached. */
  async bump(owner: string): Promise<void> {
    this.#bump(owner);
    await this.#shared?.invalidate(this.sharedName(owner));
  }

  #bump(owner: string): void {
    this.#generations.set(owner, ++this.#last);
  }

  #bumpAll(): void {
    this.#floor = ++this.#last;
    this.#generations.clear();
  }
}
