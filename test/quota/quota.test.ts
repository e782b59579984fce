import { jest } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { ConfigError, readConfig } from '../../src/config.ts';
import { startFakeApi, type FakeApi } from '../support/fakes/fake-api.ts';
import { startGateway, type Answer, type TestGateway } from '../support/gateway/gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { throttle } from '../support/fakes/quota-api.ts';

const ALERTS = '{ alerts(first: 1) { nodes { title } } }';
const MACHINES = '{ machines(first: 1) { nodes { computerDnsName } } }';
const BUDGETS = '{ budgets { name perMinute remainingThisMinute perHour remainingThisHour resetsAt } }';
const TENANT = '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11';
const OTHER_TENANT = '1a6b8b1f-4d2c-4b64-8e1b-7d2a1c9d3e22';
/** A call waits up to 30 s; what is refused at once takes far less. */
const AT_ONCE_MS = 20_000;

interface Budget {
  name: string;
  perMinute: number | null;
  remainingThisMinute: number | null;
  perHour: number | null;
  remainingThisHour: number | null;
  resetsAt: string;
}

const stopping: (() => Promise<void>)[] = [];
let api: FakeApi;
let gateway: TestGateway;
/** Answers a call by hand, or not. */
let answering: (token: string, response: ServerResponse) => boolean;

async function start(variables: Readonly<Record<string, string>> = {}): Promise<void> {
  answering = () => false;
  const reply = ({ headers }: { headers: { authorization?: string } }, response: ServerResponse): void => {
    if (answering(headers.authorization ?? '', response)) return;
    response.writeHead(200).end('{"@odata.count":1,"value":[{"id":"one","title":"A title","computerDnsName":"host"}]}');
  };
  api = await startFakeApi({ 'GET /api/alerts': reply, 'GET /api/machines': reply });
  gateway = await startGateway(api.url, { CACHE_MEGABYTES: '0', ...variables });
  stopping.push(async () => {
    await gateway.close();
    await api.close();
    expect(api.unexpected).toEqual([]);
  });
}
afterEach(async () => {
  jest.restoreAllMocks();
  for (const stop of stopping.splice(0)) await stop();
});

const ann = tokenOf({ appid: 'soc', tid: TENANT, oid: 'ann' });
const bob = tokenOf({ appid: 'soc', tid: TENANT, oid: 'bob' });
const abroad = tokenOf({ appid: 'soc', tid: OTHER_TENANT, oid: 'ann' });

async function ask(token: string, query = ALERTS): Promise<Answer<object>> {
  const answer = await gateway.send<object>(token, query);
  expect(answer.errors).toBeUndefined();
  return answer;
}

async function budgetsOf(token: string): Promise<Map<string, Budget>> {
  const { data, errors, extensions } = await gateway.send<{ budgets: Budget[] }>(token, BUDGETS);
  expect(errors).toBeUndefined();
  expect(extensions.upstream).toEqual({ calls: 0, cacheHits: 0, coalesced: 0, waitedMs: 0 });
  return new Map(data?.budgets.map((budget) => [budget.name, budget]));
}

const leftOf = async (token: string, name = 'listAlerts') => (await budgetsOf(token)).get(name)?.remainingThisMinute;

async function metricsOf(name: string): Promise<string[]> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith(`defender_graphql_${name}`));
}

