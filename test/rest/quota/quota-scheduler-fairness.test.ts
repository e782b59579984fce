import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { QuotaPermit } from '../../../src/rest/quota/fair-quota-scheduler.ts';
import { MemoryQuotaStore, MINUTE, type QuotaStore } from '../../../src/rest/quota/quota-store.ts';
import { governed, WINDOW } from '../../support/fakes/scheduled-calls.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);

describe('calls of one caller under way', () => {
  const MOST = 16;

  /** As many calls of one caller as may be in progress at once. */
  async function crowd() {
    const governed_ = governed(1000);
    const places: QuotaPermit[] = [];
    for (let call = 0; call < MOST; call++) {
      const { place } = await governed_.ask({ name: 'crowd' });
      if (place !== undefined) places.push(place);
    }
    expect(places).toHaveLength(MOST);
    return { ...governed_, places };
  }

  test('are 16 at the most, in all lines together, and others pass them', async () => {
    const { ask, gone, places } = await crowd();
    void ask({ name: 'crowd' });
    void ask({ name: 'elsewhere', principal: 'crowd', queue: 'another line' });
    void ask({ name: 'action', principal: 'crowd', priority: 'action' });
    void ask({ name: 'somebody else' });
    await pass(1000);
    expect(gone().slice(MOST)).toEqual(['action', 'somebody else']);
    for (const place of places.slice(0, 3)) place.release();
    await pass(0);
    expect(
      gone()
        .slice(MOST + 2)
        .sort(),
    ).toEqual(['crowd', 'elsewhere']);
    // All over, all is as it was.
    for (const place of places) place.release();
  });

  test('are 16 at the most where all of them come at the same moment', async () => {
    const { ask, gone } = governed(1000);
    const places = Array.from({ length: 2 * MOST }, (_, index) => ask({ name: 'crowd', queue: `line ${index % 3}` }));
    await pass(1000);
    expect(gone()).toHaveLength(MOST);
    for (const place of places) void place.then((outcome) => outcome.place?.release());
    await pass(1000);
    expect(gone()).toHaveLength(2 * MOST);
  });

  test('are told apart from a quota used up when they take all the time that another has', async () => {
    const { ask, outcomes } = await crowd();
    void ask({ name: 'in vain', principal: 'crowd', seconds: 5 });
    await pass(5000);
    expect(outcomes.at(-1)?.error).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'Other calls of the caller took all the time that this one had.',
    });
  });
});

describe('a store that several processes share', () => {
  /** Answers after 20 ms, as one elsewhere does. */
  function distant(change: Partial<QuotaStore> = {}): QuotaStore {
    const store = new MemoryQuotaStore(() => performance.now());
    const late = async <T>(answer: () => Promise<T>): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answer();
    };
    return {
      tryAcquire: (meters) => late(() => store.tryAcquire(meters)),
      wait: (meters, ahead) => late(() => store.wait(meters, ahead)),
      blockFor: (key, milliseconds) => late(() => store.blockFor(key, milliseconds)),
      learnLimit: (key, allowance) => late(() => store.learnLimit(key, allowance)),
      recordDuration: (key, milliseconds) => late(() => store.recordDuration(key, milliseconds)),
      usage: (key) => late(() => store.usage(key)),
      ...change,
    };
  }

  test('is given back the place of a caller who left while it was asked', async () => {
    const { ask, store, gone } = governed(2, distant());
    void ask({ name: 'first' });
    void ask({ name: 'second' });
    await pass(1000);
    const leaving = new AbortController();
    const left = ask({ name: 'leaving', signal: leaving.signal });
    await pass(WINDOW - 1000 + 10);
    leaving.abort();
    expect((await left).error?.code).toBe('UPSTREAM_TIMEOUT');
    await pass(1000);
    const spent = store.usage('things');
    await pass(20);
    expect((await spent).minute).toBe(0);
    expect(gone()).toEqual(['first', 'second']);
  });

  test('lets a more urgent call that came while it was asked go first', async () => {
    const { ask, gone } = governed(1, distant());
    void ask({ name: 'first' });
    await pass(1000);
    void ask({ name: 'read' });
    await pass(10);
    void ask({ name: 'action', priority: 'action' });
    await pass(3 * WINDOW);
    expect(gone()).toEqual(['first', 'action', 'read']);
  });

  test('misses no place that becomes free while it is asked', async () => {
    const { ask, gone } = governed(1, distant());
    const first = ask({ name: 'first' });
    await pass(20);
    void ask({ name: 'next' });
    await pass(30);
    const { place } = await first;
    void place?.refund();
    await pass(200);
    expect(gone()).toEqual(['first', 'next']);
  });

  test.each(['tryAcquire', 'wait'] as const)('fails those who wait when its %s fails', async (method) => {
    const store = distant();
    const { ask } = governed(1, store);
    void ask({ name: 'first' });
    await pass(100);
    const away = (): Promise<never> => Promise.reject(new Error('The store is away.'));
    const fail = (): void => void (store[method] = away);
    if (method === 'wait') fail();
    const waiting = expect(ask()).rejects.toThrow('The store is away.');
    await pass(100);
    fail();
    await pass(WINDOW);
    await waiting;
  });
});

