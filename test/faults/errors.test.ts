import type { ServerResponse } from 'node:http';
import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import { startFakeGateway, withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startGateway, type Answer } from '../support/gateway/gateway.ts';

const CANARY = 'canary-of-contoso';
const TARGET = '5b0c8f3e-1f0a-4c57-9f5b-2d7a0c1e9b44';
const SAID = `Tenant ${CANARY} said no`;
const QUERY = '{ alert(id: "a-1") { title } }';

/** Answers with a status, headers and a body as they are. */
function answer(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (_: ApiCall, response: ServerResponse) => void response.writeHead(status, headers).end(body);
}

function vendorFault(code: string): string {
  return JSON.stringify({ error: { code, message: `Tenant ${CANARY} said no`, target: TARGET, innerError: CANARY } });
}

const replies: Record<string, Reply> = {};
let gateway: FakeGateway;
let reticent: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway(replies);
  reticent = await startFakeGateway(replies, { INTROSPECTION: 'false' });
});
beforeEach(() => {
  for (const path of Object.keys(replies)) delete replies[path];
  gateway.logs.splice(0);
});
afterAll(async () => {
  await Promise.all([gateway.close(), reticent.close()]);
  expect([...gateway.api.unexpected, ...reticent.api.unexpected]).toEqual([]);
});

/** The only error of an answer, checked to be the only place that says anything, and to say nothing internal. */
function onlyError(
  { data, errors, extensions }: Answer<unknown>,
  canary = CANARY,
): { message: string; extensions: Record<string, unknown> } {
  expect(errors).toHaveLength(1);
  const text = JSON.stringify({ data, errors });
  if (canary !== '') expect(text).not.toContain(canary);
  expect(text).not.toMatch(/node_modules|stack|\.[jt]s:\d|127\.0\.0\.1|ECONN/);
  for (const count of Object.values(extensions.upstream)) expect(Number.isInteger(count)).toBe(true);
  const [error] = errors ?? [];
  if (error === undefined) throw new Error('There is no error.');
  return error;
}

