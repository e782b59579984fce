import { startFakeGateway, type FakeGateway } from './support/fake-gateway.ts';
import { tokenOf } from './support/tokens.ts';
import { until } from './support/until.ts';

const CANARY = 'canary-of-contoso';
const ROW = { id: 'da-1', title: `Title ${CANARY}`, severity: 'Hgih', comments: [{ comment: CANARY }] };

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway({
    'GET /api/alerts': { value: [ROW] },
    // A number where a list belongs breaks the gateway's own code.
    'GET /api/machines': { value: [{ id: 'm-1', machineTags: 5 }] },
    'GET /api/investigations': (_, response) => {
      const error = { code: 'InternalServerError', message: CANARY, target: 'target-1' };
      response.writeHead(500).end(JSON.stringify({ error }));
    },
    'GET /api/indicators': (_, response) => void response.socket?.destroy(),
    'POST /api/advancedqueries/run': { Schema: [{ Name: 'A', Type: 'String' }], Results: [{ A: CANARY }] },
  });
});
afterAll(() => gateway.close());

/** The line of the request with this id, once it is written. */
async function lineOf(requestId: string | null): Promise<Record<string, unknown>> {
  const find = () => gateway.logs.filter((line) => line.requestId === requestId);
  await until('the line of the request', () => find().length > 0);
  const lines = find();
  expect(lines).toHaveLength(1);
  return lines[0] ?? {};
}

describe('the log', () => {
  test('has one line for a request: its id, operation, outcome, time, caller and upstream cost', async () => {
    const token = tokenOf({ tid: '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11' });
    const { headers, extensions } = await gateway.send(token, 'query Newest { alerts { nodes { title } } }');
    const line = await lineOf(headers.get('x-request-id'));
    expect(line).toMatchObject({
      level: 30,
      operationName: 'Newest',
      outcome: 'ok',
      tenantId: '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11',
      credential: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      upstream: extensions.upstream,
    });
    expect(Number.isInteger(line.milliseconds)).toBe(true);
    expect(line.milliseconds).toBeLessThan(5_000);
  });

  test.each([
    ['an anonymous one', '{ alerts { nodes { title } } }', 'ok', 1],
    ['one that does not parse', '{ alerts {', 'GRAPHQL_PARSE_FAILED', 0],
    ['one that is not valid', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED', 0],
    ['one that Defender fails', '{ investigations { nodes { id } } }', 'UPSTREAM_ERROR', 1],
    ['one that breaks here', '{ machines { nodes { machineTags } } }', 'INTERNAL_SERVER_ERROR', 1],
  ])('has one for %s too', async (_, query, outcome, calls) => {
    const { headers } = await gateway.attempt(query);
    const line = await lineOf(headers.get('x-request-id'));
    expect(line).toMatchObject({ operationName: null, outcome, upstream: { calls } });
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
