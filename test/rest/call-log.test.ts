import fc from 'fast-check';
import { CallLog } from '../../src/rest/call-log.ts';

describe('a call log', () => {
  test('lets calls go at once until the allowance is used up, then when the oldest has grown old', () => {
    const log = new CallLog({ calls: 2, window: 1000 });
    expect(log.freeAt(0, 10)).toBe(10);
    log.record(10);
    log.record(20);
    expect([0, 1, 2].map((ahead) => log.freeAt(ahead, 20))).toEqual([1010, 1020, 2010]);
    log.record(1010);
    expect([0, 1].map((ahead) => log.freeAt(ahead, 1010))).toEqual([1020, 2010]);
  });

  test('counts what is left', () => {
    const log = new CallLog({ calls: 3, window: 1000 });
    log.record(0);
    log.record(500);
    expect([log.remaining(600), log.remaining(1000), log.remaining(1500)]).toEqual([1, 2, 3]);
  });

  test('never lets more calls go within any stretch of time than the allowance, whoever asks when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
        (calls, gaps) => {
          const window = 1000;
          const log = new CallLog({ calls, window });
          const sent: number[] = [];
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            if (log.freeAt(0, now) > now) continue;
            log.record(now);
            sent.push(now);
          }
          for (const [index, time] of sent.entries()) {
            const before = sent[index - calls];
            if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(window);
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
          const log = new CallLog({ calls, window: 1000 });
          let now = 0;
          for (const gap of gaps) {
            now = log.freeAt(0, now + gap);
            log.record(now);
          }
          const foretold = log.freeAt(ahead, now);
          let at = now;
          for (let turn = 0; turn <= ahead; turn++) {
            at = log.freeAt(0, at);
            log.record(at);
          }
          expect(foretold).toBe(at);
        },
      ),
    );
  });
});
