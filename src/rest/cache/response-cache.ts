import { LRUCache } from 'lru-cache';
import { RestError } from '../rest-error.ts';
import type { ReadResult } from './read-result.ts';
import type { SharedCache, SharedQuestion, SharedRead } from './shared-cache.ts';

export interface Cacheable {
  /**
   * Cache key: everything that the answer depends on, the principal included, so that callers with different rights
   * never share.
   */
  key: string;
  /** Seconds to cache the answer; 0 is never. */
  seconds: number;
  /** The same question for all processes. */
  question?: SharedQuestion | undefined;
  /** Set where neither a cached answer nor another request's call will do: the name of the request. */
  ownScope: string | undefined;
  /** The reader's own. */
  signal: AbortSignal | undefined;
  /** Milliseconds of performance.now() until which the call may take; its reader waits a little longer. */
  deadline: number;
}

/** Makes a call; the signal fires when no reader is left. */
type Fetch = (signal: AbortSignal) => Promise<ReadResult>;

export interface CacheResult extends ReadResult {
  source: 'call' | 'cache' | 'other';
}

interface Flight {
  promise: Promise<SharedRead>;
  controller: AbortController;
  readers: number;
  /** That of the reader who started it, within which it is made. */
  deadline: number;
}

function from(source: CacheResult['source'], { body, bytes, asOf, origin }: ReadResult): CacheResult {
  return { body, bytes, asOf, source, origin };
}

/** A parsed answer takes about this many times the size of its text. */
const PARSED_FACTOR = 3;
/** Codes of a read whose deadline was too near. */
const OUT_OF_TIME: ReadonlySet<string> = new Set(['UPSTREAM_TIMEOUT', 'RATE_LIMITED']);
/**
 * A joined reader starts another call only with this much more time than the one who started it; readers who came
 * together would otherwise retry one by one with a millisecond left.
 */
const MIN_EXTRA_TIME_MS = 250;
/** Of a key and the bookkeeping for it. */
const ENTRY_OVERHEAD_BYTES = 200;

/**
 * Coalesces equal reads in flight (single-flight) and caches answers for seconds, bounded in bytes. A reader who leaves
 * ends the call only where no one else waits for it; lru-cache's own `fetch` would fail them all.
 */
export class ResponseCache {
  readonly #cache: LRUCache<string, ReadResult> | null;
  readonly #flights = new Map<string, Flight>();
  readonly #graceMs: number;
  readonly #shared: SharedCache | null;

  /**
   * `maxBytes` 0 caches nothing. A reader waits for `graceMs` beyond the deadline of the call. What is not cached here is
   * looked for at the other processes in `shared`.
   */
  constructor(maxBytes: number, graceMs = 0, shared: SharedCache | null = null) {
    this.#shared = maxBytes === 0 ? null : shared;
    this.#graceMs = graceMs;
    this.#cache =
      maxBytes === 0
        ? null
        : new LRUCache<string, ReadResult>({
            maxSize: maxBytes,
            // One answer must not push out all the others.
            maxEntrySize: Math.ceil(maxBytes / 2),
            sizeCalculation: ({ bytes }, key) => bytes * PARSED_FACTOR + 2 * key.length + ENTRY_OVERHEAD_BYTES,
          });
  }

  /** Where other processes look; null where there are none. */
  get shared(): SharedCache | null {
    return this.#shared;
  }

  /** Whether anything is cached at all. */
  get isEnabled(): boolean {
    return this.#cache !== null;
  }

  /** Bytes accounted for. */
  get size(): number {
    return this.#cache?.calculatedSize ?? 0;
  }

  get(key: string): ReadResult | undefined {
    return this.#cache?.get(key);
  }

  /** Milliseconds of performance.now() until which an answer is cached; 0 for one that is not. */
  keptUntil(key: string): number {
    const left = this.#cache?.getRemainingTTL(key) ?? 0;
    return left > 0 ? performance.now() + left : 0;
  }

