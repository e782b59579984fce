import { PollScheduler } from '../../../src/rest/mutation/poll-scheduler.ts';
import type { PollTurn, PolledRows, PollOwner, SharedPolls } from '../../../src/rest/mutation/shared-polls.ts';
import { until } from '../../support/clocks/until.ts';

const OWNER = { tenantId: 'a-tenant', principal: 'a-caller' };

/** Reads that are answered by hand, each with its number. */
function heldReads() {
  const held: { ids: readonly string[]; answer: () => void }[] = [];
  const read = (ids: readonly string[]): Promise<object[]> =>
    new Promise((resolve) => {
      const number = held.length + 1;
      held.push({ ids, answer: () => resolve(ids.map((id) => ({ id, number }))) });
    });
  return { held, read };
}

describe('a first look', () => {
  test('is one for those who ask at the same moment, and the next one for who comes while it is made', async () => {
    const { held, read } = heldReads();
    const scheduler = new PollScheduler();
    const together = ['a', 'a', 'b'].map((id) => scheduler.firstLook(OWNER, id, read));
    await until('the first look', () => held.length === 1);
    const late = scheduler.firstLook(OWNER, 'a', read);
    held[0]?.answer();
    expect(await Promise.all(together)).toEqual(['a', 'a', 'b'].map((id) => ({ id, number: 1 })));
    await until('the next look', () => held.length === 2);
    expect(held.map(({ ids }) => ids)).toEqual([['a', 'b'], ['a']]);
    held[1]?.answer();
    expect(await late).toEqual({ id: 'a', number: 2 });
  });

  test('that fails is told to all who share it, and not to the next', async () => {
    const scheduler = new PollScheduler();
    const failing = [1, 2].map(() => scheduler.firstLook(OWNER, 'a', () => Promise.reject(new Error('It failed.'))));
    for (const look of failing) await expect(look).rejects.toThrow('It failed.');
    expect(await scheduler.firstLook(OWNER, 'a', () => Promise.resolve([null]))).toBeNull();
  });
});

describe('rows that another process has read', () => {
  /** Other processes that have the turn; `tell` has them tell a row. */
  function others(asked: number) {
    let listener: (polledFor: (owner: PollOwner) => PolledRows | null) => void = () => undefined;
    const turn = (): Promise<PollTurn> => Promise.resolve({ asked, granted: null, wait: 60_000 });
    const shared: SharedPolls = {
      processes: 2,
      nextTurn: turn,
      firstTurn: turn,
      end: () => Promise.resolve(),
      onPolled: (given) => void (listener = given),
    };
    const tell = (number: number, rows: [string, object | null][], failed: string[] = [], to = OWNER.principal): void =>
      listener(({ principal }) => (principal === to ? { number, rows: new Map(rows), failed } : null));
    return { shared, tell };
  }

  test('are taken where their turn began after the waiter had asked, and by the same caller', async () => {
    const { held, read } = heldReads();
    const { shared, tell } = others(7);
    let answer: object | null | undefined;
    void new PollScheduler(30, shared).firstLook(OWNER, 'a', read).then((row) => (answer = row));
    // The waiter has asked when the first of these that it may take is told.
    await until('an answer', () => {
      tell(7, [['a', { told: 'too early' }]]);
      tell(8, [['a', { told: 'to another' }]], [], 'another-caller');
      tell(8, [['b', { told: 'of another' }]]);
      tell(9, [['a', { told: 'in time' }]]);
      return answer !== undefined;
    });
    expect(answer).toEqual({ told: 'in time' });
    expect(held).toEqual([]);
  });

  test('are read here where they could not be read there', async () => {
    const { held, read } = heldReads();
    const { shared, tell } = others(7);
    const look = new PollScheduler(30, shared).nextPoll(OWNER, 'a', read);
    await until('a read of its own', () => {
      tell(8, [], ['a']);
      held[0]?.answer();
      return held.length === 1;
    });
    expect(await look).toEqual({ id: 'a', number: 1 });
  });
});
