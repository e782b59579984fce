import { jest } from '@jest/globals';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ENDS } from '../support/fault-ends.ts';
import { ALL_MODES, type Mode } from '../support/fault-modes.ts';
import { READINGS, trialOf, type Outcome, type ReadingName } from '../support/fault-reads.ts';

const LIMIT = 3_000;
const PATIENCE = 20_000;
/** A wait for quota, and the pause before it. */
const WAIT = 1_200;
/** What a deadline may be missed by on a busy machine; on a quiet one it is some ten milliseconds. */
const TOLERANCE = 1_000;

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

/** Readings at once, and the milliseconds by which this process was late meanwhile for reasons of its own. */
async function timed(timeLimit: number, plan: { mode: Mode; times?: number; afterwards?: Mode }) {
  const { mode, ...more } = plan;
  const trials = await Promise.all(NAMES.map((name) => trialOf(READINGS[name], mode, { timeLimit, ...more })));
  const lateness = monitorEventLoopDelay({ resolution: 5 });
  lateness.enable();
  const outcomes = await Promise.all(trials.map((trial) => trial.run()));
  lateness.disable();
  const named = NAMES.flatMap((name, index): [string, Outcome][] => (outcomes[index] ? [[name, outcomes[index]]] : []));
  return { outcomes: named, late: lateness.max / 1e6 };
}

const SLOW = ALL_MODES.filter((mode) => ENDS[mode].code === 'UPSTREAM_TIMEOUT');

type Timed = Awaited<ReturnType<typeof timed>>;

function expectEnds({ outcomes, late }: Timed, deadline: number, calls: number): void {
  for (const [name, { code, milliseconds, arrivals }] of outcomes) {
    expect([name, code, arrivals]).toEqual([name, 'UPSTREAM_TIMEOUT', calls]);
    expect(milliseconds).toBeGreaterThan(deadline - 2);
    expect(milliseconds).toBeLessThan(deadline + TOLERANCE + late);
  }
}

describe('a server is left at the deadline, within a second, that', () => {
  const ends = new Map<Mode, Timed>();
  beforeAll(async () => {
    await timed(PATIENCE, { mode: 'answers late' });
    await Promise.all(SLOW.map(async (mode) => ends.set(mode, await timed(LIMIT, { mode }))));
  });

  test.each(SLOW)('%s', (mode) => {
    const end = ends.get(mode);
    expect(end?.outcomes).toHaveLength(NAMES.length);
    if (end !== undefined) expectEnds(end, LIMIT, 1);
  });

  test('fails once and then never answers: there is one deadline for all tries', async () => {
    expectEnds(await timed(LIMIT, { mode: 'says 503', times: 1, afterwards: 'never answers' }), LIMIT, 2);
  });

  test.each<Mode>(['never answers', 'drips'])('says 429 for a second and then %s', async (afterwards) => {
    const plan = { mode: 'says 429 for a second', times: 1, afterwards } as const;
    expectEnds(await timed(LIMIT + WAIT, plan), LIMIT + WAIT, 2);
  });
});

test('a server that says 503 is not asked past the deadline, and the caller hears of the 503 at once', async () => {
  // The longest pauses that can be drawn: 200 ms before the second try, 400 before the third, which is then too late.
  const longest = jest.spyOn(Math, 'random').mockReturnValue(0.9999);
  const { outcomes } = await timed(590, { mode: 'says 503' });
  longest.mockRestore();
  for (const [name, { code, milliseconds, arrivals }] of outcomes) {
    expect([name, code, arrivals]).toEqual([name, 'UPSTREAM_UNAVAILABLE', 2]);
    expect(milliseconds).toBeLessThan(590);
  }
});
