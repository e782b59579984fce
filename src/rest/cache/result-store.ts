import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { SingleFlight } from '../../concurrency/single-flight.ts';

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

/** Where other processes look for what is stored here; never fails. */
export interface SharedResults {
  /** Resolves when it is written, or when that takes too long to wait for. */
  put(name: string, parts: readonly Uint8Array[], milliseconds: number): Promise<void>;
  /** What is under a name, and the milliseconds for which it is kept yet. */
  get(name: string): Promise<{ value: Buffer; left: number } | null>;
}

const TTL_MS = 5 * 60_000;
const ID_BYTES = 12;

/** Results too expensive to fetch for each page: stored for five minutes, for their owner, bounded in bytes. */
export class ResultStore {
  readonly #results: LRUCache<string, Sized> | null;
  readonly #shared: SharedResults | null;
  readonly #fetches = new SingleFlight<Sized | null>();

  /** `maxBytes` 0 caches nothing. */
  constructor(maxBytes: number, shared: SharedResults | null = null) {
    this.#shared = maxBytes === 0 ? null : shared;
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

  /** Stores a result for its owner, for other processes too where it can be told to them as bytes. */
  async put<T extends Sized>(
    owner: string,
    { id, until }: ResultHandle,
    result: T,
    encode?: (result: T) => readonly Uint8Array[],
  ): Promise<void> {
    const key = keyOf(owner, id);
    this.#results?.set(key, result);
    if (this.#shared === null || encode === undefined) return;
    await this.#shared.put(key, encode(result), Date.parse(until) - Date.now());
  }

  /** The result of that id if it is this owner's and still stored, by another process perhaps. */
  async get<T extends Sized>(owner: string, id: Uint8Array, decode?: (value: Buffer) => T | null): Promise<T | null> {
    const key = keyOf(owner, id);
    const stored = this.#results?.get(key) as T | undefined;
    if (stored !== undefined) return stored;
    const shared = this.#shared;
    if (shared === null || decode === undefined) return null;
    return this.#fetches.run(key, async () => {
      const found = await shared.get(key);
      const result = found === null ? null : decode(found.value);
      if (result !== null) this.#results?.set(key, result, { ttl: Math.max(1, found?.left ?? 0) });
      return result;
    }) as Promise<T | null>;
  }
}

function keyOf(owner: string, id: Uint8Array): string {
  return `${Buffer.from(id).toString('base64url')} ${owner}`;
}
