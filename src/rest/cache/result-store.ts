import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** What is kept weighs this much. */
export interface Weighed {
  readonly bytes: number;
}

/** By which a result is asked for again. */
export interface Receipt {
  /** Nobody can guess it, and with another owner it opens nothing. */
  id: Uint8Array;
  /** ISO 8601. */
  until: string;
}

const KEPT_MS = 5 * 60_000;
const ID_BYTES = 12;

/** Results too dear to be asked for anew for each of their pages: kept for five minutes, for their owner, bounded in bytes. */
export class KeptResults {
  readonly #kept: LRUCache<string, Weighed> | null;

  /** `mostBytes` 0 keeps nothing. */
  constructor(mostBytes: number) {
    this.#kept =
      mostBytes === 0
        ? null
        : new LRUCache<string, Weighed>({
            maxSize: mostBytes,
            sizeCalculation: ({ bytes }) => Math.max(1, bytes),
            ttl: KEPT_MS,
            // What nobody asks for any more is not for the memory of an idle process.
            ttlAutopurge: true,
          });
  }

  /** Bytes kept. */
  get size(): number {
    return this.#kept?.calculatedSize ?? 0;
  }

  /** By which a result of so many bytes will be kept; null for one that is too large. */
  receiptFor(bytes: number): Receipt | null {
    if (this.#kept === null || bytes > this.#kept.maxSize) return null;
    return { id: randomBytes(ID_BYTES), until: new Date(Date.now() + KEPT_MS).toISOString() };
  }

  /** Keeps a result for its owner. */
  keep(owner: string, { id }: Receipt, result: Weighed): void {
    this.#kept?.set(nameOf(owner, id), result);
  }

  /** The result of that id if it is this owner's and still kept. */
  find<T extends Weighed>(owner: string, id: Uint8Array): T | null {
    return (this.#kept?.get(nameOf(owner, id)) as T | undefined) ?? null;
  }
}

function nameOf(owner: string, id: Uint8Array): string {
  return `${Buffer.from(id).toString('base64url')} ${owner}`;
}
