import { cacheSecondsOf, type Operation } from '../../../src/rest/operation.ts';
import { upstreamFields } from '../../../src/graphql/schema/upstream-directive.ts';
import { CacheGenerations } from '../../../src/rest/cache/cache-generations.ts';
import { createSchema } from '../../../src/schema.ts';
import { fakeClock, later, realClock } from '../../support/clocks/fake-clock.ts';

beforeEach(fakeClock);
afterEach(realClock);

const MINUTE = 60_000;

describe('the edition of an owner', () => {
  test('is a new one with each change, and no other owner’s is', () => {
    const stale = new CacheGenerations();
    const seen = new Set([stale.generationOf('a-tenant')]);
    for (let change = 0; change < 5; change++) {
      void stale.bump('a-tenant');
      void stale.bump('another');
      seen.add(stale.generationOf('a-tenant'));
    }
    expect(seen.size).toBe(6);
    const before = stale.generationOf('another');
    void stale.bump('a-tenant');
    expect(stale.generationOf('another')).toBe(before);
    expect(stale.generationOf('a-third')).toBe(0);
  });

  test('is remembered for longer than any answer is kept', async () => {
    const operations = [...upstreamFields<Operation>(await createSchema()).values()].flatMap(
      (field) => field.operations,
    );
    const longest = Math.max(...operations.map(cacheSecondsOf)) * 1000;
    expect(longest).toBe(5 * MINUTE);
    const stale = new CacheGenerations();
    void stale.bump('a-tenant');
    const changed = stale.generationOf('a-tenant');
    await later(longest + MINUTE);
    expect(stale.generationOf('a-tenant')).toBe(changed);
  });

  test('is forgotten after a while, and the next one is new all the same', async () => {
    const stale = new CacheGenerations();
    void stale.bump('a-tenant');
    await later(11 * MINUTE);
    expect(stale.generationOf('a-tenant')).toBe(0);
    void stale.bump('a-tenant');
    expect(stale.generationOf('a-tenant')).toBe(2);
  });
});
