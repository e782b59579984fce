import { quotaStatusOf } from '../../../src/rest/quota/quota-status.ts';
import type { QuotaClass } from '../../../src/rest/quota/quota-classes.ts';
import { HOUR, MINUTE, type QuotaUsage } from '../../../src/rest/quota/quota-store.ts';

const LISTS: QuotaClass = {
  name: 'lists',
  perMinute: 100,
  perHour: 1500,
  mixed: false,
  wholeTenant: false,
  runSeconds: null,
};
const NOTHING: QuotaUsage = {
  minute: 0,
  hour: 0,
  clearIn: 0,
  blocked: false,
  learnedLimits: [],
  runMsThisHour: 0,
  runMsToday: 0,
};

describe('a budget', () => {
  test('is whole where nothing was spent', () => {
    expect(quotaStatusOf(LISTS, NOTHING)).toEqual({
      name: 'lists',
      perMinute: 100,
      remainingThisMinute: 100,
      perHour: 1500,
      remainingThisHour: 1500,
      resetsIn: 0,
      runSecondsPerHour: null,
      remainingRunSecondsThisHour: null,
      runSecondsPerDay: null,
      remainingRunSecondsToday: null,
    });
  });

  test.each<[string, Partial<QuotaUsage>, Partial<QuotaClass>, Record<string, number | null>]>([
    ['what was spent', { minute: 30, hour: 400 }, {}, { remainingThisMinute: 70, remainingThisHour: 1100 }],
    ['no less than nothing', { minute: 130 }, {}, { remainingThisMinute: 0 }],
    [
      'all of it while stopped',
      { blocked: true },
      {},
      { remainingThisMinute: 0, remainingThisHour: 0, perMinute: 100 },
    ],
    [
      'nothing of what has no limit',
      { minute: 3, blocked: true },
      { perMinute: null },
      { perMinute: null, remainingThisMinute: null, remainingThisHour: 0 },
    ],
    [
      'what the vendor allows less than its page says',
      { minute: 30, learnedLimits: [{ calls: 45, milliseconds: MINUTE }] },
      {},
      { perMinute: 45, remainingThisMinute: 15, perHour: 1500 },
    ],
    [
      'nothing for what the vendor allows more than its page says',
      { learnedLimits: [{ calls: 9000, milliseconds: HOUR }] },
      {},
      { perHour: 1500, remainingThisHour: 1500 },
    ],
    [
      'what the vendor allows where its page says nothing',
      { minute: 4, learnedLimits: [{ calls: 10, milliseconds: MINUTE }] },
      { perMinute: null },
      { perMinute: 10, remainingThisMinute: 6 },
    ],
    [
      'the whole seconds that calls ran, where they may run only so many',
      { runMsThisHour: 90_400, runMsToday: 20_000_000 },
      { runSeconds: { perHour: 600, perDay: 10_800 } },
      {
        runSecondsPerHour: 600,
        remainingRunSecondsThisHour: 509,
        runSecondsPerDay: 10_800,
        remainingRunSecondsToday: 0,
      },
    ],
  ])('lacks %s', (_, spent, limits, expected) => {
    expect(quotaStatusOf({ ...LISTS, ...limits }, { ...NOTHING, ...spent })).toMatchObject(expected);
  });

  test('is whole again when the last call is a minute old', () => {
    expect(quotaStatusOf(LISTS, { ...NOTHING, minute: 1, clearIn: 60_000 }).resetsIn).toBe(60_000);
    expect(quotaStatusOf(LISTS, NOTHING).resetsIn).toBe(0);
  });
});
