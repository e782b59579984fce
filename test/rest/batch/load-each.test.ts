import { batchList, batchGet, batchCompleteList } from '../../../src/rest/batch/load-each.ts';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { operation, DEFAULT_LIMIT } from '../../../src/rest/operation.ts';
import { startFakeApi, type FakeApi, type Reply } from '../../support/fakes/fake-api.ts';
import { getThing, startKeyedApi, type Thing } from '../../support/fakes/keyed-api.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';

describe('one call per key', () => {
  test('costs a failed call its key only, 8 at a time at most, null standing for 404', async () => {
    const things: Thing[] = Array.from({ length: 40 }, (_, n) => ({ id: `thing-${n}`, owner: 'contoso' }));
    const api = await startKeyedApi(things, ['nothing']);
    const keys = [...things.map(({ id }) => id), 'nothing', '../machines'];
    const answers = await batchGet<Thing>(getThing)(api.rest, keys);
    expect(answers.slice(0, 41)).toEqual([...things, null]);
    expect(answers[41]).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(api.mostInFlight).toBe(8);
    expect(api.fake.unexpected).toEqual([]);
    await api.close();
  });
});

const PERMISSIONS = { permissions: { application: [], delegated: [] }, limit: DEFAULT_LIMIT, source: 'apis-intro.md' };
const listParts = operation({
  id: 'listParts',
  method: 'GET',
  path: '/api/things/{id}/parts',
  paging: 'none',
  ...PERMISSIONS,
  rowIds: [],
});

describe('an answer to one call', () => {
  const replies: Record<string, Reply> = {};
  let fake: FakeApi;
  let api: VendorApi;
  let rest: RestClient;
  beforeAll(async () => {
    fake = await startFakeApi(replies);
    api = new VendorApi({ baseUrl: fake.url, cacheBytes: 0 });
    rest = api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
  });
  afterAll(async () => {
    await api.close();
    await fake.close();
  });
  const answer = (path: string, status: number, body: unknown): void => {
    replies[`GET ${path}`] = (_, response) => void response.writeHead(status).end(JSON.stringify(body));
  };

  test.each([[7], ['text'], [true], [[]], [[{ id: 'one' }]]])('that is %j is an error, not an object', async (body) => {
    answer('/api/things/one', 200, body);
    const [found] = await batchGet(getThing)(rest, ['one']);
    expect(found).toMatchObject({
      code: 'UPSTREAM_ERROR',
      message: 'Defender answered getThing with something other than an object.',
    });
  });

  test.each([[{}], [{ id: null }], [{ id: '' }], [{ id: {} }]])('that is %j has no usable id', async (body) => {
    answer('/api/things/one', 200, body);
    const [found] = await batchGet(getThing)(rest, ['one']);
    expect(found).toMatchObject({
      code: 'UPSTREAM_ERROR',
      message: 'Defender answered getThing with an object that cannot be read: it has no usable id.',
    });
  });

  test('names its object by a number too', async () => {
    answer('/api/things/7', 200, { id: 7 });
    expect(await batchGet(getThing)(rest, ['7'])).toEqual([{ id: '7' }]);
  });

  const PARTS = '/api/things/one/parts';

  test('holds the whole list, and 404 is an object without rows', async () => {
    answer(PARTS, 200, { value: [{ a: 1 }, { a: 2 }], '@odata.nextLink': null });
    expect(await batchList(listParts)(rest, ['one'])).toEqual([{ rows: [{ a: 1 }, { a: 2 }], incomplete: null }]);
    expect(await batchCompleteList(listParts)(rest, ['one'])).toEqual([[{ a: 1 }, { a: 2 }]]);
    answer(PARTS, 404, { error: { code: 'NotFound' } });
    expect(await batchList(listParts)(rest, ['one'])).toEqual([{ rows: [], incomplete: null }]);
    expect(await batchCompleteList(listParts)(rest, ['one'])).toEqual([[]]);
  });

  test.each<[string, object, object]>([
    [
      'whose count says more',
      { value: [{ a: 1 }], '@odata.count': 3 },
      { rows: [{ a: 1 }], incomplete: 'SERVER_PAGE_LIMIT', total: 3 },
    ],
    ['whose count says the same', { value: [{ a: 1 }], '@odata.count': 1 }, { rows: [{ a: 1 }], incomplete: null }],
    ['whose count is no number', { value: [{ a: 1 }], '@odata.count': '3' }, { rows: [{ a: 1 }], incomplete: null }],
  ])('%s is told so', async (_, body, found) => {
    answer(PARTS, 200, body);
    expect(await batchList(listParts)(rest, ['one'])).toEqual([found]);
  });

  test('of exactly as many rows as the largest page has may go on', async () => {
    for (const [length, incomplete] of [
      [9_999, null],
      [10_000, 'SERVER_PAGE_LIMIT'],
      [10_001, null],
    ] as const) {
      answer(PARTS, 200, { value: Array.from({ length }, () => ({})) });
      expect(await batchList(listParts)(rest, ['one'])).toMatchObject([{ incomplete }]);
    }
    answer(PARTS, 200, { value: [{ a: 1 }], '@odata.count': 3 });
    const [whole] = await batchCompleteList(listParts)(rest, ['one']);
    expect(whole).toMatchObject({ message: 'Defender did not lead listParts to its end (SERVER_PAGE_LIMIT).' });
  });

  test('with a next link, which no page documents, is not taken for the whole list', async () => {
    answer(PARTS, 200, { value: [{ a: 1 }], '@odata.nextLink': `${fake.url}${PARTS}?$skip=1` });
    expect(await batchList(listParts)(rest, ['one'])).toEqual([
      { rows: [{ a: 1 }], incomplete: 'NEXT_LINK_NOT_FOLLOWED' },
    ]);
    const [whole] = await batchCompleteList(listParts)(rest, ['one']);
    expect(whole).toMatchObject({
      code: 'UPSTREAM_ERROR',
      message: 'Defender did not lead listParts to its end (NEXT_LINK_NOT_FOLLOWED).',
    });
  });

  test.each([[null], [{}], [{ value: null }], [{ value: 'x' }], ['x'], [[]]])(
    'that is %j is an error, not an empty list',
    async (body) => {
      answer(PARTS, 200, body);
      for (const [found] of [
        await batchList(listParts)(rest, ['one']),
        await batchCompleteList(listParts)(rest, ['one']),
      ]) {
        expect(found).toMatchObject({
          code: 'UPSTREAM_ERROR',
          message: 'Defender answered listParts with something other than a list.',
        });
      }
    },
  );
});
