import { getEventListeners } from 'node:events';
import { RestError, type RestErrorCode, type RestErrorDetails } from '../../../src/rest/rest-error.ts';
import { retry } from '../../../src/rest/pipeline/retry.ts';
import type { Call, Next } from '../../../src/rest/pipeline/stage.ts';
import { RetryBudget } from '../../../src/rest/resilience/retry-budget.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';

interface RetryOptions {
  budget: RetryBudget;
  deadline: number;
  signal: AbortSignal;
}

/** Makes a read through the stage, for a tenant with that budget. */
function withRetries<T>(read: () => Promise<T>, { budget, deadline, signal }: RetryOptions): Promise<T> {
  const api = { healthOf: () => ({ retries: budget }) };
  const call = { api, request: { account: ACCOUNT }, deadline, signal };
  return retry(read as unknown as Next)(call as unknown as Call) as Promise<T>;
}

const failure = (details: RestErrorDetails = {}, code: RestErrorCode = 'UPSTREAM_ERROR'): RestError =>
  new RestError(code, 'It failed.', details);

/** A read that fails with each of the errors in turn before it answers. */
function failing(...errors: Error[]) {
  const times: number[] = [];
  const read = (): Promise<string> => {
    times.push(performance.now());
    const error = errors[times.length - 1];
    return error === undefined ? Promise.resolve('read') : Promise.reject(error);
  };
  return { read, times };
}

/** Milliseconds, of which a busy machine needs few, and which are far less than any wait that a server asks for here. */
const AT_ONCE = 30_000;

const options = (over: Partial<RetryOptions> = {}): RetryOptions => ({
  budget: new RetryBudget(),
  deadline: performance.now() + 1_000_000,
  signal: new AbortController().signal,
  ...over,
});

describe('a read', () => {
  const passing: [string, RestError][] = [
    ...[408, 429, 500, 502, 503, 504].map((status): [string, RestError] => [`${status}`, failure({ status })]),
    ['a broken connection', failure({}, 'UPSTREAM_UNAVAILABLE')],
  ];
  test.each(passing)('is made again after %s', async (_, error) => {
    const { read, times } = failing(error);
    await expect(withRetries(read, options())).resolves.toBe('read');
    expect(times).toHaveLength(2);
    // Full jitter: anything from nothing to the pause.
    expect((times[1] ?? NaN) - (times[0] ?? NaN)).toBeLessThan(AT_ONCE);
  });

  const lasting: [string, Error][] = [
    ...[400, 401, 403, 404, 409, 501, 505].map((status): [string, RestError] => [`${status}`, failure({ status })]),
    ['a time limit', failure({}, 'UPSTREAM_TIMEOUT')],
    ['a fault of what was asked, told by 504', failure({ status: 504, causedByRequest: true }, 'UPSTREAM_TIMEOUT')],
    ['a quota used up in our books', failure({ retryAfter: 1 }, 'RATE_LIMITED')],
    ['a breaker that is open', failure({ notSent: true }, 'UPSTREAM_UNAVAILABLE')],
    ['an answer that is no JSON', failure({ status: 200 })],
    ['a fault of ours', new TypeError('Oops.')],
  ];
  test.each(lasting)('is not made again after %s', async (_, error) => {
    const { read, times } = failing(error);
    await expect(withRetries(read, options())).rejects.toBe(error);
    expect(times).toHaveLength(1);
  });

  test('is made three times at the most, and fails as it did last', async () => {
    const errors = [500, 502, 503, 504].map((status) => failure({ status }));
    const { read, times } = failing(...errors);
    await expect(withRetries(read, options())).rejects.toBe(errors[2]);
    expect(times).toHaveLength(3);
  });

  test('is not made again before the time that the server names', async () => {
    const { read, times } = failing(failure({ status: 503, retryAfter: 1 }));
    await withRetries(read, options());
    expect((times[1] ?? NaN) - (times[0] ?? NaN)).toBeGreaterThanOrEqual(995);
  });

  test('leaves a 429 to the governor, which knows how long to wait', async () => {
    const { read, times } = failing(failure({ status: 429, retryAfter: 300 }, 'RATE_LIMITED'));
    await withRetries(read, options());
    expect((times[1] ?? NaN) - (times[0] ?? NaN)).toBeLessThan(AT_ONCE);
  });

  test.each([
    ['the named wait', { status: 503, retryAfter: 240 }, 200_000],
    ['the wait of a quota', { status: 429, retryAfter: 240 }, 200_000],
    ['any pause at all', { status: 500 }, 0],
  ])('fails at once where its deadline is nearer than %s', async (_, details, left) => {
    const error = failure(details);
    const { read, times } = failing(error);
    const started = performance.now();
    await expect(withRetries(read, options({ deadline: started + left }))).rejects.toBe(error);
    expect(times).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(AT_ONCE);
  });

  test('is given up when its readers leave, during a pause too', async () => {
    const leaving = new AbortController();
    const error = failure({ status: 503, retryAfter: 20 });
    const { read, times } = failing(error);
    const outcome = expect(withRetries(read, options({ signal: leaving.signal }))).rejects.toBe(error);
    await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    await outcome;
    expect(times).toHaveLength(1);
    expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(0);
    const after = failing(failure({ status: 500 }));
    await expect(withRetries(after.read, options({ signal: leaving.signal }))).rejects.toThrow();
    expect(after.times).toHaveLength(1);
  });
});

describe('the budget of retries', () => {
  /** How many of as many reads that all fail once are made again. */
  async function retriesOf(reads: number): Promise<number> {
    const budget = new RetryBudget();
    let made = 0;
    const ends = Array.from({ length: reads }, () => {
      let failed = false;
      const read = async (): Promise<void> => {
        made += 1;
        // All are in progress before the first of them fails.
        await new Promise((resolve) => setImmediate(resolve));
        if (failed) return;
        failed = true;
        throw failure({ status: 500 });
      };
      return withRetries(read, options({ budget })).catch(() => undefined);
    });
    await Promise.all(ends);
    expect(budget).toMatchObject({ reads: 0, retries: 0 });
    return made - reads;
  }

  test.each([
    [1, 1],
    [3, 3],
    [10, 3],
    [100, 20],
  ])('of %i reads that fail together lets %i be made again', async (reads, again) => {
    expect(await retriesOf(reads)).toBe(again);
  });
});
