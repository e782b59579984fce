import { jest } from '@jest/globals';
import { fakeClock, later, realClock } from '../support/clocks/fake-clock.ts';
import { ENDS } from '../support/faults/fault-ends.ts';
import { ALL_MODES, type Mode } from '../support/faults/fault-modes.ts';
import { READINGS, trialOf, type Outcome, type ReadingName, type Trial } from '../support/faults/fault-reads.ts';
import { until } from '../support/clocks/until.ts';

/** Milliseconds of a clock that goes on by `later` alone. */
const LIMIT = 3_000;
/** Of it, by what the server asks to wait. */
const WAIT = 1_000;

/** One reading of each kind of call; how far the rest is in a walk makes no difference to its time. */
const NAMES = [
  'one page',
  'the second upstream page of a request, by $skip',
  'the next page of a walk, by time',
  'the length of a list by itself',
  'objects by their ids',
  'one object',
  'a list of one object',
  'a hunt',
] as const satisfies readonly ReadingName[];

interface Plan {
  mode: Mode;
  times?: number;
  afterwards?: Mode;
}

const trialsOf = ({ mode, ...more }: Plan, timeLimit = LIMIT): Promise<Trial[]> =>
  Promise.all(NAMES.map((name) => trialOf(READINGS[name], mode, { timeLimit, ...more })));

const SLOW = ALL_MODES.filter((mode) => ENDS[mode].code === 'UPSTREAM_TIMEOUT');

beforeEach(fakeClock);
// No pause before a second try: how long they are is not what this is about.
beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(realClock);

/** Expects that all readings end as told at the deadline: not a millisecond before, and none after it. */
async function expectEnds(plan: Plan, calls: number): Promise<void> {
  const trials = await trialsOf(plan);
  const ended: Outcome[] = [];
  const runs = Promise.all(trials.map((trial) => trial.run().then((outcome) => (ended.push(outcome), outcome))));
  const started = performance.now();
  await until('the first calls to arrive', () => trials.every((trial) => trial.arrivals() > 0));
  await until('all calls to arrive', async () => {
    if (calls > 1) await later(20);
    return trials.every((trial) => trial.arrivals() === calls);
  });
  const left = started + LIMIT - performance.now();
  expect(left).toBeGreaterThan(100);
  jest.advanceTimersByTime(left - 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toEqual([]);
  await later(1);
  const outcomes = await runs;
  for (const [index, { code, milliseconds, arrivals }] of outcomes.entries()) {
    expect([NAMES[index], code, arrivals]).toEqual([NAMES[index], 'UPSTREAM_TIMEOUT', calls]);
    expect(Math.round(milliseconds)).toBe(LIMIT);
  }
}

describe('a server is left at the deadline that', () => {
  test.each(SLOW)('%s', (mode) => expectEnds({ mode }, 1));

  test('fails once and then never answers: there is one deadline for all tries', () =>
    expectEnds({ mode: 'says 503', times: 1, afterwards: 'never answers' }, 2));

  test.each<Mode>(['never answers', 'drips'])(`says 429 for ${WAIT} ms and then %s`, (afterwards) =>
    expectEnds({ mode: 'says 429 for a second', times: 1, afterwards }, 2),
  );
});

test('a server that says 503 is not asked past the deadline, and the caller hears of the 503 at once', async () => {
  // The longest pauses that can be drawn: 200 ms before the second try, 400 before the third, which is then too late.
  jest.mocked(Math.random).mockReturnValue(0.9999);
  const trials = await trialsOf({ mode: 'says 503' }, 490);
  const outcomes = await Promise.all(trials.map((trial) => trial.run()));
  for (const [index, { code, milliseconds, arrivals }] of outcomes.entries()) {
    expect([NAMES[index], code, arrivals]).toEqual([NAMES[index], 'UPSTREAM_UNAVAILABLE', 2]);
    // None of the time is waited for.
    expect(milliseconds).toBe(0);
  }
});