  set(key: string, answer: ReadResult, seconds: number): void {
    if (seconds > 0) this.#cache?.set(key, answer, { ttl: seconds * 1000 });
  }

  /** The cached answer of a call, that of an equal one in flight, or that of `fetch`. Throws as `fetch`, or RestError. */
  async read(call: Cacheable, fetch: Fetch): Promise<CacheResult> {
    const { key, ownScope, deadline } = call;
    const cached = ownScope === undefined ? this.get(key) : undefined;
    if (cached !== undefined) return from('cache', cached);
    const flightKey = ownScope === undefined ? key : `${ownScope} ${key}`;
    const joined = this.#flights.get(flightKey);
    if (joined !== undefined) return this.#join(flightKey, joined, call, fetch);

    const controller = new AbortController();
    const promise = this.#ask(call, fetch, controller.signal);
    const flight: Flight = { promise, controller, readers: 0, deadline };
    this.#flights.set(flightKey, flight);
    const end = (): void => this.#forget(flightKey, flight);
    flight.promise.then(({ answer, left }) => {
      end();
      this.set(key, answer, left / 1000);
    }, end);
    const { source, answer } = await this.#wait(flightKey, flight, call);
    return from(source, answer);
  }

  #ask({ question, seconds, ownScope }: Cacheable, fetch: Fetch, signal: AbortSignal): Promise<SharedRead> {
    const call = (): Promise<ReadResult> => fetch(signal);
    const isShared = this.#shared !== null && question !== undefined && seconds > 0 && ownScope === undefined;
    if (isShared && this.#shared.isAvailable) return this.#shared.read(question, { seconds, signal }, call);
    return call().then((answer) => ({ answer, source: 'call', left: seconds * 1000 }));
  }

  async #join(flightKey: string, flight: Flight, call: Cacheable, fetch: Fetch): Promise<CacheResult> {
    try {
      return from('other', (await this.#wait(flightKey, flight, call)).answer);
    } catch (error) {
      if (call.signal?.aborted === true) throw error;
      // The token of the reader who started it could not be had; this one has its own.
      if (!(error instanceof RestError)) return this.read(call, fetch);
      // It ran out of the time of the reader who started it, or of the calls of its request; this one may have more.
      const hasMoreTime = call.deadline - flight.deadline >= MIN_EXTRA_TIME_MS;
      const causedByStarter = OUT_OF_TIME.has(error.code)
        ? hasMoreTime
        : error.code === 'COST_LIMIT_EXCEEDED' && error.status === undefined;
      if (causedByStarter) return this.read(call, fetch);
      throw error;
    }
  }

  #forget(flightKey: string, flight: Flight): void {
    if (this.#flights.get(flightKey) === flight) this.#flights.delete(flightKey);
  }

  /** Waits as one of the readers, until the answer is there, the reader leaves, or the time is over. */
  #wait(flightKey: string, flight: Flight, { signal, deadline }: Cacheable): Promise<SharedRead> {
    flight.readers += 1;
    return new Promise<SharedRead>((resolve, reject) => {
      let over = false;
      const end = (): void => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        flight.readers -= 1;
      };
      const leave = (message: string): void => {
        end();
        if (flight.readers === 0) {
          // Anyone who asks from now on starts a new call rather than joining one that is being given up.
          this.#forget(flightKey, flight);
          flight.controller.abort();
        }
        reject(new RestError('UPSTREAM_TIMEOUT', message));
      };
      const onAbort = (): void => leave('The request was cancelled.');
      const onDeadline = (): void => leave('There was no answer within the time that a request has.');
      const timer = setTimeout(onDeadline, Math.max(0, deadline + this.#graceMs - performance.now()));
      flight.promise.then(
        (answer) => {
          end();
          resolve(answer);
        },
        (error: unknown) => {
          end();
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
      if (signal?.aborted === true) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}
