import { LoadShedder, OverloadError, type Priority } from '../../src/concurrency/load-shedder.ts';

/** A shedder with one place and one seat to wait, and what it refused. */
function tightShedder() {
  const shed: string[] = [];
  const clock = { now: 0 };
  const shedder = new LoadShedder({
    maxConcurrent: 1,
    maxWaiting: 1,
    maxEventLoopDelay: null,
    onShed: (priority, reason) => shed.push(`${priority} ${reason}`),
    now: () => clock.now,
  });
  const ends: (() => void)[] = [];
  /** Something that runs until it is ended. */
  const hold = (priority: Priority): Promise<void> =>
    shedder.run(priority, () => new Promise<void>((resolve) => ends.push(resolve)));
  return { shedder, shed, clock, ends, hold };
}

test('what finds neither a place nor a seat is refused at once, and reads take nothing from changes', async () => {
  const { shed, ends, hold } = tightShedder();
  const [running, waiting] = [hold('read'), hold('read')];
  await expect(hold('read')).rejects.toThrow(OverloadError);
  const change = hold('change');
  expect([shed, ends.length]).toEqual([['read CONCURRENCY'], 2]);
  ends.shift()?.();
  await running;
  // The one that waited runs now.
  while (ends.length < 2) await new Promise(setImmediate);
  for (const end of ends) end();
  await Promise.all([waiting, change]);
});

test('the process is saturated when it has refused for ten seconds, until it has not for five', async () => {
  const { shedder, clock, ends, hold } = tightShedder();
  const held = [hold('read'), hold('read')];
  const seen: boolean[] = [];
  for (const now of [0, 4_000, 8_000, 9_999, 10_000]) {
    clock.now = now;
    await expect(hold('read')).rejects.toThrow(OverloadError);
    seen.push(shedder.isSaturated);
  }
  clock.now = 14_999;
  seen.push(shedder.isSaturated);
  clock.now = 15_000;
  seen.push(shedder.isSaturated);
  expect(seen).toEqual([false, false, false, false, true, true, false]);
  // Another overload begins.
  await expect(hold('read')).rejects.toThrow(OverloadError);
  expect(shedder.isSaturated).toBe(false);
  ends.shift()?.();
  while (ends.length < 1) await new Promise(setImmediate);
  ends.shift()?.();
  await Promise.all(held);
});
