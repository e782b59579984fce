import { loadByParent } from '../../../src/rest/batch/load-by-key.ts';
import { listThings, startKeyedApi, type KeyedApi, type Thing } from '../../support/fakes/keyed-api.ts';

const things: Thing[] = Array.from({ length: 250 }, (_, n) => ({ id: `thing-${n}`, owner: `owner-${n % 3}` }));
const owned = (owner: string) => things.filter((thing) => thing.owner === owner);

let api: KeyedApi;
beforeEach(async () => {
  api = await startKeyedApi(things, ['nothing']);
});
afterEach(async () => {
  expect(api.fake.unexpected).toEqual([]);
  await api.close();
});

const load = (parents: readonly string[]) =>
  loadByParent<Thing>(api.rest, { list: listThings, key: 'owner', where: { state: { eq: 'new' } } }, parents);

describe('rows by parent', () => {
  test('come in the order of the parents and of the list, in one call', async () => {
    expect(await load(['owner-2', 'nobody', 'OWNER-0'])).toEqual([
      { rows: owned('owner-2'), incomplete: null },
      { rows: [], incomplete: null },
      { rows: owned('owner-0'), incomplete: null },
    ]);
    expect(api.filters()).toEqual(["owner in ('owner-2','nobody','OWNER-0') and state eq 'new'"]);
    expect(api.fake.calls[0]?.query.get('$top')).toBe('10000');
  });

  test('come whole from a list of several pages, each with the filter', async () => {
    api.pageCap = 150;
    const [first, second, third] = await load(['owner-0', 'owner-1', 'owner-2']);
    expect(first).toEqual({ rows: owned('owner-0'), incomplete: null });
    expect(second).toEqual({ rows: owned('owner-1'), incomplete: null });
    expect(third).toEqual({ rows: owned('owner-2'), incomplete: null });
    expect(api.fake.calls.map(({ query }) => query.get('$skip'))).toEqual([null, '150']);
    expect(new Set(api.filters()).size).toBe(1);
  });

  test('say that they may be incomplete where the server does not lead on', async () => {
    const body = { value: [things[0], things[3]], '@odata.nextLink': 'javascript:alert(1)' };
    api.intercept = () => ({ status: 200, body });
    expect(await load(['owner-0', 'owner-1'])).toEqual([
      { rows: [things[0], things[3]], incomplete: 'NEXT_LINK_LEAVES_ORIGIN' },
      { rows: [], incomplete: 'NEXT_LINK_LEAVES_ORIGIN' },
    ]);
  });

  test('are asked for one parent at a time, each to its end, where no choice is taken', async () => {
    Object.assign(api, { takes: { in: false, or: false }, pageCap: 50 });
    const [first, second, third] = await load(['owner-0', 'nobody', 'owner-1']);
    expect(first).toEqual({ rows: owned('owner-0'), incomplete: null });
    expect(second).toEqual({ rows: [], incomplete: null });
    expect(third).toEqual({ rows: owned('owner-1'), incomplete: null });
    const single = api.filters().filter((filter) => /^owner eq '[\w-]+' and state eq 'new'$/.test(filter));
    expect(single.sort()).toEqual([
      "owner eq 'nobody' and state eq 'new'",
      "owner eq 'owner-0' and state eq 'new'",
      "owner eq 'owner-0' and state eq 'new'",
      "owner eq 'owner-1' and state eq 'new'",
      "owner eq 'owner-1' and state eq 'new'",
    ]);
  });

  test('fail by the hundred parents', async () => {
    api.intercept = (keys) => (keys.includes('p-5') ? { status: 500, body: {} } : undefined);
    const children = await load([...Array.from({ length: 100 }, (_, n) => `p-${n}`), 'owner-1']);
    expect(children.filter((child) => child instanceof Error)).toHaveLength(100);
    expect(children.at(-1)).toEqual({ rows: owned('owner-1'), incomplete: null });
  });
});
