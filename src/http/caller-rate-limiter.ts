import { LRUCache } from 'lru-cache';
import { maxEntries } from '../rest/max-entries.ts';

export interface CallerLimits {
  /** Requests in a minute; null for any number. */
  perMinute: number | null;
  /** Requests at a time. */
  concurrent: number;
}

/** A caller who has too many requests running, or has sent too many, and the seconds after which to try again. */
export class CallerLimitError extends Error {
  override name = 'CallerLimitError';
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

const MINUTE_MS = 60_000;
/** Requests that one counts for which was refused for a fault of its own. */
const REFUSAL_COST = 10;
/** Callers whose count is kept; those who have not been seen for longest are forgiven. */
const MAX_CALLERS = 50_000;

/**
 * Bounds what each caller sends: a minute's requests at once and then one whenever the next is due (GCRA, the generic cell
 * rate algorithm, which keeps one time for each caller), and how many run at the same time.
 */
export class CallerRateLimiter {
  readonly #limits: CallerLimits;
  readonly #now: () => number;
  /** When the last request of each caller would have been due at an even pace, in milliseconds. */
  readonly #dueAt = new LRUCache<string, number>(maxEntries(MAX_CALLERS));
  readonly #running = new Map<string, number>();

  constructor(limits: CallerLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Counts a request that begins; the function returned is to be called when it has ended. Throws CallerLimitError. */
  begin(caller: string): () => void {
    const { perMinute, concurrent } = this.#limits;
    const running = this.#running.get(caller) ?? 0;
    if (running >= concurrent) {
      throw new CallerLimitError(`You have ${running} requests running, the most at a time; wait for one to end.`, 1);
    }
    if (perMinute !== null) {
      const due = this.#spend(caller, 1, perMinute);
      if (due > 0) throw new CallerLimitError(`You may send ${perMinute} requests a minute; wait ${due} s.`, due);
    }
    this.#running.set(caller, running + 1);
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      const left = (this.#running.get(caller) ?? 1) - 1;
      if (left > 0) this.#running.set(caller, left);
      else this.#running.delete(caller);
    };
  }

  /** Makes a request that was refused for a fault of its own count for several. */
  penalize(caller: string): void {
    if (this.#limits.perMinute !== null) this.#spend(caller, REFUSAL_COST - 1, this.#limits.perMinute, true);
  }

  /** Seconds until a caller may send again, who may now where it is 0: then it has been counted. */
  #spend(caller: string, requests: number, perMinute: number, isForced = false): number {
    const now = this.#now();
    const interval = MINUTE_MS / perMinute;
    const due = Math.max(now, this.#dueAt.get(caller) ?? 0) + requests * interval;
    const wait = due - now - MINUTE_MS;
    if (wait > 0 && !isForced) return Math.ceil(wait / 1000);
    // No penalty is longer than a minute.
    this.#dueAt.set(caller, Math.min(due, now + 2 * MINUTE_MS));
    return 0;
  }
}
