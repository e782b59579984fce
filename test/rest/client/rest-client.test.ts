import { getEventListeners } from 'node:events';
import { request } from 'node:http';
import { operation, DEFAULT_LIMIT } from '../../../src/rest/operation.ts';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { startFakeGateway } from '../../support/gateway/fake-gateway.ts';
import { startFaultServer, type FaultServer } from '../../support/faults/fault-server.ts';
import { until } from '../../support/clocks/until.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';

const at = (path: string, more: { timeLimit?: number; maxResponseBytes?: number } = {}) =>
  operation({
    id: 'getThing',
    method: 'GET',
    path,
    permissions: { application: [], delegated: [] },
    limit: DEFAULT_LIMIT,
    source: 'apis-intro.md',
    ...more,
  });

let server: FaultServer;
let api: VendorApi;
let rest: RestClient;
const finished: [string, number][] = [];

beforeEach(async () => {
  server = await startFaultServer();
  finished.length = 0;
  api = new VendorApi({ baseUrl: `${server.url}/`, observer: { call: (id, status) => finished.push([id, status]) } });
  rest = api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
});
afterEach(async () => {
  await api.close();
  await server.close();
});

describe('a call of the API', () => {
  test('counts what it costs and tells of its end', async () => {
    expect(await rest.call(at('/echo'))).toMatchObject({ method: 'GET' });
    await expect(rest.call(at('/hangs-up'))).rejects.toThrow();
    expect(rest.cost).toMatchObject({ calls: 4, cacheHits: 0, coalesced: 0, waitedMs: 0 });
    expect(finished).toEqual([
      ['getThing', 200],
      ['getThing', 0],
      ['getThing', 0],
      ['getThing', 0],
    ]);
  });

  test.each([
    [
      '/html',
      'with an HTML page in place of JSON: a proxy or a sign-in page may stand in between; look at the way from the gateway to the API.',
    ],
    ['/half-json', 'with something other than JSON.'],
    ['/empty', 'without content (200).'],
    ['/no-content', 'without content (204).'],
  ])('is an upstream error where the body is %s, none of it shown', async (path, what) => {
    await expect(rest.call(at(path))).rejects.toMatchObject({
      code: 'UPSTREAM_ERROR',
      status: path === '/no-content' ? 204 : 200,
      message: `Defender answered getThing ${what}`,
    });
  });

  test('keeps the limits that its operation declares', async () => {
    await expect(rest.call(at('/silent', { timeLimit: 100 }))).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    await expect(rest.call(at('/floods', { maxResponseBytes: 1000 }))).rejects.toThrow('sent more than 1000 bytes');
  });

  test('is an upstream error where it is sent elsewhere', async () => {
    server.redirectTo = `${server.url}/echo`;
    await expect(rest.call(at('/redirects'))).rejects.toMatchObject({ code: 'UPSTREAM_ERROR', status: 302 });
    expect(server.arrivals).toEqual(['/redirects']);
  });

  test('is not made for an id that could leave its place', async () => {
    await expect(rest.call(at('/api/machines/{id}'), { path: { id: '../isolate' } })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(server.arrivals).toEqual([]);
    expect(rest.cost.calls).toBe(0);
  });

  test('may be made many times at once for one caller without a warning of a leak', async () => {
    const { signal } = new AbortController();
    const many = api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token'), signal });
    const calls = Array.from({ length: 30 }, () => many.call(at('/echo')));
    // getMaxListeners knows only the signals of its own realm, and jest has another.
    const most = Object.getOwnPropertySymbols(signal).find((name) => name.description?.includes('maxEventTarget'));
    expect(Reflect.get(signal, most ?? '')).toBe(0);
    await Promise.all(calls);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('leaves no connection when the API is closed', async () => {
    await Promise.all(Array.from({ length: 10 }, () => rest.call(at('/echo'))));
    expect(server.sockets.size).toBeGreaterThan(0);
    await api.close();
    await until('the connections to close', () => server.sockets.size === 0);
    api = new VendorApi({ baseUrl: server.url, cacheBytes: 0 });
  });
});

test('a caller who leaves ends the call that was made for them', async () => {
  const state = { arrived: false, left: false };
  const gateway = await startFakeGateway({
    'GET /api/alerts': (_, response) => {
      state.arrived = true;
      response.once('close', () => (state.left = true));
    },
  });
  const caller = request(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' },
  });
  caller.once('error', () => undefined);
  caller.end(JSON.stringify({ query: '{ alerts { nodes { title } } }' }));
  await until('the call to arrive', () => state.arrived);
  expect(state.left).toBe(false);
  caller.destroy();
  await until('the call to be ended', () => state.left);
  await gateway.close();
});
