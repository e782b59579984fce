import { jumpingClock, type JumpingClock } from '../support/clocks/jumping-clock.ts';
import { FAKE_TENANT } from '../support/gateway/fake-gateway.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';

const shared = sharedFakeGateway();
const ALERTS = 'query ($first: Int) { alerts(first: $first) { nodes { alertId title } } }';
const alerts = { '@odata.count': 1, value: [{ id: 'da1', title: 'A title', machineId: 'a1' }] };

// Answers of one test must not be those of another, and none may expire while a busy machine takes its time.
let tokens = 0;
let token = '';
let clock: JumpingClock;
beforeEach(() => {
  token = `an-opaque-token-of-its-own-${(tokens += 1)}`;
  clock = jumpingClock();
  shared.replies['GET /api/alerts'] = alerts;
});
afterEach(() => clock.stop());

/** How many requests were answered by a cached answer while something ran. */
async function answeredAgain(run: () => Promise<unknown>): Promise<number> {
  const count = async (): Promise<number> => {
    const text = await shared.gateway.gateway.metrics.registry.metrics();
    return Number(/^defender_graphql_cached_answers_total (\d+)$/m.exec(text)?.[1]);
  };
  const before = await count();
  await run();
  return (await count()) - before;
}

interface Sent {
  query?: string;
  variables?: object;
  headers?: Record<string, string>;
  as?: string;
}

async function send({ query = ALERTS, variables = {}, headers = {}, as = token }: Sent = {}) {
  const response = await fetch(`${shared.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${as}`, ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const upstreamIn = (text: string): unknown =>
  (JSON.parse(text) as { extensions: { upstream: unknown } }).extensions.upstream;

const READ = { calls: 1, cacheHits: 0, coalesced: 0, waitedMs: 0 };
const AGAIN = { calls: 0, cacheHits: 1, coalesced: 0, waitedMs: 0 };

describe('an answer is given again', () => {
  test('to an equal request of the same caller, with what it costs this time, and is logged like any other', async () => {
    const first = await send();
    expect(upstreamIn(first.text)).toEqual(READ);
    let second = first;
    expect(await answeredAgain(async () => (second = await send()))).toBe(1);
    expect(upstreamIn(second.text)).toEqual(AGAIN);
    expect({ ...second, text: JSON.parse(second.text) as object }).toEqual({
      ...first,
      text: { ...(JSON.parse(first.text) as object), extensions: { upstream: AGAIN } },
    });
    const [one, two] = shared.gateway.logs.filter(({ msg, message }) => (msg ?? message) === 'request');
    expect(two).toMatchObject({ outcome: 'ok', upstream: AGAIN, credential: one?.credential, tenantId: one?.tenantId });
    expect(Object.keys(two ?? {}).sort()).toEqual(Object.keys(one ?? {}).sort());
  });

  test('as long as all that it was made of is cached, and no longer', async () => {
    await send();
    clock.jump(9_900);
    expect(await answeredAgain(send)).toBe(1);
    clock.jump(200);
    expect(await answeredAgain(send)).toBe(0);
    expect(shared.gateway.api.calls).toHaveLength(2);
  });

  test('no longer than the oldest of its reads, though a later one was fresh', async () => {
    shared.replies['GET /api/machines'] = { '@odata.count': 1, value: [{ id: 'a1', computerDnsName: 'desk' }] };
    shared.replies['GET /api/machines/a1'] = { id: 'a1', computerDnsName: 'desk' };
    const query = '{ alerts(first: 5) { nodes { alertId machine { computerDnsName } } } }';
    await send({ query: '{ alerts(first: 5) { nodes { title } } }' });
    clock.jump(6_000);
    const { text } = await send({ query });
    expect(upstreamIn(text)).toMatchObject({ cacheHits: 1 });
    clock.jump(3_000);
    expect(await answeredAgain(() => send({ query }))).toBe(1);
    clock.jump(1_500);
    expect(await answeredAgain(() => send({ query }))).toBe(0);
  });
});

describe('no answer is given again', () => {
  test.each<[string, Sent]>([
    ['to other variables', { variables: { first: 7 } }],
    ['to another text', { query: ALERTS.replace('title', 'title status') }],
    ['to another token', { as: 'an-opaque-token-of-somebody-else' }],
    ['to a caller who wants fresh answers', { headers: { 'cache-control': 'no-cache' } }],
    ['to a client that accepts another type', { headers: { accept: 'application/graphql-response+json' } }],
    ['to one that asks for the price', { headers: { 'x-dry-run': 'true' } }],
  ])('%s', async (_, other) => {
    await send();
    let received = { status: 0, text: '' };
    expect(await answeredAgain(async () => (received = await send(other)))).toBe(0);
    expect(received.status).toBe(200);
  });

  test('that is older than one that the caller has asked for', async () => {
    await send();
    shared.replies['GET /api/alerts'] = { ...alerts, value: [{ ...alerts.value[0], title: 'A newer title' }] };
    await send({ query: ALERTS.replace('nodes', 'nodes: nodes'), headers: { 'cache-control': 'no-cache' } });
    expect((await send()).text).toContain('A newer title');
    expect(await answeredAgain(send)).toBe(1);
  });

  test('of one price to those who want rows', async () => {
    await send({ headers: { 'x-dry-run': 'true' } });
    expect(upstreamIn((await send()).text)).toEqual(READ);
  });

  test('to the same person with another token, who may have lost a permission', async () => {
    const claims = { oid: 'one-person', appid: 'one-application', tid: FAKE_TENANT };
    const [all, none] = [
      { ...claims, scp: 'Alert.Read' },
      { ...claims, scp: 'Machine.Read' },
    ].map(tokenOf);
    await send({ as: all ?? '' });
    const { text } = await send({ as: none ?? '' });
    expect(text).toContain('FORBIDDEN');
  });

  test('after a change that the caller made', async () => {
    shared.replies['PATCH /api/alerts/da1'] = { id: 'da1', title: 'A title', status: 'Resolved' };
    await send();
    const query = 'mutation { updateAlert(input: { alertId: "da1", status: RESOLVED }) { alert { alertId } } }';
    const change = await send({ query });
    expect(change.text).not.toContain('"errors"');
    expect(await answeredAgain(send)).toBe(0);
    // Nor that of the change.
    expect(await answeredAgain(() => send({ query }))).toBe(0);
  });

  test.each([
    ['one with an error', '{ alerts(first: 3) { nodes { alertId severity } } alert(id: "da9") { title } }', 502],
    ['one that tells of the caller', '{ viewer { tenantId } alerts(first: 4) { nodes { alertId } } }', 200],
    ['one that tells what is left', '{ budgets { name } alerts(first: 4) { nodes { alertId } } }', 200],
    ['one of actions, which change by themselves', '{ machineActions(first: 4) { nodes { status } } }', 200],
  ])('of %s', async (_, query, status) => {
    shared.replies['GET /api/alerts/da9'] = { status, body: { error: { code: 'BadGateway', message: 'no' } } };
    shared.replies['GET /api/machineactions'] = { '@odata.count': 1, value: [{ id: 'x1', status: 'Pending' }] };
    const ask = (): Promise<unknown> => send({ query });
    await ask();
    expect(await answeredAgain(ask)).toBe(0);
  });
});
