import pLimit from 'p-limit';
import { ENDS } from './support/fault-ends.ts';
import { ALL_MODES, type Mode } from './support/fault-modes.ts';
import { READINGS, trialOf, type Outcome, type ReadingName } from './support/fault-reads.ts';
import { activeTimers } from './support/active-timers.ts';
import { until } from './support/until.ts';

/** What comes of rows that a hostile link cuts the list off after: those received, and why there are no more. */
const LED_ELSEWHERE: Readonly<Record<ReadingName, { rows: number; reason: string | null; code?: string }>> = {
  'one page': { rows: 1, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'the second upstream page of a request, by $skip': { rows: 4, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'the second upstream page of a request, by time': { rows: 4, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'a page that a link with $skip leads to': { rows: 4, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'a page that a link with $skiptoken leads to': { rows: 4, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'the next page of a walk, by offset': { rows: 1, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'the next page of a walk, by time': { rows: 1, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'the end of a list': { rows: 1, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  'the length of a list with its rows': { rows: 1, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
  // It is a number, which leads nowhere.
  'the length of a list by itself': { rows: 5, reason: null },
  // What was not found may be behind the link: null would say that there is no such object.
  'objects by their ids': { rows: 0, reason: null, code: 'UPSTREAM_ERROR' },
  'one object': { rows: 1, reason: null },
  'a list of one object': { rows: 1, reason: 'NEXT_LINK_NOT_FOLLOWED' },
  'a hunt': { rows: 1, reason: null },
};

/** Those that last until the deadline get a near one. */
const isSlow = (mode: Mode): boolean => ENDS[mode].code === 'UPSTREAM_TIMEOUT';
const limitOf = (mode: Mode): number => (isSlow(mode) ? 4_000 : 20_000);

const outcomes = new Map<string, Outcome>();
function outcomeOf(name: ReadingName, mode: Mode): Outcome {
  const outcome = outcomes.get(`${name} ${mode}`);
  if (outcome === undefined) throw new Error(`Nobody tried ${name} of a server that ${mode}.`);
  return outcome;
}

const READING_NAMES = Object.keys(READINGS) as ReadingName[];
// Taken in a hook, as it is compared in one: jest has timers of its own, which differ from worker to worker.
let timers = NaN;
beforeAll(() => {
  timers = activeTimers();
});
const fewAtOnce = pLimit(3);

async function tryAll(name: ReadingName, modes: readonly Mode[]): Promise<void> {
  // All servers first: to start one takes time that no reading should be short of.
  const trials = await Promise.all(modes.map((mode) => trialOf(READINGS[name], mode, { timeLimit: limitOf(mode) })));
  const all = await Promise.all(trials.map((trial) => trial.run()));
  for (const [index, outcome] of all.entries()) outcomes.set(`${name} ${modes[index]}`, outcome);
}

beforeAll(async () => {
  const waits = (mode: Mode): boolean => isSlow(mode) || mode === 'says 429 for a second';
  const quick = ALL_MODES.filter((mode) => !waits(mode));
  await Promise.all(READING_NAMES.map((name) => fewAtOnce(() => tryAll(name, quick))));
  // These take no more than patience.
  await Promise.all(READING_NAMES.map((name) => tryAll(name, ALL_MODES.filter(waits))));
});
afterAll(() => until('timers to be gone', () => activeTimers() <= timers));

describe.each(READING_NAMES)('%s', (name) => {
  test.each(ALL_MODES)('of a server that %s has the end that the contract names', (mode) => {
    const { code, arrivals, strays, left, message, most } = outcomeOf(name, mode);
    const expected = { ...ENDS[mode], ...(mode === 'leads elsewhere' && LED_ELSEWHERE[name]) };
    expect({ code, arrivals, strays, left }).toEqual({
      code: expected.code,
      arrivals: expected.arrivals,
      strays: 0,
      left: 0,
    });
    expect(most).toBeLessThanOrEqual(3);
    expect(message).not.toMatch(/node 7|Fabrikam|127\.0\.0\.1/);
  });

  test('tells after which time to come back, as the server says', () => {
    for (const mode of ALL_MODES) {
      const { retryAfter = null } = ENDS[mode];
      const told = outcomeOf(name, mode).retryAfter;
      // A date names a moment, which has come nearer since.
      if (mode === 'says 429 until a date') expect(Math.ceil((told ?? 0) / 60)).toBe(60);
      else expect([mode, told]).toEqual([mode, retryAfter]);
    }
  });

  test('gives rows where it succeeds, and says when it was led away from the rest', () => {
    expect(outcomeOf(name, 'leads elsewhere')).toMatchObject(LED_ELSEWHERE[name]);
    const { rows, reason, total } = outcomeOf(name, 'answers late');
    expect([rows > 0, reason]).toEqual([true, null]);
    if (name.startsWith('the length')) expect(total).toBe(12);
  });

  test('takes no longer than it may', () => {
    for (const mode of ALL_MODES) {
      const { milliseconds, code } = outcomeOf(name, mode);
      // Many run at once here, hence the two seconds more; what is exact is measured where few do.
      expect([mode, milliseconds < limitOf(mode) + 2_000]).toEqual([mode, true]);
      if (code === 'UPSTREAM_TIMEOUT') expect([mode, milliseconds > limitOf(mode) - 1]).toEqual([mode, true]);
    }
  });
});
