import { getHeapStatistics } from 'node:v8';
import { RestError } from '../rest-error.ts';

/** Share of the heap that answers may take while they come in and are parsed, unless it is configured. */
const HEAP_SHARE = 0.5;
/** What a byte of JSON comes to in memory: as it came, as text, and as the objects that are made of it. */
const JSON_WEIGHT = 4;
/** Rows that are kept as the bytes they came in are copied out of them once. */
const ROW_WEIGHT = 1;
/** How long an answer may wait for others before it is given up. */
const MAX_WAIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/** The memory of one answer, from its first byte until it is parsed. */
export interface ResponseReservation {
  /**
   * Counts bytes that have come. A promise is to be waited for before more are taken; it rejects with RestError
   * RATE_LIMITED when others keep the memory for too long.
   */
  grow(bytes: number): Promise<void> | undefined;
  /** Gives everything back. */
  release(): void;
}

interface Wait {
  promise: Promise<void>;
  end: (error?: RestError) => void;
}

interface Held {
  bytes: number;
  wait: Wait | undefined;
}

/**
 * Bounds the memory of all answers that come in or are parsed at the same time. When it is used up, all but the oldest of
 * them wait: so one always comes to its end and makes room for the next, however many are half read.
 */
export class ResponseMemory {
  readonly #limit: number;
  readonly #maxWait: number;
  #held = 0;
  /** Those of which something has come, the oldest first. */
  readonly #open = new Set<Held>();

  /** `limit` in bytes of memory, half of the heap unless given; `maxWait` in milliseconds. */
  constructor(limit = HEAP_SHARE * getHeapStatistics().heap_size_limit, maxWait = MAX_WAIT_MS) {
    this.#limit = limit;
    this.#maxWait = maxWait;
  }

  /** Bytes of memory held. */
  get held(): number {
    return this.#held;
  }

  /** Bytes of the largest answer that there is memory for when nothing else comes in. */
  maxResponseBytes(keepsRows: boolean): number {
    return Math.floor(this.#limit / (keepsRows ? ROW_WEIGHT : JSON_WEIGHT));
  }

  /** The memory of an answer, of which nothing has come yet; `keepsRows` for one whose rows stay text. */
  open(keepsRows: boolean): ResponseReservation {
    const weight = keepsRows ? ROW_WEIGHT : JSON_WEIGHT;
    const own: Held = { bytes: 0, wait: undefined };
    return {
      grow: (bytes) => {
        this.#open.add(own);
        own.bytes += weight * bytes;
        this.#held += weight * bytes;
        return this.#mayGoOn(own) ? undefined : (own.wait ??= this.#waiting(own)).promise;
      },
      release: () => {
        this.#open.delete(own);
        this.#held -= own.bytes;
        own.bytes = 0;
        own.wait?.end();
        for (const other of this.#open) if (this.#mayGoOn(other)) other.wait?.end();
      },
    };
  }

  #mayGoOn(own: Held): boolean {
    const [oldest] = this.#open;
    return this.#held <= this.#limit || own === oldest;
  }

  #waiting(own: Held): Wait {
    let end!: Wait['end'];
    const promise = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = `More large answers come in than there is memory for; try again in ${RETRY_AFTER_SECONDS} s.`;
        end(new RestError('RATE_LIMITED', message, { retryAfter: RETRY_AFTER_SECONDS }));
      }, this.#maxWait);
      end = (error) => {
        clearTimeout(timer);
        own.wait = undefined;
        if (error === undefined) resolve();
        else reject(error);
      };
    });
    return { promise, end };
  }
}
