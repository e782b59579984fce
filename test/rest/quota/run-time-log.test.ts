import { MemoryQuotaStore } from '../../../src/rest/quota/quota-store.ts';
import { RunTimeLog } from '../../../src/rest/quota/run-time-log.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('run times', () => {
  test('add up within a stretch of time, to the minute', () => {
    const runs = new RunTimeLog();
    runs.record(1_000, 0, DAY);
    runs.record(2_000, 10_000, DAY);
    runs.record(4_000, 30 * MINUTE, DAY);
    expect(runs.total(HOUR, 30 * MINUTE)).toBe(7_000);
    expect(runs.total(HOUR, HOUR + 30_000)).toBe(7_000);
    expect(runs.total(HOUR, HOUR + MINUTE)).toBe(4_000);
    expect(runs.total(DAY, HOUR + MINUTE)).toBe(7_000);
    expect(runs.total(HOUR, 3 * HOUR)).toBe(0);
  });

  test('of more than a day ago are forgotten, others are not', () => {
    const runs = new RunTimeLog();
    for (let minute = 0; minute <= 3 * 24 * 60; minute++) runs.record(100, minute * MINUTE, DAY);
    const end = 3 * DAY;
    // What has been forgotten would be counted within three days.
    expect(runs.total(3 * DAY, end)).toBeLessThanOrEqual(100 * (24 * 60 + 2));
    expect(runs.total(DAY, end)).toBe(100 * (24 * 60 + 1));
    expect(runs.isEmpty(DAY, end)).toBe(false);
    expect(runs.isEmpty(DAY, end + DAY + MINUTE)).toBe(true);
  });

  test('are told by the store for the quota that they were noted for', async () => {
    let now = 0;
    const store = new MemoryQuotaStore(() => now);
    await store.recordDuration('hunts', 5_000);
    now = 2 * HOUR;
    await store.recordDuration('hunts', 300);
    expect(await store.usage('hunts')).toMatchObject({ runMsThisHour: 300, runMsToday: 5_300, minute: 0 });
    expect(await store.usage('others')).toMatchObject({ runMsThisHour: 0, runMsToday: 0 });
  });
});