describe('whoever asks, leaves and ends when', () => {
  const PRIORITIES = ['action', 'read'] as const;
  const asks = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 8000 }),
      principal: fc.constantFrom('ann', 'bob', 'eve'),
      priority: fc.constantFrom(...PRIORITIES),
      seconds: fc.integer({ min: 1, max: 150 }),
      takes: fc.integer({ min: 0, max: 3000 }),
      leavesAfter: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 3 }),
      given: fc.boolean(),
    }),
    { minLength: 10, maxLength: 60 },
  );

  test('everybody hears in time, no minute holds more than the allowance, and nothing is left behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), asks, async (perMinute, list) => {
        const { ask, outcomes } = governed(perMinute);
        const made: number[] = [];
        let asked = 0;
        for (const { gap, principal, priority, seconds, takes, leavesAfter, given } of list) {
          await pass(gap);
          const started = performance.now();
          const leaving = new AbortController();
          if (leavesAfter !== null) setTimeout(() => leaving.abort(), leavesAfter);
          asked += 1;
          void ask({ name: principal, priority, seconds, signal: leaving.signal }).then(({ place, error, at }) => {
            expect(at - started).toBeLessThanOrEqual(seconds * 1000 + 1);
            if (leavesAfter !== null) expect(at - started).toBeLessThanOrEqual(leavesAfter + 1);
            if (error?.code === 'RATE_LIMITED') expect(error.extensions.retryAfter).toBeGreaterThan(0);
            if (place === undefined) return;
            if (given) void place.refund();
            else {
              made.push(at);
              setTimeout(() => place.release(), takes);
            }
          });
        }
        await pass(160_000);
        expect(outcomes).toHaveLength(asked);
        expect(jest.getTimerCount()).toBe(0);
        for (const [index, time] of made.entries()) {
          expect(time - (made[index - perMinute] ?? -Infinity)).toBeGreaterThanOrEqual(MINUTE);
        }
        await pass(WINDOW);
        for (let call = 0; call < Math.min(perMinute, 16); call++) expect((await ask()).place?.waitedMs).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  test('what is refused could go at the time that it was told, and not a second before', async () => {
    const waiting = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), waiting, fc.boolean(), async (perMinute, gaps, early) => {
        const { ask, store, outcomes } = governed(perMinute);
        for (const [index, gap] of gaps.entries()) {
          await pass(gap);
          void ask({ name: String(index) });
        }
        const first = ask({ seconds: 0 });
        await pass(0);
        const { place, error } = await first;
        if (place === undefined) {
          const retryAfter = Number(error?.extensions.retryAfter);
          await pass(retryAfter * 1000 - (early ? 1001 : 0));
          const wait = await store.wait(
            [{ key: 'things', limits: [{ calls: perMinute, milliseconds: MINUTE }], share: 1 }],
            0,
          );
          if (early) expect(wait).toBeGreaterThan(0);
          else {
            const again = ask();
            await pass(0);
            expect([wait, outcomes.length]).toEqual([0, gaps.length + 2]);
            expect((await again).place?.waitedMs).toBe(0);
          }
        }
        await pass(25 * WINDOW);
      }),
      { numRuns: 60 },
    );
  });

  test('callers who all have calls waiting get the same share of what goes', async () => {
    const crowds = fc.array(fc.constantFrom('ann', 'bob', 'eve', 'sam'), { minLength: 8, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(crowds, async (names) => {
        const { ask, outcomes } = governed(1);
        await ask({ name: 'first' });
        for (const name of names) void ask({ name, seconds: 36_000 });
        await pass((names.length + 1) * WINDOW);
        const gone = outcomes.slice(1).map(({ name }) => name);
        expect(gone).toHaveLength(names.length);
        for (let turn = 1; turn <= gone.length; turn++) {
          const still = [...new Set(gone.slice(turn))];
          const counts = still.map((name) => gone.slice(0, turn).filter((other) => other === name).length);
          if (counts.length > 1) expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 30 },
    );
  });
});