describe('budgets', () => {
  test('name every operation that the graph can call, whole before the first call, and cost none', async () => {
    await start();
    const budgets = await budgetsOf(ann);
    expect(api.calls).toEqual([]);
    expect(budgets.size).toBeGreaterThan(20);
    expect([...budgets.keys()]).toEqual([...budgets.keys()].sort());
    expect(budgets.get('listAlerts')).toMatchObject({ perMinute: 100, perHour: 1500, remainingThisMinute: 100 });
    expect(budgets.get('runAdvancedQuery')).toMatchObject({ perMinute: 45, perHour: 1500, remainingThisHour: 1500 });
    for (const { perMinute, remainingThisMinute, perHour, remainingThisHour, resetsAt } of budgets.values()) {
      expect([remainingThisMinute, remainingThisHour]).toEqual([perMinute, perHour]);
      expect(Math.abs(Date.parse(resetsAt) - Date.now())).toBeLessThan(AT_ONCE_MS);
    }
  });

  test('fall with the calls of all users of the application, and say when they are whole again', async () => {
    await start();
    await ask(ann);
    await ask(bob);
    const lastCall = Date.now();
    const budget = (await budgetsOf(ann)).get('listAlerts');
    expect(budget).toMatchObject({ remainingThisMinute: 98, remainingThisHour: 1498 });
    const resets = Date.parse(budget?.resetsAt ?? '') - lastCall;
    expect(resets).toBeGreaterThan(50_000);
    expect(resets).toBeLessThan(61_000);
    expect(await leftOf(bob)).toBe(98);
    expect(await leftOf(ann, 'listMachines')).toBe(100);
  });

  test('are those of one tenant and one application, and a made-up token sees nobody’s', async () => {
    await start();
    await ask(ann);
    await ask(abroad);
    const madeUp = [
      tokenOf({ appid: 'soc', tid: TENANT, oid: 'ann', uti: 'another' }),
      tokenOf({ appid: 'another', tid: TENANT }),
    ];
    answering = (authorization, response) => {
      const refused = madeUp.some((token) => authorization.endsWith(token));
      if (refused) response.writeHead(401).end('{}');
      return refused;
    };
    for (const token of madeUp) {
      expect(await leftOf(token)).toBe(100);
      expect((await gateway.send(token, ALERTS)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
      expect(await leftOf(token)).toBe(100);
    }
    expect([await leftOf(ann), await leftOf(abroad)]).toEqual([99, 99]);
  });

  test('are nothing while the vendor asks to wait, of that class and that tenant alone', async () => {
    await start();
    for (const token of [ann, abroad]) await ask(token);
    answering = (_, response) => throttle(response, 300);
    await gateway.send(ann, ALERTS);
    const budget = (await budgetsOf(bob)).get('listAlerts');
    // Bob's token is not known yet: it sees what it has used itself.
    expect(budget?.remainingThisMinute).toBe(100);
    expect((await budgetsOf(ann)).get('listAlerts')).toMatchObject({ remainingThisMinute: 0, remainingThisHour: 0 });
    expect(Date.parse((await budgetsOf(ann)).get('listAlerts')?.resetsAt ?? '') - Date.now()).toBeGreaterThan(290_000);
    expect([await leftOf(ann, 'listMachines'), await leftOf(abroad)]).toEqual([100, 99]);
  });
});

describe('a 429', () => {
  test('is waited for inside the deadline, and the answer says how long', async () => {
    await start();
    answering = (_, response) => api.calls.length === 1 && throttle(response, 1);
    // No pause before another try, so that all of the wait is for the quota.
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const started = performance.now();
    const { data, extensions } = await ask(ann);
    expect(performance.now() - started).toBeGreaterThanOrEqual(995);
    expect(data).toEqual({ alerts: { nodes: [{ title: 'A title' }] } });
    expect(extensions.upstream).toMatchObject({ calls: 2 });
    expect(extensions.upstream.waitedMs).toBeGreaterThan(0);
    expect(extensions.upstream.waitedMs).toBeLessThan(AT_ONCE_MS);
    const limitClass = 'listAlerts';
    expect(gateway.logs).toContainEqual(
      expect.objectContaining({ level: 40, limitClass, tenantId: TENANT, seconds: 1 }),
    );
    const logged = gateway.logs.find(({ msg }) => msg === 'request')?.upstream;
    expect(logged).toMatchObject({ calls: 2, waitedMs: expect.any(Number) as number });
    expect(await metricsOf('throttled')).toEqual(['defender_graphql_throttled_total{class="listAlerts"} 1']);
    expect(await metricsOf('quota_wait_seconds_count')).toEqual([
      'defender_graphql_quota_wait_seconds_count{class="listAlerts"} 1',
    ]);
  });

  test('with a long wait fails at once with its time and its correlation id, and others are not even asked', async () => {
    await start();
    await ask(ann);
    await ask(bob);
    answering = (_, response) => throttle(response, 170);
    const started = performance.now();
    const [first, second] = [await gateway.send(ann, ALERTS), await gateway.send(bob, ALERTS)];
    expect(performance.now() - started).toBeLessThan(AT_ONCE_MS);
    expect(first.errors?.[0]).toMatchObject({
      message: "Defender's call quota for listAlerts is used up; try again in 170 s.",
      extensions: { code: 'RATE_LIMITED', retryAfter: 170, correlationId: 'a-correlation-id' },
    });
    expect(second.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: 170 });
    expect(api.calls).toHaveLength(3);
  });
});

test('the metrics tell what is left of quotas in use, of each tenant', async () => {
  await start({ METRICS_TENANT_IDS: 'true' });
  expect(await metricsOf('quota_remaining')).toEqual([]);
  await ask(ann);
  await ask(ann);
  await ask(abroad, MACHINES);
  const line = (limitClass: string, tenant: string, window: string, left: number): string =>
    `defender_graphql_quota_remaining{class="${limitClass}",tenant="${tenant}",window="${window}"} ${left}`;
  expect((await metricsOf('quota_remaining')).sort()).toEqual([
    line('listAlerts', TENANT, 'hour', 1498),
    line('listAlerts', TENANT, 'minute', 98),
    line('listMachines', OTHER_TENANT, 'hour', 1499),
    line('listMachines', OTHER_TENANT, 'minute', 99),
  ]);
  expect(await metricsOf('upstream_call_seconds_count')).toContain(
    'defender_graphql_upstream_call_seconds_count{operation="listAlerts",status="200"} 2',
  );
});

describe('the configuration', () => {
  test('makes operations share a quota by QUOTA_CLASSES', async () => {
    await start({ QUOTA_CLASSES: 'listAlerts:lists, listMachines:lists' });
    await ask(ann);
    await ask(ann, MACHINES);
    const budgets = await budgetsOf(ann);
    expect(budgets.get('lists')).toMatchObject({ perMinute: 100, remainingThisMinute: 98 });
    expect([budgets.has('listAlerts'), budgets.has('listMachines')]).toEqual([false, false]);
  });

  test('bounds all calls of an application and tenant by QUOTA_CEILING_PER_MINUTE, of which reads use 80 %', async () => {
    await start({ QUOTA_CEILING_PER_MINUTE: '5' });
    for (const query of [ALERTS, MACHINES, ALERTS, MACHINES]) await ask(ann, query);
    const { errors } = await gateway.send(bob, ALERTS);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(errors?.[0]?.extensions.retryAfter).toBeGreaterThan(40);
    await ask(abroad);
    expect(api.calls).toHaveLength(5);
  });

  test.each([
    ['QUOTA_CLASSES', 'listAlerts'],
    ['QUOTA_CLASSES', 'listAlerts:lists:more'],
    ['QUOTA_CLASSES', 'listAlerts:two words'],
    ['QUOTA_CLASSES', 'listAlerts:lists,:lists'],
    ['QUOTA_CEILING_PER_MINUTE', '0'],
    ['QUOTA_CEILING_PER_MINUTE', '1.5'],
    ['QUOTA_CEILING_PER_MINUTE', 'many'],
  ])('is refused with %s=%s, by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`\n- ${name}: must be `));
  });
});
