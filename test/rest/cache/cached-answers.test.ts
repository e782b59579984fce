import type { Account } from '../../../src/rest/resilience/unverified-bulkhead.ts';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import { operation } from '../../../src/rest/operation.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';
import { startFakeApi, type FakeApi, type Reply } from '../../support/fakes/fake-api.ts';
import { outcomeOf } from '../../support/fakes/held-call.ts';
import { getThing, listThings } from '../../support/fakes/keyed-api.ts';
import { until } from '../../support/clocks/until.ts';

const PLAIN = { toJson: (value: object) => value, fromJson: (json: unknown) => json as object };

const changeThing = operation({
  id: 'changeThing',
  method: 'POST',
  path: '/api/things/{id}/change',
  permissions: { application: [], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'apis-intro.md',
});

const NEIGHBOUR: Account = { ...ACCOUNT, principal: 'a-neighbour' };
const ABROAD: Account = { ...ACCOUNT, tenantId: 'another-tenant' };

let fake: FakeApi;
let api: VendorApi;
const replies: Record<string, Reply> = {};

beforeEach(async () => {
  let edition = 0;
  replies['GET /api/things'] = (_, response) => void response.end(JSON.stringify({ value: [++edition] }));
  replies['GET /api/things/a'] = { id: 'a' };
  replies['POST /api/things/a/change'] = {};
  fake = await startFakeApi(replies);
  api = new VendorApi({ baseUrl: fake.url });
});
afterEach(async () => {
  expect(fake.unexpected).toEqual([]);
  await api.close();
  await fake.close();
});

const client = (account: Account = ACCOUNT, over: { signal?: AbortSignal; bypassCache?: boolean } = {}): RestClient =>
  api.client({ account, token: () => Promise.resolve('a-token'), ...over });

const answering =
  (status: number): Reply =>
  (_, response) =>
    void response.writeHead(status).end('{}');

/** Reads the list in a request of its own: what came, and whether it was asked for. */
async function read(account?: Account): Promise<{ value: unknown; asked: boolean }> {
  const rest = client(account);
  const { value } = await rest.call<{ value: unknown }>(listThings);
  return { value, asked: rest.cost.calls === 1 };
}

const change = (account?: Account): Promise<string> =>
  outcomeOf(client(account).call(changeThing, { path: { id: 'a' }, body: {} }));

describe('a change', () => {
  test('makes stale what was kept for every caller of its tenant', async () => {
    for (const account of [ACCOUNT, NEIGHBOUR]) await read(account);
    expect(await read(NEIGHBOUR)).toMatchObject({ asked: false });
    expect(await change()).toBe('ok');
    expect(await read(ACCOUNT)).toEqual({ value: [3], asked: true });
    expect(await read(NEIGHBOUR)).toEqual({ value: [4], asked: true });
    expect(await read(NEIGHBOUR)).toEqual({ value: [4], asked: false });
  });

  test('leaves what was kept for another tenant', async () => {
    await read(ABROAD);
    await change();
    expect(await read(ABROAD)).toMatchObject({ asked: false });
  });

  test('makes stale what is still under way: nobody joins it, and its answer is not kept', async () => {
    const held: (() => void)[] = [];
    replies['GET /api/things'] = (_, response) =>
      void held.push(() => response.end(JSON.stringify({ value: [held.length] })));
    const before = read();
    await until('the call to arrive', () => held.length === 1);
    const foreign = read(ABROAD);
    await until('the call to arrive', () => held.length === 2);
    await change();
    const after = read();
    const alsoForeign = read(ABROAD);
    await until('the second call to arrive', () => held.length === 3);
    held[0]?.();
    await before;
    const later = client();
    const joined = later.call(listThings);
    held[1]?.();
    held[2]?.();
    expect((await after).asked).toBe(true);
    await joined;
    expect(later.cost).toMatchObject({ calls: 0, coalesced: 1 });
    expect([(await foreign).asked, (await alsoForeign).asked]).toEqual([true, false]);
    expect(fake.calls).toHaveLength(4);
  });

  test.each([500, 400, 429])('that fails with %i makes stale too, as it may have happened', async (status) => {
    await read();
    replies['POST /api/things/a/change'] = answering(status);
    expect(await change()).not.toBe('ok');
    expect(await read()).toMatchObject({ asked: true });
    expect(fake.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test.each([401, 403])('that is refused with %i drops what its caller had, and nobody else', async (status) => {
    for (const account of [ACCOUNT, NEIGHBOUR]) await read(account);
    replies['POST /api/things/a/change'] = answering(status);
    await change();
    expect(await read(NEIGHBOUR)).toMatchObject({ asked: false });
    expect(await read(ACCOUNT)).toMatchObject({ asked: true });
  });

  test('is made each time, be it ever so equal', async () => {
    const same = { path: { id: 'a' }, body: { comment: 'the same' } };
    const rest = client();
    await Promise.all([1, 2].map(() => rest.call(changeThing, same)));
    expect(rest.cost).toMatchObject({ calls: 2, cacheHits: 0, coalesced: 0 });
  });
});

describe('a refusal', () => {
  test.each([401, 403])('of %i drops what its caller had in this tenant, and no other', async (status) => {
    const everyone = [ACCOUNT, NEIGHBOUR, ABROAD];
    for (const account of everyone) await read(account);
    replies['GET /api/things/a'] = answering(status);
    await outcomeOf(client().call(getThing, { path: { id: 'a' } }));
    const asked = await Promise.all(everyone.map(async (account) => (await read(account)).asked));
    expect(asked).toEqual([true, false, false]);
  });
});

describe('what a request leaves for later ones', () => {
  test('is its caller’s alone, and gone after a change', async () => {
    await client()
      .cached(() => 'a window', PLAIN)
      .set({ rows: [1] }, 100, 60);
    expect(
      client()
        .cached(() => 'a window', PLAIN)
        .get(),
    ).toEqual({ rows: [1] });
    expect(
      client(NEIGHBOUR)
        .cached(() => 'a window', PLAIN)
        .get(),
    ).toBeUndefined();
    expect(
      client(ABROAD)
        .cached(() => 'a window', PLAIN)
        .get(),
    ).toBeUndefined();
    expect(
      client(ACCOUNT, { bypassCache: true })
        .cached(() => 'a window', PLAIN)
        .get(),
    ).toBeUndefined();
    await change();
    expect(
      client()
        .cached(() => 'a window', PLAIN)
        .get(),
    ).toBeUndefined();
  });

  test('is not what was read while a change was made', async () => {
    const begun = client().cached(() => 'a window', PLAIN);
    await change();
    await begun.set({ rows: ['old'] }, 100, 60);
    expect(
      client()
        .cached(() => 'a window', PLAIN)
        .get(),
    ).toBeUndefined();
  });

  test('counts within the bytes allowed', async () => {
    await client()
      .cached(() => 'a window', PLAIN)
      .set({ rows: [1] }, 10_000, 60);
    expect(api.cacheBytes).toBeGreaterThanOrEqual(10_000);
  });

  test('is not what the request asked not to be kept', async () => {
    await client().call(listThings, { cache: false });
    expect(api.cacheBytes).toBe(0);
    expect(await read()).toMatchObject({ asked: true });
  });
});
