import { setTimeout as delay } from 'node:timers/promises';
import { RestError } from '../rest-error.ts';
import type { Stage } from './stage.ts';

const MAX_RETRIES = 2;
const BASE_DELAY_MS = 200;
const MAX_DELAY_MS = 2_000;
/** With less time left the failure is reported instead of retried. */
const MIN_TIME_FOR_RETRY_MS = 100;
/** The server says that it does not know the method or the version: it will not know it the next time. */
const PERMANENT_STATUSES = new Set([501, 505]);

/** A transient failure: of the network, the server or a quota. */
function isTransient(error: unknown): error is RestError {
  if (!(error instanceof RestError)) return false;
  const { code, status } = error;
  if (error.causedByRequest) return false;
  if (status === undefined) return code === 'UPSTREAM_UNAVAILABLE' && !error.notSent;
  return status === 429 || status === 408 || (status >= 500 && !PERMANENT_STATUSES.has(status));
}

/**
 * Makes a read again, at most twice, for a failure that may pass: with full jitter, inside the deadline, out of the
 * tenant's retry budget. A 429 is waited for by the quota stage, which has been told of it; a `Retry-After` of anything
 * else is waited for here.
 */
export const retry: Stage = (next) => async (call) => {
  const { api, request, deadline, signal } = call;
  const { retries: budget } = api.healthOf(request.account);
  budget.reads += 1;
  let retrying = false;
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        return await next(call);
      } catch (error) {
        if (!isTransient(error) || attempt === MAX_RETRIES || signal?.aborted === true) throw error;
        if (!retrying && budget.isExhausted) throw error;
        const retryAfterMs = error.isAdvised ? 0 : Number(error.extensions.retryAfter ?? 0) * 1000;
        const jitter = Math.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** attempt);
        if (performance.now() + retryAfterMs + jitter + MIN_TIME_FOR_RETRY_MS >= deadline) throw error;
        if (!retrying) budget.retries += 1;
        retrying = true;
        await delay(jitter + (error.status === 429 ? 0 : retryAfterMs), undefined, { signal }).catch(() => {
          throw error;
        });
      }
    }
  } finally {
    budget.reads -= 1;
    if (retrying) budget.retries -= 1;
  }
};
