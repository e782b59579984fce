import { getEventListeners } from 'node:events';
import { jest } from '@jest/globals';
import { RestError } from '../../../src/rest/rest-error.ts';
import { ResponseCache, type CacheResult } from '../../../src/rest/cache/response-cache.ts';
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

describe('equal reads under way', () => {
  test('are one call, whose answer all of them get', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const readers = [1, 2, 3].map(() => reads.read(...readOf({ run: call.run })));
    call.answer('a body', 7);
    expect(await Promise.all(readers)).toEqual([
      { body: 'a body', bytes: 7, asOf: new Date(0).toISOString(), source: 'call' },
      { body: 'a body', bytes: 7, asOf: new Date(0).toISOString(), source: 'other' },
      { body: 'a body', bytes: 7, asOf: new Date(0).toISOString(), source: 'other' },
    ]);
    expect(call.signals).toHaveLength(1);
  });

  test('are as many calls as there are questions', async () => {
    const reads = new ResponseCache(10_000);
    const [one, other] = [heldCall(), heldCall()];
    const readers = [
      reads.read(...readOf({ key: 'a', run: one.run })),
      reads.read(...readOf({ key: 'b', run: other.run })),
    ];
    other.answer('of b');
    one.answer('of a');
    expect((await Promise.all(readers)).map(({ body, source }) => [body, source])).toEqual([
      ['of a', 'call'],
      ['of b', 'call'],
    ]);
  });

  test('fail together, and the failure is not kept', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const readers = [1, 2].map(() => reads.read(...readOf({ run: call.run })));
    call.fail(new RestError('UPSTREAM_ERROR', 'odd', { status: 500 }));
    const failed = { status: 'rejected', reason: { code: 'UPSTREAM_ERROR' } };
    expect(await Promise.allSettled(readers)).toMatchObject([failed, failed]);
    const again = reads.read(...readOf({ run: call.run }));
    expect(call.signals).toHaveLength(2);
    call.answer('well');
    expect(await again).toMatchObject({ body: 'well', source: 'call' });
  });
});

describe('an answer', () => {
  async function ask(reads: ResponseCache, over: Parameters<typeof readOf>[0] = {}): Promise<CacheResult> {
    return reads.read(...readOf({ run: () => Promise.resolve({ body: 'anew', bytes: 10, asOf: AS_OF }), ...over }));
  }

  test('is given again for as many seconds as was said', async () => {
    const reads = new ResponseCache(10_000);
    await ask(reads, { seconds: 10, run: () => Promise.resolve({ body: 'kept', bytes: 10, asOf: AS_OF }) });
    await later(9_900);
    expect(await ask(reads)).toEqual({ body: 'kept', bytes: 10, asOf: AS_OF, source: 'cache' });
    await later(200);
    expect(await ask(reads)).toMatchObject({ body: 'anew', source: 'call' });
  });

  test.each([
    ['for no second', 0, 10_000],
    ['where nothing may be kept', 10, 0],
  ])('is not kept %s', async (_, seconds, bytes) => {
    const reads = new ResponseCache(bytes);
    await ask(reads, { seconds });
    expect(await ask(reads, { seconds })).toMatchObject({ source: 'call' });
    expect(reads.size).toBe(0);
  });

  test('is kept within the bytes allowed, those used last staying', () => {
    const reads = new ResponseCache(100_000);
    for (let index = 0; index < 500; index++) {
      reads.set(`key ${index}`, { body: index, bytes: 1_000, asOf: AS_OF }, 60);
      expect(reads.size).toBeLessThanOrEqual(100_000);
      expect(reads.get('key 0')?.body).toBe(0);
    }
    expect(reads.size).toBeGreaterThan(90_000);
    expect(reads.get('key 1')).toBeUndefined();
    expect(reads.get('key 499')?.body).toBe(499);
  });

  test('of a long question counts with its question', () => {
    const reads = new ResponseCache(100_000);
    reads.set('q'.repeat(10_000), { body: '', bytes: 0, asOf: AS_OF }, 60);
    expect(reads.size).toBeGreaterThanOrEqual(20_000);
  });

  test('that would push out most others is refused', async () => {
    const reads = new ResponseCache(100_000);
    await ask(reads, { key: 'small' });
    const large = { key: 'large', run: () => Promise.resolve({ body: 'much', bytes: 20_000, asOf: AS_OF }) };
    expect(await ask(reads, large)).toMatchObject({ body: 'much', source: 'call' });
    expect(await ask(reads, large)).toMatchObject({ source: 'call' });
    expect(await ask(reads, { key: 'small' })).toMatchObject({ source: 'cache' });
  });
});

describe('a reader who wants a fresh answer', () => {
  test('gets one although another is kept, and leaves it to the others', async () => {
    const reads = new ResponseCache(10_000);
    reads.set('a key', { body: 'old', bytes: 10, asOf: AS_OF }, 60);
    const call = heldCall();
    const fresh = reads.read(...readOf({ fresh: 'a request', run: call.run }));
    call.answer('new');
    expect(await fresh).toMatchObject({ body: 'new', source: 'call' });
    expect(await reads.read(...readOf({}))).toMatchObject({ body: 'new', source: 'cache' });
  });

  test('does not join the call of another request, but that of its own', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const asked = [undefined, 'one', 'one', 'two'].map((fresh) => reads.read(...readOf({ fresh, run: call.run })));
    expect(call.signals).toHaveLength(3);
    call.answer('a body');
    expect((await Promise.all(asked)).map(({ source }) => source)).toEqual(['call', 'call', 'other', 'call']);
  });
});

describe('a reader who leaves', () => {
  test('fails at once, and nobody else with it', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const leaver = new AbortController();
    const leaving = outcomeOf(reads.read(...readOf({ run: call.run, signal: leaver.signal })));
    const staying = reads.read(...readOf({ run: call.run }));
    leaver.abort();
    expect(await leaving).toBe('UPSTREAM_TIMEOUT');
    expect(call.signals[0]?.aborted).toBe(false);
    call.answer('a body');
    expect(await staying).toMatchObject({ body: 'a body', source: 'other' });
  });

  test('ends the call as the last one, and who comes then starts anew', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    const leavers = [1, 2, 3].map(() => new AbortController());
    const leaving = leavers.map(({ signal }) => outcomeOf(reads.read(...readOf({ run: call.run, signal }))));
    for (const leaver of leavers) {
      expect(call.signals[0]?.aborted).toBe(false);
      leaver.abort();
    }
    expect(call.signals[0]?.aborted).toBe(true);
    const newcomer = reads.read(...readOf({ run: call.run }));
    expect(await Promise.all(leaving)).toEqual(Array(3).fill('UPSTREAM_TIMEOUT'));
    expect(call.signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    call.answer('a body');
    expect(await newcomer).toMatchObject({ body: 'a body', source: 'call' });
  });

  test('before asking begins nothing that goes on', async () => {
    const reads = new ResponseCache(10_000);
    const call = heldCall();
    expect(await outcomeOf(reads.read(...readOf({ run: call.run, signal: AbortSignal.abort() })))).toBe(
      'UPSTREAM_TIMEOUT',
    );
    expect(call.signals.every(({ aborted }) => aborted)).toBe(true);
  });

  test('is no longer listened for once it has its answer', async () => {
    const reads = new ResponseCache(10_000);
    const { signal } = new AbortController();
    const call = heldCall();
    const asked = ['a', 'b', 'a'].map((key) => reads.read(...readOf({ key, run: call.run, signal })));
    expect(getEventListeners(signal, 'abort')).toHaveLength(3);
    call.answer('a body');
    await Promise.all(asked);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
