import { setTimeout as delay } from 'node:timers/promises';
import { RestError } from './rest-error.ts';

const MOST_RETRIES = 2;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;
/** Retries under way, as a share of the calls under way, and the few that a quiet hour needs. */
const SHARE = 0.2;
const FEWEST = 3;

/** How many reads and retries of a tenant are under way, so that retries cannot double the load of a failing server. */
export class RetryBudget {
  reads = 0;
  retries = 0;

  get isSpent(): boolean {
    return this.retries >= Math.max(FEWEST, Math.floor(this.reads * SHARE));
  }
}

export interface RetryOptions {
  budget: RetryBudget;
  /** Milliseconds of performance.now(). */
  deadline: number;
  signal: AbortSignal;
}

/** With less left, what a failure says is worth more than a second try that is cut off. */
const TIME_FOR_RETRY_MS = 100;
/** The server says that it does not know the method or the version: it will not know it the next time. */
const LASTING = new Set([501, 505]);

/** A failure that may pass: of the network, of the server, or of a quota. */
function mayPass(error: unknown): error is RestError {
  if (!(error instanceof RestError)) return false;
  const { code, status } = error;
  if (error.ownFault) return false;
  if (status === undefined) return code === 'UPSTREAM_UNAVAILABLE' && !error.stopped;
  return status === 429 || status === 408 || (status >= 500 && !LASTING.has(status));
}

/**
 * Runs a read, and again at most twice for a failure that may pass: with full jitter, inside the deadline. A 429 is
 * waited for by the governor, which has been told of it; a `Retry-After` of anything else is waited for here.
 */
export async function withRetries<T>(read: () => Promise<T>, { budget, deadline, signal }: RetryOptions): Promise<T> {
  budget.reads += 1;
  let retrying = false;
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        return await read();
      } catch (error) {
        if (!mayPass(error) || attempt === MOST_RETRIES || signal.aborted) throw error;
        if (!retrying && budget.isSpent) throw error;
        const named = error.isAdvised ? 0 : Number(error.extensions.retryAfter ?? 0) * 1000;
        const jitter = Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
        if (performance.now() + named + jitter + TIME_FOR_RETRY_MS >= deadline) throw error;
        if (!retrying) budget.retries += 1;
        retrying = true;
        await delay(jitter + (error.status === 429 ? 0 : named), undefined, { signal }).catch(() => {
          throw error;
        });
      }
    }
  } finally {
    budget.reads -= 1;
    if (retrying) budget.retries -= 1;
  }
}