describe('an answer of Defender that is', () => {
  const failures: [string, Reply, Record<string, unknown>][] = [
    [
      '429 with a time',
      answer(429, vendorFault('TooManyRequests'), { 'retry-after': '170' }),
      { code: 'RATE_LIMITED', retryAfter: 170, correlationId: TARGET },
    ],
    [
      '429 without one',
      answer(429, vendorFault('TooManyRequests')),
      { code: 'RATE_LIMITED', retryAfter: 60, correlationId: TARGET },
    ],
    ['401', answer(401, vendorFault('Unauthorized')), { code: 'UNAUTHENTICATED', correlationId: TARGET }],
    [
      '403',
      answer(403, vendorFault('Forbidden')),
      {
        code: 'FORBIDDEN',
        correlationId: TARGET,
        permission: 'Alert.Read.All (application) or Alert.Read (delegated)',
      },
    ],
    [
      '400 for a value',
      answer(400, vendorFault('InvalidInput')),
      { code: 'BAD_USER_INPUT', correlationId: TARGET, vendorMessage: SAID },
    ],
    [
      '400 for the query',
      answer(400, vendorFault('BadRequest')),
      { code: 'UPSTREAM_ERROR', correlationId: TARGET, vendorMessage: SAID },
    ],
    ['500', answer(500, vendorFault('InternalServerError')), { code: 'UPSTREAM_ERROR', correlationId: TARGET }],
    ['502 in HTML', answer(502, `<html>${CANARY} node 7</html>`), { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 10 }],
    ['503', answer(503, ''), { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 10 }],
    ['504', answer(504, CANARY), { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 10 }],
    ['200 in HTML', answer(200, `<html>${CANARY}</html>`), { code: 'UPSTREAM_ERROR' }],
    ['200 cut short', answer(200, '{"id":"a-1"', { 'content-length': '11' }), { code: 'UPSTREAM_ERROR' }],
    ['a redirect', answer(302, '', { location: `http://${CANARY}.example/` }), { code: 'UPSTREAM_ERROR' }],
    ['a broken connection', (_, response) => void response.socket?.resetAndDestroy(), { code: 'UPSTREAM_UNAVAILABLE' }],
  ];
  test.each(failures)('%s becomes one error with the contract’s code', async (what, reply, extensions) => {
    // A gateway of its own each time: failures of one tenant would soon stop all its calls.
    await withFakeGateway({ 'GET /api/alerts/a-1': reply }, async (failing) => {
      const received = await failing.attempt(QUERY);
      const refused = extensions.code === 'UNAUTHENTICATED';
      expect(received.status).toBe(refused ? 401 : 200);
      expect(received.headers.get('www-authenticate')).toBe(refused ? 'Bearer error="invalid_token"' : null);
      expect(received.data).toEqual({ alert: null });
      // A 400 is explained to the caller, who is to mend it.
      expect(onlyError(received, what.startsWith('400') ? '' : CANARY).extensions).toEqual(extensions);
      // What may pass is asked for twice more.
      expect(received.extensions.upstream).toMatchObject({ calls: /^50|broken/.test(what) ? 3 : 1 });
      // A failure of Defender is an expected outcome, no fault of the gateway.
      expect(failing.logs.filter(({ level }) => level === 50)).toEqual([]);
    });
  });

  test('a refusal of a hunt’s text becomes an error with Defender’s explanation, cut to 500 characters', async () => {
    const explanation = `Fix semantic errors in your query. 'DeviceInof' is no table. ${'x'.repeat(600)}`;
    const body = JSON.stringify({ error: { code: 'BadRequest', message: explanation, target: TARGET } });
    replies['POST /api/advancedqueries/run'] = answer(400, body);
    const error = onlyError(await gateway.attempt('{ hunt(query: "DeviceInof") { rowCount } }'));
    expect(error.message).toBe(explanation.slice(0, 500));
    const vendorMessage = explanation.slice(0, 500);
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT', correlationId: TARGET, vendorMessage });
  });

  test('a failure of a hunt with another status explains nothing', async () => {
    replies['POST /api/advancedqueries/run'] = answer(500, vendorFault('InternalServerError'));
    const error = onlyError(await gateway.attempt('{ hunt(query: "DeviceInfo") { rowCount } }'));
    expect(error.extensions.code).toBe('UPSTREAM_ERROR');
  });
});

test('an error that nobody expected is masked for the caller and logged once with its stack', async () => {
  const broken = (): Promise<never> => Promise.reject(new Error(`The store of ${CANARY} is broken.`));
  const quotaStore = {
    tryAcquire: broken,
    refund: broken,
    wait: broken,
    blockFor: broken,
    learnLimit: broken,
    recordDuration: broken,
    usage: broken,
  };
  const failing = await startGateway(gateway.api.url, {}, {}, Date.now, { quotaStore });
  const error = onlyError(await failing.send('an-opaque-token', QUERY));
  expect(error.message).toBe('Something went wrong here.');
  expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) as string });
  const logged = failing.logs.filter(({ level }) => level === 50);
  expect(logged).toHaveLength(1);
  expect(logged[0]?.err).toMatchObject({ stack: expect.stringContaining('at ') as string });
  await failing.close();
});

