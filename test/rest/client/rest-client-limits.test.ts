import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { readPage } from '../../../src/rest/paging/read-page.ts';
import { startFakeApi, type FakeApi, type Reply } from '../../support/fakes/fake-api.ts';
import { getThing, listThings } from '../../support/fakes/keyed-api.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';

let fake: FakeApi;
let api: VendorApi;
let rest: RestClient;
const replies: Record<string, Reply> = {};

beforeEach(async () => {
  fake = await startFakeApi(replies);
  api = new VendorApi({ baseUrl: fake.url, cacheBytes: 0 });
  rest = api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
});
afterEach(async () => {
  for (const name of Object.keys(replies)) Reflect.deleteProperty(replies, name);
  await api.close();
  await fake.close();
});

const answering =
  (status: number, headers: Record<string, string> = {}): Reply =>
  (_, response) =>
    void response.writeHead(status, headers).end(JSON.stringify({ error: { code: 'Refused' } }));

const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );

describe('one request', () => {
  test('stops calling after a 401, whatever it asks for', async () => {
    replies['GET /api/things/a'] = answering(401);
    expect(await code(rest.call(getThing, { path: { id: 'a' } }))).toBe('UNAUTHENTICATED');
    expect(await code(rest.call(listThings))).toBe('UNAUTHENTICATED');
    expect(fake.calls).toHaveLength(1);
  });

  test('stops calling an operation after its 429, and that one only', async () => {
    replies['GET /api/things/a'] = answering(429, { 'retry-after': '70' });
    replies['GET /api/things'] = { value: [] };
    expect(await code(rest.call(getThing, { path: { id: 'a' } }))).toBe('RATE_LIMITED');
    expect(await code(rest.call(getThing, { path: { id: 'b' } }))).toBe('RATE_LIMITED');
    expect(await code(rest.call(listThings))).toBeNull();
    expect(fake.calls).toHaveLength(2);
  });

  test('asks again in the next one', async () => {
    replies['GET /api/things'] = answering(401);
    await code(rest.call(listThings));
    replies['GET /api/things'] = { value: [] };
    expect(
      await code(api.client({ account: ACCOUNT, token: () => Promise.resolve('another') }).call(listThings)),
    ).toBeNull();
  });

  test('makes 300 calls at the most', async () => {
    replies['GET /api/things'] = { value: [] };
    const unlimited = { ...listThings, limit: { perMinute: null, perHour: null } };
    for (let calls = 0; calls < 300; calls++) await rest.call(unlimited);
    expect(await code(rest.call(unlimited))).toBe('COST_LIMIT_EXCEEDED');
    expect(fake.calls).toHaveLength(300);
  });
});

describe('a length that is none', () => {
  test.each([
    ['a text', 'abc'],
    ['negative', -5],
    ['a fraction', 1.5],
    ['beyond any list', 5e12],
  ])('is not believed: %s', async (_, count) => {
    replies['GET /api/things'] = { value: [], '@odata.count': count };
    replies['GET /api/things/$count'] = answering(404);
    const page = readPage(rest, listThings, { skip: 0, take: 2, fromEnd: true });
    expect(await code(page)).toBe('BAD_USER_INPUT');
    expect(fake.calls.length).toBeLessThan(4);
  });
});
