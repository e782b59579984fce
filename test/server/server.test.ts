import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startFakeApi, type FakeApi } from '../support/fakes/fake-api.ts';
import { startGateway, type TestGateway } from '../support/gateway/gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';

interface Refusal {
  errors: { message: string; extensions: { code: string } }[];
}

const QUERY = JSON.stringify({ query: '{ alerts { nodes { title } } }' });
const ALERT = { id: 'da-1', title: 'Contoso beacon' };

let api: FakeApi;
let gateway: TestGateway;
beforeAll(async () => {
  api = await startFakeApi({ 'GET /api/alerts': { value: [ALERT] } });
  gateway = await startGateway(api.url, {
    CACHE_MEGABYTES: '0',
    CORS_ORIGINS: 'https://soc.contoso.com',
    INTROSPECTION: 'false',
  });
});
beforeEach(() => void api.calls.splice(0));
afterAll(async () => {
  await gateway.close();
  expect(api.unexpected).toEqual([]);
  await api.close();
});

/** POST /graphql with a good token and query, but for what is given; a header set to '' is left out. */
function post(headers: Record<string, string> = {}, body: string | Buffer = QUERY): Promise<Response> {
  const all = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf({})}`, ...headers };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  return fetch(`${gateway.url}/graphql`, { method: 'POST', headers: sent, body });
}

/** Sends bytes that no HTTP client would. */
async function raw(text: string): Promise<string> {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.end(text);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

async function expectRefusal(response: Response, status: number, code: string): Promise<string> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const text = await response.text();
  const { errors } = JSON.parse(text) as Refusal;
  expect(errors).toHaveLength(1);
  expect(errors[0]?.extensions.code).toBe(code);
  expect(text).not.toMatch(/node_modules|\.[jt]s:\d|\bat \/|\/src\/|\/dist\//);
  expect(api.calls).toEqual([]);
  return errors[0]?.message ?? '';
}

describe('a caller without a usable token', () => {
  const now = Math.floor(Date.now() / 1000);
  const callers: [string, string, string][] = [
    ['no header', '', 'Bearer'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 'Bearer error="invalid_request"'],
    ['a malformed token', 'Bearer a b', 'Bearer error="invalid_request"'],
    ['an expired token', `Bearer ${tokenOf({ exp: now - 1 })}`, 'Bearer error="invalid_token"'],
    [
      'a token for another API',
      `Bearer ${tokenOf({ aud: 'https://graph.microsoft.com' })}`,
      'Bearer error="invalid_token"',
    ],
  ];
  const bodies: [string, string, string][] = [
    ['a query', 'application/json', QUERY],
    ['broken JSON', 'application/json', '{"query":'],
    ['broken GraphQL', 'application/json', JSON.stringify({ query: '{{{{' })],
    ['text', 'text/plain', QUERY],
    ['more than the largest body', 'application/json', 'x'.repeat(200_000)],
  ];
  test.each(callers.flatMap((caller) => bodies.map((body) => [...caller, ...body])))(
    'who sends %s (%s) is challenged with %s, whatever the body (%s)',
    async (_, authorization, challenge, __, type, body) => {
      const response = await post({ authorization: authorization ?? '', 'content-type': type ?? '' }, body);
      expect(response.headers.get('www-authenticate')).toBe(challenge);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const message = await expectRefusal(response, 401, 'UNAUTHENTICATED');
      expect(message).toContain(authorization === '' ? 'Send a token' : 'oken');
    },
  );

  test('is answered before the body has arrived', async () => {
    const head = 'POST /graphql HTTP/1.1\r\nhost: gateway\r\ncontent-type: application/json\r\ncontent-length: 50';
    await expect(raw(`${head}\r\nconnection: close\r\n\r\n`)).resolves.toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('POST /graphql', () => {
  test.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['application/json;charset=UTF-8'],
    ['Application/JSON; charset="utf-8"'],
  ])('takes %s', async (type) => {
    const response = await post({ 'content-type': type });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { alerts: { nodes: [{ title: ALERT.title }] } } });
    expect(api.calls).toHaveLength(1);
  });

  test.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/mixed; boundary=x'],
    ['multipart/form-data'],
    ['application/graphql'],
    ['application/json; charset=utf-7'],
    ['application/json; charset=latin1'],
    ['application/json; charset=utf-8; charset=utf-7'],
    ['application/jsonp'],
  ])('refuses a body of type %s', async (type) => {
    await expectRefusal(await post({ 'content-type': type }), 415, 'BAD_REQUEST');
  });

  test('refuses a body without a type', async () => {
    const response = await post({ 'content-type': '' }, Buffer.from(QUERY));
    await expectRefusal(response, 415, 'BAD_REQUEST');
  });

  test('takes a body of 1 MB and refuses a larger one', async () => {
    const padded = (length: number): string => QUERY.padEnd(length, ' ');
    expect((await post({}, padded(1024 * 1024))).status).toBe(200);
    api.calls.splice(0);
    await expectRefusal(await post({}, padded(1024 * 1024 + 1)), 413, 'BAD_REQUEST');
  });

  test('refuses a compressed body, so that a small one cannot become a large one', async () => {
    const bomb = gzipSync(QUERY.padEnd(40_000_000, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    await expectRefusal(await post({ 'content-encoding': 'gzip' }, bomb), 415, 'BAD_REQUEST');
  });

  test.each([
    ['broken JSON', '{"query":"{ alerts'],
    ['no JSON', 'query { alerts }'],
    ['nothing', ''],
    ['a list of requests', `[${QUERY},${QUERY}]`],
    ['no query', '{}'],
    ['null', 'null'],
    ['a query that is no text', '{"query":{"kind":"Document"}}'],
    ['variables that are a list', '{"query":"{ __typename }","variables":[1]}'],
    ['variables that are text', '{"query":"{ __typename }","variables":"{}"}'],
    ['a key that would reach every object', `{"__proto__":{"a":1},${QUERY.slice(1)}`],
  ])('answers a body that is %s with a short JSON error', async (_, body) => {
    expect((await expectRefusal(await post({}, body), 400, 'BAD_REQUEST')).length).toBeLessThan(500);
  });

  test('gives every answer an id of its own, which the log has too', async () => {
    const [first, second] = await Promise.all([post(), post({ 'x-request-id': 'not a word' })]);
    const ids = [first, second].map(({ headers }) => headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const logged = gateway.logs.map(({ requestId }) => requestId);
    expect(logged).toEqual(expect.arrayContaining(ids));
    const refused = await post({ authorization: '' });
    expect(refused.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('other requests', () => {
  test.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'])('%s /graphql is not allowed', async (method) => {
    const query = method === 'GET' ? `?query=${encodeURIComponent('{ __typename }')}` : '';
    const authorization = `Bearer ${tokenOf({})}`;
    const response = await fetch(`${gateway.url}/graphql${query}`, { method, headers: { authorization } });
    expect(response.headers.get('allow')).toBe('POST');
    if (method === 'HEAD') expect(response.status).toBe(405);
    else await expectRefusal(response, 405, 'BAD_REQUEST');
  });

  test.each(['/graphql/', '/api/alerts', '/sandbox/token', '/', '/..%2f..%2fetc%2fpasswd', '/%zz'])(
    'for %s are answered with a JSON error',
    async (path) => {
      const response = await fetch(gateway.url + path);
      await expectRefusal(response, path === '/%zz' ? 400 : 404, path === '/%zz' ? 'BAD_REQUEST' : 'NOT_FOUND');
    },
  );

  test('find the gateway live and ready without a token', async () => {
    const [live, ready] = await Promise.all(['live', 'ready'].map((name) => fetch(`${gateway.url}/health/${name}`)));
    expect([live?.status, await live?.json()]).toEqual([200, { status: 'live' }]);
    expect([ready?.status, await ready?.json()]).toEqual([200, { status: 'ready' }]);
  });
});

describe('a page of another origin', () => {
  function preflight(origin: string): Promise<Response> {
    const asked = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
    return fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers: { origin, ...asked } });
  }

  test('may call when its origin is listed', async () => {
    const { status, headers } = await preflight('https://soc.contoso.com');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://soc.contoso.com');
    expect(headers.get('access-control-allow-methods')).toBe('POST');
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await post({ origin: 'https://soc.contoso.com' });
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://soc.contoso.com');
    expect(answer.headers.get('vary')).toMatch(/origin/i);
    expect(answer.headers.get('access-control-expose-headers')).toBe('x-request-id, www-authenticate, retry-after');
  });

  test.each([
    'https://soc.contoso.com.fabrikam.example',
    'https://evil.soc.contoso.com',
    'http://soc.contoso.com',
    'https://soc.contoso.com:8443',
    'null',
  ])('is not let in from %s', async (origin) => {
    expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    expect((await post({ origin })).headers.get('access-control-allow-origin')).toBeNull();
  });
});
