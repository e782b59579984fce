import { setTimeout as delay } from 'node:timers/promises';
import { RestError } from '../../../rest/rest-error.ts';

/** Seconds: a used-up minute is waited for; a used-up hour is not, as the connection would be idle for too long. */
const MAX_WAIT_S = 120;

/**
 * Repeats a read that the quota refuses, each time once the quota allows it again. Throws RestError RATE_LIMITED where
 * that takes longer than two minutes, and what the read throws otherwise.
 */
export async function waitForQuota<T>(read: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof RestError) || error.code !== 'RATE_LIMITED') throw error;
      const seconds = Number(error.extensions.retryAfter ?? 1);
      if (seconds > MAX_WAIT_S) throw error;
      await delay(1000 * seconds, undefined, { signal });
    }
  }
}
