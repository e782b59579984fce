import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Size of a stored result. */
export interface Weighed {
  readonly bytes: number;
}

/** Handle by which a stored result is fetched. */
export interface Receipt {
  /** Random, and of no use with another owner. */
  id: Uint8Array;
  /** ISO 8601. */
  until: string;
}

const KEPT_MS = 5 * 60_000;
const ID_BYTES = 12;

/** Results too expensive to fetch for each page: stored for five minutes, for their owner, bounded in bytes. */
export class KeptResults {
  readonly #kept: LRUCache<string, Weighed> | null;

  /** `maxBytes` 0 caches nothing. */
  constructor(mostBytes: number) {
    this.#kept =
      mostBytes === 0
        ? null
        : new LRUCache<string, Weighed>({
            maxSize: mostBytes,
            sizeCalculation: ({ bytes }) => Math.max(1, bytes),
            ttl: KEPT_MS,
            // What no one asks for any more is not for the memory of an idle process.
            ttlAutopurge: true,
          });
  }

  /** Bytes kept. */
  get size(): number {
    return this.#kept?.calculatedSize ?? 0;
  }

  /** Reserves a handle for a result of `bytes`; null for one that is too large. */
  receiptFor(bytes: number): Receipt | null {
    if (this.#kept === null || bytes > this.#kept.maxSize) return null;
    return { id: randomBytes(ID_BYTES), until: new Date(Date.now() + KEPT_MS).toISOString() };
  }

  /** Stores a result for its owner. */
  keep(owner: string, { id }: Receipt, result: Weighed): void {
    this.#kept?.set(nameOf(owner, id), result);
  }

  /** The result of that id if it is this owner's and still stored. */
  find<T extends Weighed>(owner: string, id: Uint8Array): T | null {
    return (this.#kept?.get(nameOf(owner, id)) as T | undefined) ?? null;
  }
}

function nameOf(owner: string, id: Uint8Array): string {
  return `${Buffer.from(id).toString('base64url')} ${owner}`;
}
