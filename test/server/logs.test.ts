import { globalId } from '../../src/graphql/node/node.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { tokenOf as tokenOfAny } from '../support/gateway/tokens.ts';
import { until } from '../support/clocks/until.ts';

const tokenOf = (claims: Record<string, unknown>): string => tokenOfAny({ tid: FAKE_TENANT, ...claims });

const CANARY = 'canary-of-contoso';
const ROW = { id: 'da-1', title: `Title ${CANARY}`, severity: 'Hgih', comments: [{ comment: CANARY }] };

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway({
    'GET /api/alerts': { value: [ROW] },
    'GET /api/machines': { value: [{ id: 'm-1', machineTags: ['Contoso'] }] },
    'GET /api/investigations': (_, response) => {
      const error = { code: 'InternalServerError', message: CANARY, target: 'target-1' };
      response.writeHead(500).end(JSON.stringify({ error }));
    },
    'GET /api/indicators': (_, response) => void response.socket?.destroy(),
    'POST /api/advancedqueries/run': { Schema: [{ Name: 'A', Type: 'String' }], Results: [{ A: CANARY }] },
  });
  const { metrics } = gateway.gateway;
  const count = metrics.upstreamCall.bind(metrics);
  // A fault of the gateway's own: a call of one operation cannot be counted.
  metrics.upstreamCall = (operation, ...rest) => {
    if (operation === 'listMachines') throw new TypeError('machines cannot be counted');
    count(operation, ...rest);
  };
});
afterAll(() => gateway.close());

type Line = Record<string, unknown>;

/** All that was written of the request with this id. */
const linesOf = (requestId: string | null): Line[] => gateway.logs.filter((line) => line.requestId === requestId);

/** The line that sums up the request with this id, once it is written. */
async function lineOf(requestId: string | null): Promise<Line> {
  const find = () => linesOf(requestId).filter(({ msg }) => msg === 'request');
  await until('the line of the request', () => find().length > 0);
  const lines = find();
  expect(lines).toHaveLength(1);
  return lines[0] ?? {};
}

describe('the log', () => {
  test('has one line for a request: its id, operation, outcome, time, caller and upstream cost', async () => {
    const token = tokenOf({});
    const { headers, extensions } = await gateway.send(token, 'query Newest { alerts { nodes { title } } }');
    const line = await lineOf(headers.get('x-request-id'));
    expect(line).toMatchObject({
      level: 30,
      operationName: 'Newest',
      outcome: 'ok',
      tenantId: FAKE_TENANT,
      credential: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      upstream: extensions.upstream,
    });
    expect(Number.isInteger(line.milliseconds)).toBe(true);
    expect(line.milliseconds).toBeLessThan(60_000);
  });

  test.each([
    ['an anonymous one', '{ alerts { nodes { title } } }', 'ok', 1],
    ['one that does not parse', '{ alerts {', 'GRAPHQL_PARSE_FAILED', 0],
    ['one that is not valid', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED', 0],
    ['one that Defender fails', '{ investigations { nodes { id } } }', 'UPSTREAM_ERROR', 3],
    ['one that breaks here', '{ machines { nodes { machineTags } } }', 'INTERNAL_SERVER_ERROR', 1],
  ])('has one for %s too', async (_, query, outcome, calls) => {
    const { headers } = await gateway.attempt(query);
    const line = await lineOf(headers.get('x-request-id'));
    expect(line).toMatchObject({ operationName: null, outcome, upstream: { calls } });
  });

  const post = (headers: Record<string, string>, body: string, method = 'POST'): Promise<Response> =>
    fetch(`${gateway.url}/graphql`, { method, headers, ...(method !== 'GET' && { body }) });
  const good = { authorization: 'Bearer an-opaque-token', 'content-type': 'application/json' };
  const foreign = tokenOf({ tid: '0b8f6a7e-5d4c-4b3a-9281-706f5e4d3c2b' });

  test.each<[string, () => Promise<Response>, number, string]>([
    ['without a token', () => post({}, '{}'), 401, 'UNAUTHENTICATED'],
    ['of a tenant not served', () => post({ authorization: `Bearer ${foreign}` }, '{}'), 401, 'UNAUTHENTICATED'],
    ['of another method', () => post(good, '', 'GET'), 405, 'BAD_REQUEST'],
    ['of another type', () => post({ ...good, 'content-type': 'text/plain' }, '{}'), 415, 'BAD_REQUEST'],
    ['that is too large', () => post(good, `"${'x'.repeat(1_100_000)}"`), 413, 'BAD_REQUEST'],
    ['that is no JSON', () => post(good, '{"query":'), 400, 'BAD_REQUEST'],
    ['that has no query', () => post(good, '{}'), 400, 'BAD_REQUEST'],
  ])('has one for a request %s, which the metrics count too', async (_, send, status, outcome) => {
    const counted = async (): Promise<number> => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      const pattern = new RegExp(`^defender_graphql_request_seconds_count\\{outcome="${outcome}"\\} (\\d+)$`, 'm');
      return Number(pattern.exec(text)?.[1] ?? 0);
    };
    const before = await counted();
    const response = await send();
    expect(response.status).toBe(status);
    const requestId = response.headers.get('x-request-id');
    const line = await lineOf(requestId);
    expect(requestId).toBeTruthy();
    expect(line).toMatchObject({ level: 30, status, outcome, milliseconds: expect.any(Number) as number });
    expect(await counted()).toBe(before + 1);
  });

  test('has none for the health and the metrics, which are asked for every few seconds', async () => {
    const before = gateway.logs.length;
    for (const path of ['/health/live', '/health/ready', '/metrics', '/nowhere']) await fetch(gateway.url + path);
    await lineOf((await post(good, '{}')).headers.get('x-request-id'));
    expect(gateway.logs.length).toBe(before + 1);
  });

  test('tells under the id of the request what Defender said of a failure, to be quoted to Microsoft', async () => {
    const { headers } = await gateway.attempt('{ investigations { nodes { id } } }');
    await lineOf(headers.get('x-request-id'));
    expect(linesOf(headers.get('x-request-id'))).toContainEqual(
      expect.objectContaining({
        level: 40,
        code: 'UPSTREAM_ERROR',
        status: 500,
        vendorCode: 'InternalServerError',
        correlationId: 'target-1',
        msg: 'a call failed',
      }),
    );
  });

  test('tells at debug of a failure that is the caller’s own to mend', async () => {
    const { headers } = await gateway.attempt('{ alert(id: "../x") { title } }');
    await lineOf(headers.get('x-request-id'));
    expect(linesOf(headers.get('x-request-id'))).toContainEqual(
      expect.objectContaining({ level: 20, code: 'BAD_USER_INPUT', msg: 'a call failed' }),
    );
  });

  test('tells under the id of the request what broke here, each cause once', async () => {
    const { headers } = await gateway.attempt('{ machines { nodes { machineTags } } }');
    await lineOf(headers.get('x-request-id'));
    const errors = linesOf(headers.get('x-request-id')).filter(({ level }) => level === 50);
    expect(errors).toMatchObject([
      { msg: 'unexpected error', err: { message: expect.stringContaining('counted') as string } },
    ]);
  });

  test('tells of ten failures of a request at most, those of ours first', async () => {
    const ids = Array.from({ length: 14 }, (_, n) => globalId('RemediationTask', FAKE_TENANT, `../${n}`));
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } machines { nodes { machineTags } } }';
    const { headers } = await gateway.attempt(query, { ids });
    await lineOf(headers.get('x-request-id'));
    const lines = linesOf(headers.get('x-request-id')).filter(({ msg }) => msg !== 'request');
    expect(lines.map(({ level }) => level)).toEqual([50, ...Array<number>(9).fill(20)]);
  });

  test('tells callers apart by their credential', async () => {
    const [one, other] = [tokenOf({ oid: '1' }), tokenOf({ oid: '2' })];
    const sent = await Promise.all([one, other, one].map((token) => gateway.send(token, '{ viewer { name } }')));
    const lines = await Promise.all(sent.map(({ headers }) => lineOf(headers.get('x-request-id'))));
    const [first, second, third] = lines.map(({ credential }) => credential);
    expect(first).toBe(third);
    expect(first).not.toBe(second);
  });
});