describe('a document at fault', () => {
  const faults: [string, string, Record<string, unknown>, string][] = [
    ['that does not parse', '{ alerts {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['that is empty', ' ', {}, 'GRAPHQL_PARSE_FAILED'],
    ['with an unknown field', '{ alrts { nodes { title } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with two operations and no name',
      'query A { __typename } query B { __typename }',
      {},
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['without its variable', 'query ($id: ID!) { alert(id: $id) { title } }', {}, 'BAD_USER_INPUT'],
    ['asking for too much', '{ alerts(first: 1001) { nodes { title } } }', {}, 'BAD_USER_INPUT'],
    ['with a foreign cursor', '{ alerts(after: "abc") { nodes { title } } }', {}, 'BAD_CURSOR'],
  ];
  test.each(faults)('%s is told so, with a code and the cost of nothing', async (_, query, variables, code) => {
    const received = await reticent.attempt(query, variables);
    expect(onlyError(received).extensions).toEqual({ code });
    expect(received.extensions.upstream).toEqual({ calls: 0, cacheHits: 0, coalesced: 0, waitedMs: 0 });
    expect(reticent.logs.filter(({ level }) => level === 50)).toEqual([]);
  });

  const typos: [string, string, Record<string, unknown>][] = [
    ['alerts', '{ alrts { nodes { title } } }', {}],
    ['title', '{ alerts { nodes { titl } } }', {}],
    ['first', '{ alerts(frst: 1) { nodes { title } } }', {}],
    ['machine {', '{ alerts { nodes { machine } } }', {}],
    ['HIGH', '{ alerts(where: { severity: { eq: HGH } }) { nodes { title } } }', {}],
    ['MachineAction', '{ alerts { nodes { ... on MachineActio { id } } } }', {}],
    ['AlertWhere', 'query ($w: AlertWhre) { alerts(where: $w) { nodes { title } } }', {}],
    ['HIGH', 'query ($w: AlertWhere) { alerts(where: $w) { nodes { title } } }', { w: { severity: { eq: 'HGH' } } }],
    [
      'severity',
      'query ($w: AlertWhere) { alerts(where: $w) { nodes { title } } }',
      { w: { sverity: { eq: 'HIGH' } } },
    ],
    ['include', '{ alerts { nodes { title @inclde(if: true) } } }', {}],
  ];
  test.each(typos)('is not offered %s where introspection is off: %s %j', async (name, query, variables) => {
    const received = await reticent.attempt(query, variables);
    expect(received.status).toBe(400);
    const text = JSON.stringify(received.errors);
    expect(text).not.toMatch(/did you mean/i);
    expect(text).not.toContain(name);
  });
});

describe('the value of a variable', () => {
  const ALERTS =
    'query ($w: AlertWhere, $n: Int, $a: String) { alerts(where: $w, first: $n, after: $a) { nodes { title } } }';
  const values: [string, string, Record<string, unknown>][] = [
    ['text for a number', ALERTS, { n: CANARY }],
    ['an unknown name of an enum', ALERTS, { w: { severity: { eq: CANARY } } }],
    ['several values of an enum', ALERTS, { w: { severity: { in: ['HIGH', `a; b ${CANARY}; c`] } } }],
    ['text for an object', ALERTS, { w: `x; ${CANARY}` }],
    ['an object for text', ALERTS, { a: { b: CANARY } }],
    ['a list for text', ALERTS, { a: [CANARY] }],
    ['text that imitates an error', ALERTS, { n: `"; Expected type "Int". ${CANARY}; Expected type "Int".` }],
    ['text that is no date', ALERTS, { w: { alertCreationTime: { gt: CANARY } } }],
    ['a cursor nobody made', ALERTS, { a: CANARY }],
    ['an id that leaves its path', 'query ($i: ID!) { alert(id: $i) { title } }', { i: `../${CANARY}` }],
    ['an object for an id', 'query ($i: ID!) { alert(id: $i) { title } }', { i: { a: CANARY } }],
    ['a blank hunt', 'query ($q: KQL!) { hunt(query: $q) { rowCount } }', { q: [CANARY] }],
  ];
  test.each(values)('is not repeated by an error: %s', async (_, query, variables) => {
    for (const each of [gateway, reticent]) {
      const { message, extensions } = onlyError(await each.attempt(query, variables));
      expect(['BAD_USER_INPUT', 'BAD_CURSOR']).toContain(extensions.code);
      expect(message.length).toBeGreaterThan(20);
    }
  });

  test('is blamed by the variable’s name, the place in it and the type expected', async () => {
    const { message } = onlyError(await gateway.attempt(ALERTS, { w: { severity: { in: ['HIGH', CANARY] } } }));
    expect(message).toBe(
      'Variable "$w" got an invalid value at "w.severity.in[1]"; The value does not exist in "AlertSeverity" enum; one that this version does not know goes as the vendor’s own word in eqRaw, neRaw, inRaw, severityRaw.',
    );
  });
});
