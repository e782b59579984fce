import { loadById } from '../../../src/rest/batch/load-by-key.ts';
import { batchGet } from '../../../src/rest/batch/load-each.ts';
import { RestError } from '../../../src/rest/rest-error.ts';
import { getThing, listThings, startKeyedApi, type KeyedApi, type Thing } from '../../support/fakes/keyed-api.ts';

const things: Thing[] = Array.from({ length: 250 }, (_, n) => ({ id: `thing-${n}`, owner: `owner-${n % 3}` }));
const ids = things.map(({ id }) => id);

let api: KeyedApi;
beforeEach(async () => {
  api = await startKeyedApi(things, ['nothing', 'nowhere']);
});
afterEach(async () => {
  expect(api.fake.unexpected).toEqual([]);
  await api.close();
});

const load = (wanted: readonly string[], expand?: string) =>
  loadById<Thing>(api.rest, { list: listThings, key: 'id', ...(expand && { expand }) }, getThing, wanted);
const idsOf = (rows: readonly (Thing | Error | null)[]) =>
  rows.map((row) => (row instanceof Error ? row.message : (row?.id ?? null)));

describe('rows by id', () => {
  test('come in the order asked, null for a miss, in one call', async () => {
    const rows = await load(['thing-7', 'nothing', 'thing-3', 'nowhere', 'thing-5']);
    expect(idsOf(rows)).toEqual(['thing-7', null, 'thing-3', null, 'thing-5']);
    expect(api.filters()).toEqual(["id in ('thing-7','nothing','thing-3','nowhere','thing-5')"]);
  });

  test('come by the operation for one where one is asked for, null for 404', async () => {
    expect(idsOf(await load(['thing-7']))).toEqual(['thing-7']);
    expect(idsOf(await load(['nothing']))).toEqual([null]);
    expect(api.fake.calls.map(({ path }) => path)).toEqual(['/api/things/thing-7', '/api/things/nothing']);
  });

  test('come by the list even for one where the operation for one could not expand', async () => {
    expect(idsOf(await load(['thing-7'], 'evidence'))).toEqual(['thing-7']);
    expect(api.fake.calls.map(({ path, query }) => [path, query.get('$filter'), query.get('$expand')])).toEqual([
      ['/api/things', "id eq 'thing-7'", 'evidence'],
    ]);
  });

  test('are found whatever the letter case of the id given', async () => {
    expect(idsOf(await load(['THING-7', 'Thing-3']))).toEqual(['thing-7', 'thing-3']);
  });

  test.each([
    [100, 1],
    [101, 2],
    [250, 3],
  ])('%i of them cost %i calls', async (count, calls) => {
    expect(idsOf(await load(ids.slice(0, count)))).toEqual(ids.slice(0, count));
    expect(api.fake.calls).toHaveLength(calls);
  });

  test.each(['in', 'or'] as const)('with long ids are asked for in URLs below 8 kB, written with %s', async (form) => {
    const long = Array.from({ length: 100 }, (_, n) => `${n}-é'${'ß'.repeat(140)}`);
    api.takes = { in: form === 'in', or: form === 'or' };
    expect(idsOf(await load(long))).toEqual(long.map(() => null));
    const urls = api.fake.calls.map(({ path, query }) => `${path}?${query.toString()}`.length);
    expect(Math.max(...urls)).toBeLessThan(8_000);
    expect(new Set(api.filters().flatMap((filter) => filter.match(/\d+-é/g) ?? [])).size).toBe(100);
  });

  test('are asked for with or where in is refused, which is remembered', async () => {
    api.takes = { in: false, or: true };
    expect(idsOf(await load(['thing-1', 'thing-2']))).toEqual(['thing-1', 'thing-2']);
    expect(idsOf(await load(['thing-3', 'nothing']))).toEqual(['thing-3', null]);
    expect(api.filters()).toEqual([
      "id in ('thing-1','thing-2')",
      // Once more without the count, which may have been what was refused.
      "id in ('thing-1','thing-2')",
      "(id eq 'thing-1' or id eq 'thing-2')",
      "(id eq 'thing-3' or id eq 'nothing')",
    ]);
  });

  test('are asked for one by one, at most 8 at a time, where both are refused, which is remembered', async () => {
    api.takes = { in: false, or: false };
    const some = [...ids.slice(0, 150), 'nothing'];
    expect(idsOf(await load(some))).toEqual([...ids.slice(0, 150), null]);
    expect(api.mostInFlight).toBe(8);
    const refused = api.filters().length;
    // Two hundreds in two forms, each with and without the count.
    expect(refused).toBe(8);
    expect(api.fake.calls).toHaveLength(refused + 151);
    expect(idsOf(await load(['thing-1', 'thing-2']))).toEqual(['thing-1', 'thing-2']);
    expect(api.filters()).toHaveLength(refused);
  });

  test('are expanded by the list where they are asked for one by one, since the operation for one cannot', async () => {
    api.takes = { in: false, or: false };
    expect(idsOf(await load(['thing-7', 'nothing', 'thing-3'], 'evidence'))).toEqual(['thing-7', null, 'thing-3']);
    const asked = api.fake.calls.map(({ path, query }) => [path, query.get('$filter'), query.get('$expand')]);
    // With the count and without it, as either may be refused.
    expect(asked.slice(4)).toEqual([
      ['/api/things', "id eq 'thing-7'", 'evidence'],
      ['/api/things', "id eq 'nothing'", 'evidence'],
      ['/api/things', "id eq 'thing-3'", 'evidence'],
    ]);
  });

  test.each([
    [503, 'UPSTREAM_UNAVAILABLE', 0],
    [400, 'UPSTREAM_ERROR', 4],
  ])('fail one by one where they are asked for one by one: %i', async (status, code, triedAgain) => {
    api.takes = { in: false, or: false };
    api.fails.set('thing-5', status);
    const rows = await load(ids.slice(0, 50));
    expect(rows[5]).toMatchObject({ code, status });
    expect(idsOf(rows.toSpliced(5, 1))).toEqual(ids.slice(0, 50).toSpliced(5, 1));
    // A refusal says nothing good of the form in which it was met, so that one is not remembered.
    const before = api.filters().length;
    await load(['thing-1', 'thing-2']);
    expect(api.filters()).toHaveLength(before + triedAgain);
  });

  test('are not found by another name, however many are asked for and however that is done', async () => {
    expect(idsOf(await load(['the-thing-7']))).toEqual([null]);
    expect(idsOf(await load(['the-thing-7', 'thing-3']))).toEqual([null, 'thing-3']);
    api.takes = { in: false, or: false };
    expect(idsOf(await load(['the-thing-7', 'thing-3']))).toEqual([null, 'thing-3']);
  });

  test('share their eight calls at a time with all others of the request', async () => {
    api.takes = { in: false, or: false };
    await load(['thing-1', 'thing-2']);
    const others = batchGet<Thing>(getThing)(api.rest, ids.slice(150, 200));
    expect(idsOf(await load(ids.slice(0, 150)))).toEqual(ids.slice(0, 150));
    expect(idsOf(await others)).toEqual(ids.slice(150, 200));
    expect(api.mostInFlight).toBe(8);
  });

  test('fail by the hundred: one failed call leaves the other rows', async () => {
    api.intercept = (keys) => (keys.includes('thing-150') ? { status: 503, body: {} } : undefined);
    const rows = await load(ids);
    const failed = rows.filter((row) => row instanceof Error);
    expect(failed).toHaveLength(100);
    expect(new Set(failed).size).toBe(1);
    expect(failed[0]).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect(rows[150]).toBe(failed[0]);
    expect(idsOf([...rows.slice(0, 100), ...rows.slice(200)])).toEqual([...ids.slice(0, 100), ...ids.slice(200)]);
  });

  test('are read on where the server cuts its pages', async () => {
    api.pageCap = 40;
    expect(idsOf(await load([...ids.slice(0, 99), 'nothing']))).toEqual([...ids.slice(0, 99), null]);
    expect(api.fake.calls).toHaveLength(3);
    expect(new Set(api.filters()).size).toBe(1);
  });

  test('are an error, not a miss, where the server does not lead to the end of the list', async () => {
    const link = 'https://collector.fabrikam.example/api/things?$skip=1';
    api.intercept = () => ({ status: 200, body: { value: [things[1]], '@odata.nextLink': link } });
    const [found, unknown] = await load(['thing-1', 'thing-2']);
    expect(found).toEqual(things[1]);
    expect(unknown).toBeInstanceOf(RestError);
    expect(unknown).toMatchObject({ code: 'UPSTREAM_ERROR' });
    expect((unknown as Error).message).toBe('Defender did not lead listThings to its end (NEXT_LINK_LEAVES_ORIGIN).');
  });

  test('are refused where an id holds half a surrogate pair', async () => {
    await expect(load(['thing-1', 'a\ud800'])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(api.fake.calls).toEqual([]);
  });
});
