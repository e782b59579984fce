import type { HostileLink } from '../../src/sandbox/wire/quirks.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFaultServer, type FaultServer } from '../support/faults/fault-server.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';
import { alertPage, idsOf, walkForward } from '../support/gateway/walk-alerts.ts';

describe('a sandbox whose links', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    const quirks = { limits: false, nextLinks: 'always', pageCap: 10 } as const;
    gateway = await startSandboxGateway({ machines: 30, alerts: 120, quirks }, { CACHE_MEGABYTES: '0' });
  });
  afterAll(() => gateway.close());

  const where = { status: { ne: 'RESOLVED' } };
  const open = () => gateway.sandbox.tenant.alerts.filter(({ status }) => status !== 'Resolved').map(({ id }) => id);

  test.each<[HostileLink, string, number, number]>([
    ['foreign-origin', 'NEXT_LINK_LEAVES_ORIGIN', 10, 1],
    ['user-info', 'NEXT_LINK_LEAVES_ORIGIN', 10, 1],
    ['other-path', 'NEXT_LINK_MALFORMED', 10, 1],
    ['malformed', 'NEXT_LINK_MALFORMED', 10, 1],
    ['repeats', 'NEXT_LINK_MALFORMED', 10, 1],
    ['loses-filter', 'NEXT_LINK_REPEATS', 20, 2],
    ['no-new-rows', 'PAGE_BRINGS_NOTHING_NEW', 10, 2],
  ])('are %s: the page says %s after %i rows and %i calls', async (hostileLink, reason, rows, cost) => {
    gateway.sandbox.quirks.hostileLink = hostileLink;
    const { answer: page, calls } = await upstreamOf(gateway.sandbox, () => alertPage(gateway, { first: 50, where }));
    expect(idsOf(page)).toEqual(open().slice(0, rows));
    expect(page.completeness).toMatchObject({ complete: false, reason, upstreamPages: cost });
    expect(page.pageInfo.hasNextPage).toBe(false);
    expect(calls).toHaveLength(cost);
    for (const call of calls) expect(call).toMatchObject({ path: '/api/alerts', filter: "status ne 'Resolved'" });
  });

  test.each<[HostileLink, string]>([
    ['foreign-origin', 'NEXT_LINK_LEAVES_ORIGIN'],
    ['repeats', 'NEXT_LINK_MALFORMED'],
    ['no-new-rows', 'PAGE_BRINGS_NOTHING_NEW'],
  ])('are %s in the middle of a list: the page says %s too', async (hostileLink, reason) => {
    gateway.sandbox.quirks.hostileLink = null;
    const { pageInfo } = await alertPage(gateway, { first: 25, where });
    gateway.sandbox.quirks.hostileLink = hostileLink;
    const page = await alertPage(gateway, { first: 25, where, after: pageInfo.endCursor });
    // Ten rows came, of which the first was there to begin from.
    expect(idsOf(page)).toEqual(open().slice(25, 34));
    expect(page.completeness).toMatchObject({ complete: false, reason });
  });

  test('lose the filter in the middle of a list: they lead back to a page already read', async () => {
    gateway.sandbox.quirks.hostileLink = null;
    const { pageInfo } = await alertPage(gateway, { first: 5, where });
    gateway.sandbox.quirks.hostileLink = 'loses-filter';
    const page = await alertPage(gateway, { first: 50, where, after: pageInfo.endCursor });
    expect(idsOf(page)).toEqual(open().slice(5, 5 + 19));
    expect(page.completeness).toMatchObject({ complete: false, reason: 'NEXT_LINK_REPEATS' });
  });

  test('lose the filter only: the page is whole, as requests are made of our own parts', async () => {
    gateway.sandbox.quirks.hostileLink = 'loses-filter';
    const page = await alertPage(gateway, { first: 15, where });
    expect(idsOf(page)).toEqual(open().slice(0, 15));
    expect(page.completeness).toMatchObject({ complete: true, reason: null, upstreamPages: 2 });
  });

  test.each<HostileLink>(['foreign-origin', 'malformed', 'repeats', 'no-new-rows', 'loses-filter'])(
    'are %s do no harm where a page needs none',
    async (hostileLink) => {
      gateway.sandbox.quirks.hostileLink = hostileLink;
      const pages = await walkForward(gateway, 9, where);
      expect(pages.flatMap(idsOf)).toEqual(open());
      expect(pages.every(({ completeness }) => completeness.complete)).toBe(true);
    },
  );

  test('leave the origin: the list of a device tells so, and a device not reached is an error, not a miss', async () => {
    Object.assign(gateway.sandbox.quirks, { hostileLink: 'foreign-origin', pageCap: 2 } as const);
    const { tenant } = gateway.sandbox;
    const busy = tenant.machines.find(
      ({ id }) => tenant.actions.filter(({ machineId }) => machineId === id).length > 2,
    );
    const query = `query ($id: ID!) { machine(id: $id) { actions { nodes { id } completeness { complete reason } } } }`;
    const { data } = await gateway.run<{ machine: { actions: { nodes: object[] } } }>(query, { id: busy?.id });
    expect(data.machine.actions.nodes).toHaveLength(2);
    expect(data.machine.actions).toMatchObject({
      completeness: { complete: false, reason: 'NEXT_LINK_LEAVES_ORIGIN' },
    });

    const ids = tenant.machines.slice(0, 4).map(({ id }) => id);
    const fields = ids.map((id, n) => `m${n}: machine(id: "${id}") { machineId }`);
    const cut = await gateway.attempt<Record<string, object | null>>(`{ ${fields.join(' ')} }`);
    expect(Object.values(cut.data ?? {})).toEqual([{ machineId: ids[0] }, { machineId: ids[1] }, null, null]);
    expect(cut.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['m2'], 'UPSTREAM_ERROR'],
      [['m3'], 'UPSTREAM_ERROR'],
    ]);
  });
});

