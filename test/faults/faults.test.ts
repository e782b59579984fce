import { jest } from '@jest/globals';
import pLimit from 'p-limit';
import { fakeClock, later, passing, realClock } from '../support/clocks/fake-clock.ts';
import { DRESSED, ENDS, NOTHING } from '../support/faults/fault-ends.ts';
import { ALL_MODES, type Mode } from '../support/faults/fault-modes.ts';
import { READINGS, trialOf, type Outcome, type ReadingName, type Trial } from '../support/faults/fault-reads.ts';
import { until } from '../support/clocks/until.ts';

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

/** Rows where a call for a list is answered without content; what must have content is an error. */
const WITHOUT_CONTENT: Readonly<Partial<Record<ReadingName, number>>> = {
  'one page': 0,
  'the second upstream page of a request, by $skip': 3,
  'the second upstream page of a request, by time': 3,
  'a page that a link with $skip leads to': 3,
  'a page that a link with $skiptoken leads to': 3,
  'the next page of a walk, by offset': 0,
  'the next page of a walk, by time': 0,
  'the end of a list': 0,
  'the length of a list with its rows': 0,
  'objects by their ids': 0,
  'a list of one object': 0,
};

/** Milliseconds, of a clock that stands still but while it is waited for. */
const LIMIT = 4_000;
/** Those that take time, and those that answer or fail without. */
const isSlow = (mode: Mode): boolean => ENDS[mode].code === 'UPSTREAM_TIMEOUT';
const takesTime = (mode: Mode): boolean => isSlow(mode) || mode === 'says 429 for a second' || mode === 'answers late';

const outcomes = new Map<string, Outcome>();
function outcomeOf(name: ReadingName, mode: Mode): Outcome {
  const outcome = outcomes.get(`${name} ${mode}`);
  if (outcome === undefined) throw new Error(`Nobody tried ${name} of a server that ${mode}.`);
  return outcome;
}

const READING_NAMES = Object.keys(READINGS) as ReadingName[];

/** Timers left after those that watched the connections, which end by themselves; far sooner than any deadline. */
async function timersSoon(): Promise<number> {
  for (let step = 0; step < 20 && jest.getTimerCount() > 0; step++) await later(LIMIT / 40);
  return jest.getTimerCount();
}
const timersLeft: number[] = [];

async function trialsOf(name: ReadingName, modes: readonly Mode[]) {
  const trials = await Promise.all(modes.map((mode) => trialOf(READINGS[name], mode, { timeLimit: LIMIT })));
  return trials.map((trial, index) => ({ key: `${name} ${modes[index]}`, trial }));
}

async function run({ key, trial }: { key: string; trial: Trial }): Promise<void> {
  outcomes.set(key, await trial.run());
}

beforeAll(async () => {
  fakeClock();
  // No pause before another try, which is waited for by another clock.
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const few = pLimit(3);
  const quick = ALL_MODES.filter((mode) => !takesTime(mode));
  const tryAll = async (name: ReadingName) => Promise.all((await trialsOf(name, quick)).map(run));
  await Promise.all(READING_NAMES.map((name) => few(() => tryAll(name))));

  timersLeft.push(await timersSoon());

  const slow = (await Promise.all(READING_NAMES.map((name) => trialsOf(name, ALL_MODES.filter(takesTime))))).flat();
  const ends = Promise.all(slow.map(run));
  await until('all calls to arrive', () => slow.every(({ trial }) => trial.arrivals() > 0));
  await passing(ends, 20);
  timersLeft.push(await timersSoon());
});
afterAll(realClock);

test('no reading leaves a timer behind', () => {
  expect(timersLeft).toEqual([0, 0]);
});

describe.each(READING_NAMES)('%s', (name) => {
  test.each(ALL_MODES)('of a server that %s has the end that the contract names', (mode) => {
    const { code, arrivals, strays, left, message, most } = outcomeOf(name, mode);
    const expected = { ...ENDS[mode], ...(mode === 'leads elsewhere' && LED_ELSEWHERE[name]) };
    if (NOTHING.has(mode) && WITHOUT_CONTENT[name] !== undefined) {
      // How often it is asked for the rest before it is believed is not what this is about.
      const { rows } = outcomeOf(name, mode);
      expect({ code, rows, strays, left }).toEqual({ code: null, rows: WITHOUT_CONTENT[name], strays: 0, left: 0 });
      return;
    }
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

  test.each(DRESSED)('of a server that %s is what it is plain', (mode) => {
    const { rows, reason, total } = outcomeOf(name, 'answers late');
    expect(outcomeOf(name, mode)).toMatchObject({ rows, reason });
    expect(outcomeOf(name, mode).total).toBe(total);
  });

  test('takes no longer than it may', () => {
    for (const mode of ALL_MODES) {
      const { milliseconds } = outcomeOf(name, mode);
      if (isSlow(mode)) expect([mode, Math.round(milliseconds)]).toEqual([mode, LIMIT]);
      else if (!takesTime(mode)) expect([mode, milliseconds]).toEqual([mode, 0]);
      else expect([mode, milliseconds < LIMIT]).toEqual([mode, true]);
    }
  });
});
