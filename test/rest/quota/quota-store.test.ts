import fc from 'fast-check';
import { HOUR, MemoryQuotaStore, MINUTE, type QuotaBucket } from '../../../src/rest/quota/quota-store.ts';

/** What the store adds to a window, since calls can bunch up on the way to the vendor. */
const BUNCHING = 500;

let now = 0;
let store: MemoryQuotaStore;
beforeEach(() => {
  now = 1000;
  store = new MemoryQuotaStore(() => now);
});

function meter(key: string, perMinute: number, { perHour = 1000, share = 1 } = {}): QuotaBucket {
  const allowances = [
    { calls: perMinute, milliseconds: MINUTE },
    { calls: perHour, milliseconds: HOUR },
  ];
  return { key, limits: allowances, share };
}

/** Takes as many places as there are, up to `most`. */
async function takeAll(meters: QuotaBucket[], most = 1000): Promise<number> {
  for (let taken = 0; taken < most; taken++) if ((await store.tryAcquire(meters)).refund === undefined) return taken;
  return most;
}

describe('the store of quotas', () => {
  test('lets as many calls go as both windows allow', async () => {
    const lists = [meter('lists', 5, { perHour: 12 })];
    const taken = [];
    for (let minute = 0; minute < 4; minute++, now += MINUTE + BUNCHING) taken.push(await takeAll(lists));
    expect(taken).toEqual([5, 5, 2, 0]);
    // The first five leave the hour an hour after they went.
    expect(await store.tryAcquire(lists)).toEqual({ wait: HOUR + BUNCHING - 4 * (MINUTE + BUNCHING) });
  });

  test('notes a call in all meters or in none', async () => {
    const [small, large] = [meter('small', 1), meter('large', 10)];
    expect(await takeAll([small, large])).toBe(1);
    expect(await takeAll([large])).toBe(9);
    now += MINUTE + BUNCHING;
    expect(await takeAll([large], 10)).toBe(10);
    expect(await store.tryAcquire([small, large])).toEqual({ wait: MINUTE + BUNCHING });
    expect((await store.usage('small')).minute).toBe(0);
  });

  test('takes back a call that was not made, from every meter', async () => {
    const meters = [meter('a', 1), meter('b', 1)];
    const { refund } = await store.tryAcquire(meters);
    expect(await takeAll(meters)).toBe(0);
    await refund?.();
    expect(await Promise.all(['a', 'b', 'unheard of'].map(async (key) => (await store.usage(key)).minute))).toEqual([
      0, 0, 0,
    ]);
    expect(await takeAll(meters)).toBe(1);
  });

  test('lets nothing go while the vendor asks to wait, and a shorter wait does not end a longer one', async () => {
    const lists = [meter('lists', 5)];
    await store.blockFor('lists', 7000);
    await store.blockFor('lists', 2000);
    expect(await store.tryAcquire(lists)).toEqual({ wait: 7000 });
    expect(await store.wait(lists, 0)).toBe(7000);
    expect(await store.usage('lists')).toMatchObject({ blocked: true, clearIn: 7000 });
    expect(await takeAll([meter('others', 5)])).toBe(5);
    now += 7000;
    expect(await store.usage('lists')).toMatchObject({ blocked: false, minute: 0 });
    expect(await takeAll(lists)).toBe(5);
  });

  test('keeps to an allowance that the vendor names, where it is smaller', async () => {
    const lists = [meter('lists', 50)];
    await store.learnLimit('lists', { calls: 8, milliseconds: MINUTE });
    await store.learnLimit('lists', { calls: 2, milliseconds: 1000 });
    expect((await store.usage('lists')).learnedLimits).toEqual([
      { calls: 8, milliseconds: MINUTE },
      { calls: 2, milliseconds: 1000 },
    ]);
    expect(await takeAll(lists)).toBe(2);
    for (now += 1500; (await store.tryAcquire(lists)).refund !== undefined; now += 1500);
    expect((await store.usage('lists')).minute).toBe(8);
    await store.learnLimit('others', { calls: 80, milliseconds: MINUTE });
    expect(await takeAll([meter('others', 50)])).toBe(50);
  });

  test('keeps room for actions within an allowance that the vendor names too, and one call for reads', async () => {
    await store.learnLimit('lists', { calls: 10, milliseconds: MINUTE });
    expect(await takeAll([meter('lists', 50, { share: 0.8 })])).toBe(8);
    expect(await takeAll([meter('lists', 50)])).toBe(2);
    expect(await takeAll([meter('single', 1, { share: 0.8 })])).toBe(1);
  });

  test('says what was spent of the minute and the hour', async () => {
    const lists = [meter('lists', 5)];
    await takeAll(lists, 2);
    now += MINUTE + BUNCHING;
    await takeAll(lists, 3);
    now += 10;
    expect(await store.usage('lists')).toMatchObject({
      minute: 3,
      hour: 5,
      clearIn: MINUTE + BUNCHING - 10,
      blocked: false,
      learnedLimits: [],
    });
  });

  test('forgets what an hour has made irrelevant, and nothing else however many quotas are made up', async () => {
    const used = meter('used', 100, { perHour: 1 });
    await store.learnLimit('idle', { calls: 1, milliseconds: MINUTE });
    await store.blockFor('stopped', 2 * HOUR);
    now += HOUR;
    await store.tryAcquire([used]);
    for (let made = 0; made < 5000; made++) await store.tryAcquire([meter(`made up ${made}`, 1)]);
    expect((await store.usage('idle')).learnedLimits).toEqual([]);
    expect(await takeAll([used])).toBe(0);
    expect((await store.usage('stopped')).blocked).toBe(true);
  });
});

describe('whoever asks when', () => {
  const asks = fc.array(
    fc.record({
      gap: fc.integer({ min: 0, max: 9000 }),
      action: fc.boolean(),
      stop: fc.option(fc.integer({ min: 1, max: 90_000 }), { freq: 20 }),
    }),
    { minLength: 20, maxLength: 150 },
  );

  test('no stretch of time holds more than the allowance, nor more reads than 80 % where actions share it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 20 }), asks, async (calls, list) => {
        now = 0;
        store = new MemoryQuotaStore(() => now);
        const sent: { time: number; action: boolean }[] = [];
        let stoppedUntil = 0;
        for (const { gap, action, stop } of list) {
          now += gap;
          const share = action ? 1 : 0.8;
          const meters = [meter('lists', calls, { share }), meter('ceiling', calls + 2, { share })];
          const foretold = await store.wait(meters, 0);
          const { refund, wait } = await store.tryAcquire(meters);
          expect(wait).toBe(foretold);
          if (refund !== undefined) {
            expect(now).toBeGreaterThanOrEqual(stoppedUntil);
            sent.push({ time: now, action });
          } else if (action && now >= stoppedUntil) {
            expect(sent.filter((call) => call.time > now - MINUTE - BUNCHING)).toHaveLength(calls);
          }
          if (stop !== null) {
            await store.blockFor('lists', stop);
            stoppedUntil = Math.max(stoppedUntil, now + stop);
          }
        }
        for (const { time: last } of sent) {
          const within = sent.filter(({ time }) => time > last - MINUTE && time <= last);
          expect(within.length).toBeLessThanOrEqual(calls);
          expect(within.filter(({ action }) => !action).length).toBeLessThanOrEqual(Math.floor(calls * 0.8));
        }
      }),
      { numRuns: 60 },
    );
  });
});
