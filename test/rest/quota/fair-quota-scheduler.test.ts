import { getEventListeners } from 'node:events';
import { jest } from '@jest/globals';
import { governed, WINDOW, type Outcome } from '../../support/fakes/scheduled-calls.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  // Whatever became of the calls, no clock is left running for them.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const pass = (milliseconds: number): Promise<void> => jest.advanceTimersByTimeAsync(milliseconds);
const refusalsOf = (outcomes: Outcome[]) =>
  outcomes.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error.code, error.extensions.retryAfter]]));

describe('the quota governor', () => {
  test('lets calls go at once while there is quota, then when there is again, and tells how long they waited', async () => {
    const { ask } = governed(2);
    const started = performance.now();
    await Promise.all([ask(), ask()]);
    await pass(1000);
    const [third, fourth] = [ask(), ask()];
    await pass(WINDOW);
    for (const { at, place } of [await third, await fourth]) {
      expect(at - started).toBe(WINDOW);
      expect(place?.waitedMs).toBe(WINDOW - 1000);
    }
  });

  test('lets the more urgent go first, whoever came first', async () => {
    const { ask, gone } = governed(1);
    await ask({ name: 'first' });
    for (const priority of ['read', 'action', 'read', 'action'] as const) {
      void ask({ name: priority, priority });
    }
    await pass(4 * WINDOW);
    expect(gone()).toEqual(['first', 'action', 'action', 'read', 'read']);
  });

  test('lets callers go by turns, however many calls each of them has waiting', async () => {
    const { ask, gone } = governed(1);
    await ask({ name: 'first' });
    for (let call = 0; call < 5; call++) void ask({ name: 'greedy' });
    await pass(WINDOW);
    for (const name of ['modest', 'late', 'modest']) void ask({ name });
    await pass(8 * WINDOW);
    expect(gone().join(' ')).toBe('first greedy greedy modest late greedy modest greedy greedy');
  });

  test('refuses at once what cannot go before its deadline, and says when it could', async () => {
    const { ask, outcomes } = governed(1);
    await ask();
    await pass(100);
    await ask({ name: 'a minute', seconds: 30 });
    void ask({ seconds: 100 });
    const refused = ask({ name: 'two minutes', seconds: 100 });
    await pass(0);
    await refused;
    expect(refusalsOf(outcomes)).toEqual([
      ['a minute', 'RATE_LIMITED', 61],
      ['two minutes', 'RATE_LIMITED', 121],
    ]);
    expect(outcomes[1]?.error?.message).toBe(
      'Defender’s call quota for listThings is used up; try again in 61 s.'.replace('’', "'"),
    );
    await pass(WINDOW);
  });

  test('refuses what more urgent calls have pushed past its deadline', async () => {
    const { ask, outcomes } = governed(1);
    await ask();
    void ask({ name: 'read', seconds: 70 });
    await pass(1000);
    void ask({ name: 'action', priority: 'action' });
    await pass(70_000);
    expect(refusalsOf(outcomes)).toEqual([['read', 'RATE_LIMITED', 61]]);
    const action = outcomes.find(({ name }) => name === 'action');
    expect(action?.place?.waitedMs).toBe(WINDOW - 1000);
  });

  test('lets go of a caller who leaves, who holds up nobody', async () => {
    const { ask, outcomes } = governed(1);
    const leaving = new AbortController();
    await ask();
    const left = ask({ name: 'leaving', signal: leaving.signal });
    void ask({ name: 'staying' });
    await pass(1000);
    leaving.abort();
    expect((await left).error).toMatchObject({ code: 'UPSTREAM_TIMEOUT', message: 'The request was cancelled.' });
    expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(0);
    expect((await ask({ signal: leaving.signal })).error).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await pass(WINDOW - 1000);
    expect(outcomes.at(-1)).toMatchObject({ name: 'staying', place: { waitedMs: WINDOW } });
  });

  test('leaves no clock running when the last one waiting leaves, and no listener when it goes', async () => {
    const { ask } = governed(1);
    const { signal } = new AbortController();
    const leaving = new AbortController();
    await ask({ signal });
    const [gone, left] = [ask({ signal }), ask({ signal: leaving.signal })];
    await pass(0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await pass(WINDOW);
    await gone;
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    leaving.abort();
    await left;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('lets the next go at once in place of a call that was not made', async () => {
    const { ask, gone } = governed(1);
    const { place } = await ask({ name: 'not made' });
    void ask({ name: 'next' });
    void ask({ name: 'last' });
    await pass(1000);
    await place?.refund();
    await pass(0);
    expect(gone()).toEqual(['not made', 'next']);
    // Given back once: it was one call.
    await place?.refund();
    place?.release();
    await pass(0);
    expect(gone()).toEqual(['not made', 'next']);
    await pass(WINDOW);
  });
});

describe('a stop that the vendor asks for', () => {
  test('ends the wait at once of those who cannot make it, and the others wait for its end', async () => {
    const { ask, outcomes, gone, store } = governed(1);
    const { place } = await ask({ name: 'first' });
    const patient = ask({ name: 'patient', seconds: 200 });
    void ask({ name: 'hasty', seconds: 70 });
    void ask({ name: 'hastier', seconds: 65 });
    await pass(500);
    expect(refusalsOf(outcomes)).toHaveLength(2);
    void ask({ name: 'in time', priority: 'action', seconds: 61 });
    await pass(500);
    await store.blockFor('things', 90_000);
    place?.release();
    await pass(0);
    expect(refusalsOf(outcomes).at(-1)).toEqual(['in time', 'RATE_LIMITED', 90]);
    await pass(89_999);
    expect(gone()).toEqual(['first']);
    await pass(1);
    expect((await patient).place?.waitedMs).toBe(91_000);
  });

  test('for one of them alone holds up none of those behind', async () => {
    const { ask, gone, store } = governed(2);
    const own = [{ key: 'own', limits: [], share: 1 }];
    await store.blockFor('own', 20_000);
    const stopped = ask({ name: 'stopped', meters: own });
    await pass(0);
    await ask({ name: 'behind' });
    expect(gone()).toEqual(['behind']);
    await pass(20_000);
    expect((await stopped).place?.waitedMs).toBe(20_000);
  });
});
