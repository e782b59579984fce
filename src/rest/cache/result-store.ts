import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Size of a stored result. */
export interface Sized {
  readonly bytes: number;
}

/** Handle by which a stored result is fetched. */
export interface ResultHandle {
  /** Random, and of no use with another owner. */
  id: Uint8Array;
  /** ISO 8601. */
  until: string;
}

const TTL_MS = 5 * 60_000;
const ID_BYTES = 12;

/** Results too expensive to fetch for each page: stored for five minutes, for their owner, bounded in bytes. */
export class ResultStore {
  readonly #results: LRUCache<string, Sized> | null;

  /** `maxBytes` 0 caches nothing. */
  constructor(maxBytes: number) {
    this.#results =
      maxBytes === 0
        ? null
        : new LRUCache<string, Sized>({
            maxSize: maxBytes,
            sizeCalculation: ({ bytes }) => Math.max(1, bytes),
            ttl: TTL_MS,
            // What no one asks for any more is not for the memory of an idle process.
            ttlAutopurge: true,
          });
  }

  /** Bytes kept. */
  get size(): number {
    return this.#results?.calculatedSize ?? 0;
  }

  /** Reserves a handle for a result of `bytes`; null for one that is too large. */
  reserve(bytes: number): ResultHandle | null {
    if (this.#results === null || bytes > this.#results.maxSize) return null;
    return { id: randomBytes(ID_BYTES), until: new Date(Date.now() + TTL_MS).toISOString() };
  }

  /** Stores a result for its owner. */
  put(owner: string, { id }: ResultHandle, result: Sized): void {
    this.#results?.set(keyOf(owner, id), result);
  }

  /** The result of that id if it is this owner's and still stored. */
  get<T extends Sized>(owner: string, id: Uint8Array): T | null {
    return (this.#results?.get(keyOf(owner, id)) as T | undefined) ?? null;
  }
}

function keyOf(owner: string, id: Uint8Array): string {
  return `${Buffer.from(id).toString('base64url')} ${owner}`;
}