const DOCUMENTS: [string, Record<string, unknown>][] = [
  [`# ${CANARY}\nquery ($w: AlertWhere) { alerts(where: $w) { nodes { title severity } } }`, { w: { title: CANARY } }],
  ['query ($w: AlertWhere) { alerts(where: $w) { nodes { title severity } } }', { w: { category: { eq: CANARY } } }],
  ['query ($w: AlertWhere) { alerts(where: $w) { nodes { title } } }', { w: { severity: { eq: CANARY } } }],
  ['query ($a: String) { alerts(after: $a) { nodes { title } } }', { a: CANARY }],
  ['query ($i: ID!) { alert(id: $i) { title } }', { i: `../${CANARY}` }],
  ['query ($q: KQL!) { hunt(query: $q) { rowCount } }', { q: `DeviceInfo // ${CANARY}` }],
  [`{ hunt(query: "DeviceInfo | where DeviceName == '${CANARY}'") { rows { nodes { values } } } }`, {}],
  [`{ machines(where: { computerDnsName: { eq: "${CANARY}" } }) { nodes { machineTags } } }`, {}],
  [`{ investigations { nodes { id } } } # ${CANARY}`, {}],
  [`{ indicators { nodes { id } } } # ${CANARY}`, {}],
  [`{ # ${CANARY}\n alerts {`, {}],
  ['{ viewer { name } }', { unused: CANARY }],
];

describe('a secret', () => {
  test('of the token, the variables, the document or Defender’s answer reaches neither log nor metrics nor errors', async () => {
    const tokens = [tokenOf({ oid: CANARY, name: CANARY }), `opaque-${CANARY}`];
    const claims = tokens[0]?.split('.')[1];
    const before = gateway.logs.length;
    const answers = [];
    for (const token of tokens) {
      for (const [query, variables] of DOCUMENTS) answers.push(await gateway.send(token, query, variables));
    }
    const refused = ['Basic ', 'Bearer a '].map((start) =>
      fetch(`${gateway.url}/graphql?q=${CANARY}`, { method: 'POST', headers: { authorization: start + CANARY } }),
    );
    const refusals = await Promise.all((await Promise.all(refused)).map((response) => response.text()));
    await until('all lines', () => gateway.logs.filter(({ msg }) => msg === 'request').length >= answers.length);

    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const errors = answers.map((answer) => answer.errors ?? []);
    expect(errors.filter((list) => list.length > 0).length).toBeGreaterThan(5);
    const written = [JSON.stringify(gateway.logs.slice(before)), JSON.stringify(errors), metrics, ...refusals];
    for (const text of written) {
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(claims);
    }
    expect(gateway.logs.slice(before).filter(({ level }) => level === 50)).toHaveLength(tokens.length);
  });
});
