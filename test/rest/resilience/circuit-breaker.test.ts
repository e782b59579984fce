import { jest } from '@jest/globals';
import { CircuitBreaker } from '../../../src/rest/resilience/circuit-breaker.ts';
import { RestError, type RestErrorCode } from '../../../src/rest/rest-error.ts';

let breaker: CircuitBreaker;
beforeEach(() => {
  jest.useFakeTimers();
  breaker = new CircuitBreaker();
});
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const failure = (status?: number, code: RestErrorCode = 'UPSTREAM_ERROR'): RestError =>
  new RestError(code, 'It failed.', status === undefined ? {} : { status });
/** Makes a call under the eyes of the breaker. */
const watch = <T>(call: () => Promise<T>, isIgnored: (error: RestError) => boolean): Promise<T> =>
  breaker.execute(undefined, call, isIgnored);
const works = (): Promise<string> =>
  watch(
    () => Promise.resolve('answer'),
    () => false,
  );
const fails = (error: Error = failure(500), isGivenUp = false): Promise<unknown> =>
  watch(
    () => Promise.reject(error),
    () => isGivenUp,
  );

async function failTimes(times: number, error: Error = failure(500), isGivenUp = false): Promise<void> {
  for (let call = 0; call < times; call++) {
    await expect(fails(error, isGivenUp)).rejects.toBe(error);
  }
}

/** Whether calls are let through. */
function isOpen(): boolean {
  try {
    breaker.check(false);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', notSent: true });
    return true;
  }
}

describe('the breaker', () => {
  test('opens when most of ten calls have failed, and fails the next at once, saying when to come again', async () => {
    for (let call = 0; call < 3; call++) await works();
    await failTimes(6);
    expect(isOpen()).toBe(false);
    await failTimes(1);
    expect(isOpen()).toBe(true);
    await pass(2500);
    const call = jest.fn(() => Promise.resolve('answer'));
    const refusal = {
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'Defender has failed most calls and is not asked for the moment; try again in 8 s.',
      notSent: true,
      extensions: { retryAfter: 8 },
    };
    await expect(watch(call, () => false)).rejects.toMatchObject(refusal);
    expect(call).not.toHaveBeenCalled();
    expect(() => breaker.check(false)).toThrow(refusal.message);
  });

  test('stays closed where more than a third of the calls succeed', async () => {
    for (let round = 0; round < 20; round++) {
      await works();
      await failTimes(1);
    }
    expect(isOpen()).toBe(false);
  });

  test('stays closed where calls are few', async () => {
    for (let call = 0; call < 30; call++) {
      await failTimes(1);
      await pass(3000);
    }
    expect(isOpen()).toBe(false);
  });

  test.each([
    ['500', failure(500)],
    ['503', failure(503, 'UPSTREAM_UNAVAILABLE')],
    ['no connection', failure(undefined, 'UPSTREAM_UNAVAILABLE')],
    ['no answer in time', failure(undefined, 'UPSTREAM_TIMEOUT')],
  ])('counts %s', async (_, error) => {
    await failTimes(10, error);
    expect(isOpen()).toBe(true);
  });

  test.each([
    ['a refused request', failure(400, 'BAD_USER_INPUT'), false],
    ['a refused token', failure(401, 'UNAUTHENTICATED'), false],
    ['a missing permission', failure(403, 'FORBIDDEN'), false],
    ['a missing object', failure(404, 'NOT_FOUND'), false],
    ['a quota used up', failure(429, 'RATE_LIMITED'), false],
    ['an odd answer', failure(200), false],
    [
      'a fault of what was asked',
      new RestError('UPSTREAM_TIMEOUT', 'Too long.', { status: 504, causedByRequest: true }),
      false,
    ],
    ['a fault of ours', new TypeError('Oops.'), false],
    ['a caller who left', failure(undefined, 'UPSTREAM_TIMEOUT'), true],
  ])('does not count %s', async (_, error, isGivenUp) => {
    await failTimes(30, error, isGivenUp);
    expect(isOpen()).toBe(false);
  });

  test('opens for a server that hangs, however many callers leave without waiting for the end', async () => {
    for (let call = 0; call < 10; call++) {
      await failTimes(1, failure(undefined, 'UPSTREAM_TIMEOUT'), true);
      await failTimes(1, failure(undefined, 'UPSTREAM_TIMEOUT'));
    }
    expect(isOpen()).toBe(true);
  });

  test('opens for a server that fails, however much is asked that fails by its own fault', async () => {
    const own = new RestError('UPSTREAM_TIMEOUT', 'Too long.', { status: 504, causedByRequest: true });
    await failTimes(30, own);
    await failTimes(10);
    expect(isOpen()).toBe(true);
  });

  test('does not find out with a call that may take minutes', async () => {
    await failTimes(10);
    await pass(10_001);
    expect(() => breaker.check(true)).toThrow('not asked for the moment');
    expect(isOpen()).toBe(false);
    await works();
    expect(() => breaker.check(true)).not.toThrow();
  });

  test('stays open where the call to find out with was given up', async () => {
    await failTimes(10);
    await pass(10_001);
    await failTimes(1, failure(undefined, 'UPSTREAM_TIMEOUT'), true);
    expect(isOpen()).toBe(true);
  });

  test('asks with one call after ten seconds, lets all through when it succeeds', async () => {
    await failTimes(10);
    await pass(9_999);
    expect(isOpen()).toBe(true);
    await pass(1);
    expect(isOpen()).toBe(false);
    let answer: (text: string) => void = () => undefined;
    const first = watch(
      () => new Promise<string>((resolve) => (answer = resolve)),
      () => false,
    );
    const others = jest.fn(() => Promise.resolve('also'));
    const second = watch(others, () => false);
    await pass(5000);
    expect(others).not.toHaveBeenCalled();
    answer('answer');
    expect([await first, await second, await works()]).toEqual(['answer', 'also', 'answer']);
    await failTimes(6);
    expect(isOpen()).toBe(false);
  });

  test('waits again when that one fails', async () => {
    await failTimes(10);
    await pass(10_000);
    await failTimes(1);
    expect(isOpen()).toBe(true);
    await pass(9_999);
    expect(isOpen()).toBe(true);
    await pass(1);
    await expect(works()).resolves.toBe('answer');
    expect(isOpen()).toBe(false);
  });
});