describe('a server that', () => {
  let canary: FaultServer;
  let gateway: FakeGateway;
  let page: (call: ApiCall) => { value: object[]; '@odata.nextLink'?: unknown };

  beforeAll(async () => {
    canary = await startFaultServer();
    gateway = await startFakeGateway({
      'GET /api/alerts': (call, response) => void response.writeHead(200).end(JSON.stringify(page(call))),
    });
  });
  afterEach(() => {
    expect(gateway.api.unexpected).toEqual([]);
    expect(canary.arrivals).toEqual([]);
    expect(canary.connections).toBe(0);
    gateway.api.calls.length = 0;
  });
  afterAll(async () => {
    await gateway.close();
    await canary.close();
  });

  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({ id: `alert-${from + n}`, title: 'Contoso' }));
  const skipOf = ({ query }: ApiCall) => Number(query.get('$skip') ?? query.get('$skiptoken') ?? 0);
  const host = (url: string) => new URL(url).host;

  test.each<[string, () => string]>([
    ['at another address', () => `${canary.url}/api/alerts?$skip=2`],
    ['behind our host as a user name', () => `http://${host(gateway.api.url)}@${host(canary.url)}/api/alerts?$skip=2`],
    ['behind backslashes', () => `http:\\\\${host(canary.url)}\\api\\alerts?$skip=2`],
    ['before a backslash', () => `http://${host(canary.url)}\\@${host(gateway.api.url)}/api/alerts?$skip=2`],
    ['by another name of this machine', () => `${canary.url.replace('127.0.0.1', 'localhost')}/api/alerts?$skip=2`],
    ['on another port', () => `${gateway.api.url.replace(/:\d+$/, '')}:${new URL(canary.url).port}/api/alerts?$skip=2`],
  ])('leads to a listener %s sends it nothing, not even a connection', async (_, link) => {
    page = () => ({ value: rows(0, 2), '@odata.nextLink': link() });
    const alerts = await alertPage(gateway, { first: 5 });
    expect(idsOf(alerts)).toEqual(['alert-0', 'alert-1']);
    expect(alerts.completeness).toMatchObject({ complete: false, reason: 'NEXT_LINK_LEAVES_ORIGIN' });
    expect(gateway.api.calls).toHaveLength(1);
  });

  test.each<[string, string, number, (call: ApiCall, api: string) => { value: object[]; '@odata.nextLink'?: unknown }]>(
    [
      [
        'skips rows',
        'NEXT_LINK_MALFORMED',
        1,
        (_, api) => ({ value: rows(0, 2), '@odata.nextLink': `${api}?$skip=3` }),
      ],
      ['goes back', 'NEXT_LINK_MALFORMED', 1, (_, api) => ({ value: rows(0, 2), '@odata.nextLink': `${api}?$skip=0` })],
      ['links by a number', 'NEXT_LINK_MALFORMED', 1, () => ({ value: rows(0, 2), '@odata.nextLink': 7 })],
      ['links by nothing', 'NEXT_LINK_MALFORMED', 1, () => ({ value: rows(0, 2), '@odata.nextLink': '' })],
      [
        'gives the same token again',
        'NEXT_LINK_REPEATS',
        2,
        (call, api) => ({ value: rows(skipOf(call), skipOf(call) + 2), '@odata.nextLink': `${api}?$skiptoken=2` }),
      ],
      [
        'gives empty pages for ever',
        'PAGE_BRINGS_NOTHING_NEW',
        2,
        (call, api) => ({
          value: skipOf(call) === 0 ? rows(0, 2) : [],
          '@odata.nextLink': `${api}?$skiptoken=${skipOf(call) + 2}`,
        }),
      ],
      [
        'gives the same rows for ever under ever new tokens',
        'PAGE_BRINGS_NOTHING_NEW',
        2,
        (call, api) => ({ value: rows(0, 2), '@odata.nextLink': `${api}?$skiptoken=${skipOf(call) + 2}` }),
      ],
    ],
  )('%s is left with %s after %i calls', async (_, reason, calls, answer) => {
    page = (call) => answer(call, `${gateway.api.url}/api/alerts`);
    const alerts = await alertPage(gateway, { first: 50 });
    const ids = idsOf(alerts);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(rows(0, ids.length).map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(1);
    expect(alerts.completeness).toMatchObject({ complete: false, reason });
    expect(gateway.api.calls).toHaveLength(calls);
  });

  test('repeats rows on the next page has them shown once, and cursors that go on from there', async () => {
    page = (call) => {
      const from = skipOf(call);
      const value = rows((from * 2) / 3, (from * 2) / 3 + 3);
      return { value, '@odata.nextLink': `${gateway.api.url}/api/alerts?$skiptoken=${from + value.length}` };
    };
    const alerts = await alertPage(gateway, { first: 6 });
    expect(idsOf(alerts)).toEqual(rows(0, 6).map(({ id }) => id));
    expect(alerts.completeness).toMatchObject({ complete: true, duplicatesDropped: 2, upstreamPages: 3 });
    await alertPage(gateway, { first: 1, after: alerts.pageInfo.endCursor });
    expect(gateway.api.calls.map(skipOf)).toEqual([0, 3, 6, 8]);
  });

  test('ends its list with a null link has ended it', async () => {
    page = () => ({ value: rows(0, 2), '@odata.nextLink': null });
    expect((await alertPage(gateway, { first: 50 })).completeness).toMatchObject({ complete: true, reason: null });
    expect(gateway.api.calls).toHaveLength(1);
  });
});
