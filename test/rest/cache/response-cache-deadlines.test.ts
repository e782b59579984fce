import { getEventListeners } from 'node:events';
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { RestError, type RestErrorCode } from '../../../src/rest/rest-error.ts';
import type { ReadResult } from '../../../src/rest/cache/read-result.ts';
import { ResponseCache } from '../../../src/rest/cache/response-cache.ts';
import { fakeClock, later, realClock } from '../../support/clocks/fake-clock.ts';
import { heldCall, outcomeOf, readOf } from '../../support/fakes/held-call.ts';

const AS_OF = '2026-11-20T08:00:00.000Z';

beforeEach(fakeClock);
afterEach(async () => {
  // What an lru-cache remembers of the time lasts a millisecond.
  await later(1);
  expect(jest.getTimerCount()).toBe(0);
  realClock();
});

const within = (milliseconds: number): number => performance.now() + milliseconds;

describe('the deadline of a reader', () => {
  test('is their own: each fails when their time is over, and the last one ends the call', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const outcomes: string[] = [];
    const patience = [300, 100, 200];
    for (const time of patience) {
      void outcomeOf(reads.read(...readOf({ run: call.run, deadline: within(time) }))).then((code) =>
        outcomes.push(`${time} ${code}`),
      );
    }
    await later(99);
    expect(outcomes).toEqual([]);
    await later(2);
    expect(outcomes).toEqual(['100 UPSTREAM_TIMEOUT']);
    await later(100);
    expect(outcomes).toHaveLength(2);
    expect(call.signals[0]?.aborted).toBe(false);
    await later(100);
    expect(outcomes).toEqual(['100 UPSTREAM_TIMEOUT', '200 UPSTREAM_TIMEOUT', '300 UPSTREAM_TIMEOUT']);
    expect(call.signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('that has passed already lets nobody wait', async () => {
    const call = heldCall();
    const read = outcomeOf(new ResponseCache(10_000).read(...readOf({ run: call.run, deadline: within(-1) })));
    await later(1);
    expect(await read).toBe('UPSTREAM_TIMEOUT');
  });
});

describe('a reader who joined a call that ran out of time', () => {
  /** Who asks first has 100 ms; the call fails as told when they are over, and well the next time. */
  async function join(code: RestErrorCode, ...times: number[]): Promise<{ outcomes: string[]; calls: number }> {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const asked = [100, ...times].map((time) =>
      outcomeOf(reads.read(...readOf({ run: call.run, deadline: within(time) }))),
    );
    await later(90);
    call.fail(new RestError(code, 'as told'));
    await later(1);
    call.answer('in the end');
    return { outcomes: await Promise.all(asked), calls: call.signals.length };
  }

  test.each(['UPSTREAM_TIMEOUT', 'RATE_LIMITED'] as const)('asks again after %s with more time', async (code) => {
    expect(await join(code, 5_000)).toEqual({ outcomes: [code, 'ok'], calls: 2 });
  });

  test('asks again together with the others', async () => {
    const { outcomes, calls } = await join('UPSTREAM_TIMEOUT', ...Array<number>(100).fill(5_000));
    expect(outcomes).toEqual(['UPSTREAM_TIMEOUT', ...Array<string>(100).fill('ok')]);
    expect(calls).toBe(2);
  });

  test('asks no more when there is no time for it, be they ever so many', async () => {
    const { outcomes, calls } = await join('UPSTREAM_TIMEOUT', ...Array.from({ length: 200 }, (_, n) => 100 + n));
    expect(new Set(outcomes)).toEqual(new Set(['UPSTREAM_TIMEOUT']));
    expect(calls).toBe(1);
  });

  test('asks no more when the call failed of something else', async () => {
    expect(await join('UPSTREAM_ERROR', 5_000)).toEqual({ outcomes: ['UPSTREAM_ERROR', 'UPSTREAM_ERROR'], calls: 1 });
  });

  test('asks again when the request of who asked first had made all its calls', async () => {
    expect(await join('COST_LIMIT_EXCEEDED', 100)).toEqual({ outcomes: ['COST_LIMIT_EXCEEDED', 'ok'], calls: 2 });
  });
});

const failures = fc.option(fc.constantFrom('UPSTREAM_TIMEOUT' as const, 'UPSTREAM_UNAVAILABLE' as const));

/** Readers who come, wait and leave, and calls that take their time; all in milliseconds. */
const histories = fc.record({
  readers: fc.array(
    fc.record({
      key: fc.constantFrom('a', 'b'),
      comes: fc.integer({ min: 0, max: 60 }),
      patience: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(400)),
      leaves: fc.option(fc.integer({ min: 0, max: 60 })),
      fresh: fc.option(fc.constantFrom('one', 'two'), { nil: undefined }),
      seconds: fc.constantFrom(0, 0.02),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  calls: fc.array(fc.record({ takes: fc.integer({ min: 0, max: 40 }), fails: failures }), {
    minLength: 30,
    maxLength: 30,
  }),
});

test('whatever readers do, each hears in time and of their own question, and nothing is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ readers, calls }) => {
      const reads = new ResponseCache(10_000);
      const asked = [...calls];
      const underWay = new Set<AbortSignal>();
      const run = (key: string) => (signal: AbortSignal) => {
        const { takes = 0, fails = null } = asked.shift() ?? {};
        underWay.add(signal);
        return new Promise<ReadResult>((resolve, reject) => {
          const end = (): void => {
            underWay.delete(signal);
            clearTimeout(timer);
            const failure = signal.aborted ? 'UPSTREAM_TIMEOUT' : fails;
            if (failure !== null) reject(new RestError(failure, key));
            else resolve({ body: key, bytes: 10, asOf: AS_OF });
          };
          const timer = setTimeout(end, takes);
          signal.addEventListener('abort', end, { once: true });
        });
      };
      const signals: AbortSignal[] = [];
      const done = readers.map(async ({ key, comes, patience, leaves, fresh, seconds }) => {
        await new Promise((resolve) => setTimeout(resolve, comes));
        const leaver = new AbortController();
        signals.push(leaver.signal);
        const leaving = leaves === null ? undefined : setTimeout(() => leaver.abort(), leaves);
        const deadline = within(patience);
        const request = readOf({ key, fresh, seconds, deadline, signal: leaver.signal, run: run(key) });
        const outcome = await reads.read(...request).then(
          ({ body }) => expect(body).toBe(key),
          (error: unknown) => expect(error).toBeInstanceOf(RestError),
        );
        clearTimeout(leaving);
        const patient = Math.min(patience, leaves ?? Infinity);
        expect(performance.now()).toBeLessThanOrEqual(deadline - patience + patient + 1);
        return outcome;
      });
      await later(500);
      await Promise.all(done);
      // No call outlives its readers, and no reader what they were listening for.
      expect(underWay.size).toBe(0);
      expect(jest.getTimerCount()).toBe(0);
      expect(signals.flatMap((signal) => getEventListeners(signal, 'abort'))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
