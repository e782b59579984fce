import { keepSecondsOf, type Operation } from '../../../src/rest/operation.ts';
import { upstreamFields } from '../../../src/graphql/schema/upstream-directive.ts';
import { Staleness } from '../../../src/rest/cache/cache-generations.ts';
import { createSchema } from '../../../src/schema.ts';
import { fakeClock, later, realClock } from '../../support/clocks/fake-clock.ts';

beforeEach(fakeClock);
afterEach(realClock);

const MINUTE = 60_000;

describe('the edition of an owner', () => {
  test('is a new one with each change, and no other owner’s is', () => {
    const stale = new Staleness();
    const seen = new Set([stale.editionOf('a-tenant')]);
    for (let change = 0; change < 5; change++) {
      stale.begin('a-tenant');
      stale.begin('another');
      seen.add(stale.editionOf('a-tenant'));
    }
    expect(seen.size).toBe(6);
    const before = stale.editionOf('another');
    stale.begin('a-tenant');
    expect(stale.editionOf('another')).toBe(before);
    expect(stale.editionOf('a-third')).toBe(0);
  });

  test('is remembered for longer than any answer is kept', async () => {
    const operations = [...upstreamFields<Operation>(await createSchema()).values()].flatMap(
      (field) => field.operations,
    );
    const longest = Math.max(...operations.map(keepSecondsOf)) * 1000;
    expect(longest).toBe(MINUTE);
    const stale = new Staleness();
    stale.begin('a-tenant');
    const changed = stale.editionOf('a-tenant');
    await later(longest + MINUTE);
    expect(stale.editionOf('a-tenant')).toBe(changed);
  });

  test('is forgotten after a while, and the next one is new all the same', async () => {
    const stale = new Staleness();
    stale.begin('a-tenant');
    await later(11 * MINUTE);
    expect(stale.editionOf('a-tenant')).toBe(0);
    stale.begin('a-tenant');
    expect(stale.editionOf('a-tenant')).toBe(2);
  });
});
