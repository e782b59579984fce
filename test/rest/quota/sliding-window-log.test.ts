import fc from 'fast-check';
import { SlidingWindowLog } from '../../../src/rest/quota/sliding-window-log.ts';

const LENGTH = 1000;

/** A log that is asked for leave before each call, and the times of the calls that went. */
function logOf(calls: number) {
  const log = new SlidingWindowLog();
  const freeAt = (ahead: number, now: number): number => log.nextFreeAt({ calls, milliseconds: LENGTH }, ahead, now);
  const sent: number[] = [];
  const send = (now: number): void => {
    log.record(now, LENGTH);
    sent.push(now);
  };
  return { log, freeAt, send, sent };
}

describe('a call log', () => {
  test('lets calls go at once until the allowance is used up, then when the oldest has grown old', () => {
    const { freeAt, send } = logOf(2);
    expect(freeAt(0, 10)).toBe(10);
    send(10);
    send(20);
    expect([0, 1, 2].map((ahead) => freeAt(ahead, 20))).toEqual([1010, 1020, 2010]);
    send(1010);
    expect([0, 1].map((ahead) => freeAt(ahead, 1010))).toEqual([1020, 2010]);
  });

  test('counts the calls of a stretch and says when the last of them leaves it', () => {
    const { log } = logOf(3);
    expect([log.count(LENGTH, 0), log.clearAt(LENGTH, 0), log.isEmpty(LENGTH, 0)]).toEqual([0, 0, true]);
    log.record(0, LENGTH);
    log.record(500, LENGTH);
    expect([600, 1000, 1499, 1500].map((now) => log.count(LENGTH, now))).toEqual([2, 1, 1, 0]);
    expect([600, 2000].map((now) => log.clearAt(LENGTH, now))).toEqual([1500, 2000]);
    expect([1499, 1500].map((now) => log.isEmpty(LENGTH, now))).toEqual([false, true]);
  });

  test('takes back a call that was not made, and only one of several at the same moment', () => {
    const { log, freeAt, send } = logOf(2);
    send(5);
    send(5);
    log.remove(4);
    expect(freeAt(0, 6)).toBe(1005);
    log.remove(5);
    expect([freeAt(0, 6), freeAt(1, 6)]).toEqual([6, 1005]);
    expect(log.count(LENGTH, 6)).toBe(1);
    send(7);
    log.remove(5);
    expect([log.count(LENGTH, 8), log.clearAt(LENGTH, 8)]).toEqual([1, 1007]);
  });

  test('keeps the calls of the longest stretch, so that several stretches are counted from one log', () => {
    const log = new SlidingWindowLog();
    for (let now = 0; now < 20_000; now += 100) log.record(now, 10 * LENGTH);
    expect(log.count(LENGTH, 19_900)).toBe(10);
    expect(log.count(10 * LENGTH, 19_900)).toBe(100);
  });

  test('lets at most 100 of a flood go within a minute, across the full minute too', () => {
    const { freeAt, send, sent } = logOf(100);
    for (let now = 0; now < 5 * LENGTH; now += 1) if (freeAt(0, now) === now) send(now);
    expect(sent.filter((time) => time < LENGTH)).toHaveLength(100);
    for (const time of sent) {
      expect(sent.filter((other) => other > time - LENGTH && other <= time).length).toBeLessThanOrEqual(100);
    }
    expect(sent).toHaveLength(500);
  });

  test('never lets more calls go within any stretch of time than the allowance, whoever asks when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        (calls, gaps) => {
          const { freeAt, send, sent } = logOf(calls);
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            if (freeAt(0, now) <= now) send(now);
          }
          for (const [index, time] of sent.entries()) {
            const before = sent[index - calls];
            if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(LENGTH);
          }
        },
      ),
    );
  });

  test('foretells when a call after others may go, and is right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (calls, gaps, ahead) => {
          const { freeAt, send } = logOf(calls);
          let now = 0;
          for (const gap of gaps) {
            now = freeAt(0, now + gap);
            send(now);
          }
          const foretold = freeAt(ahead, now);
          let at = now;
          for (let turn = 0; turn <= ahead; turn++) {
            at = freeAt(0, at);
            send(at);
          }
          expect(foretold).toBe(at);
        },
      ),
    );
  });
});
