import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jumpingClock, type JumpingClock } from '../support/clocks/jumping-clock.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';

const ALERTS = 'query Alerts($first: Int) { alerts(first: $first) { nodes { alertId title } } }';
const VIEWER = 'query Viewer { viewer { mode } }';
const CHANGE = 'mutation Close { updateAlert(input: { alertId: "da1", status: RESOLVED }) { alert { alertId } } }';
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const replies = { 'GET /api/alerts': { value: [{ id: 'da1', title: 'A title', machineId: 'a1' }] } };
let folder: string;
let gateway: FakeGateway;
let clock: JumpingClock;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'persisted-get-'));
  const operations = [ALERTS, VIEWER, CHANGE].map((body) => ({ id: sha256(body), name: 'x', type: 'x', body }));
  const manifest = join(folder, 'manifest.json');
  await writeFile(manifest, JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }));
  gateway = await startFakeGateway(replies, { PERSISTED_OPERATIONS: manifest, CORS_ORIGINS: 'http://localhost:5173' });
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});
let tokens = 0;
let authorization = '';
beforeEach(() => {
  clock = jumpingClock();
  authorization = `Bearer ${tokenOf({ tid: FAKE_TENANT, jti: `get-${(tokens += 1)}` })}`;
  gateway.api.calls.length = 0;
});
afterEach(() => clock.stop());

interface Body {
  data?: object | null;
  errors?: { extensions: { code: string } }[];
  extensions?: { upstream: { calls: number; cacheHits: number } };
}

async function get(parameters: Record<string, unknown>, headers: Record<string, string> = { authorization }) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    search.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const response = await fetch(`${gateway.url}/graphql?${search.toString()}`, { headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

const byHash = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } } });
const ROWS = { alerts: { nodes: [{ alertId: 'da1', title: 'A title' }] } };

/** As Apollo Client 4 sends a hashed query with `useGETForHashedQueries` from a page of another origin. */
const APOLLO = () => ({
  accept: 'application/graphql-response+json,application/json;q=0.9',
  'content-type': 'application/json',
  'apollographql-client-name': 'triage',
  'apollographql-client-version': '1.0',
  origin: 'http://localhost:5173',
  authorization,
});

describe('a GET of a persisted query', () => {
  test.each([
    ['documentId', { documentId: sha256(ALERTS), variables: { first: 3 } }],
    ['its hash, as Apollo Client sends it', { operationName: 'Alerts', variables: { first: 3 }, ...byHash(ALERTS) }],
  ])('is answered by %s', async (_, parameters) => {
    const { status, body, headers } = await get(parameters, APOLLO());
    expect([status, body.data]).toEqual([200, ROWS]);
    expect(headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    // A row more tells whether there is a next page.
    expect(gateway.api.calls[0]?.query.get('$top')).toBe('4');
  });

  test('may be kept by the one browser as long as the gateway itself keeps it', async () => {
    const first = await get({ documentId: sha256(ALERTS) });
    expect(first.headers.get('cache-control')).toMatch(/^private, max-age=(9|10)$/);
    expect(first.headers.get('vary')?.toLowerCase()).toContain('authorization, accept, x-tenant-id, x-dry-run');
    clock.jump(4_500);
    const again = await get({ documentId: sha256(ALERTS) });
    expect(again.body.extensions?.upstream).toMatchObject({ calls: 0, cacheHits: 1 });
    expect(again.headers.get('cache-control')).toMatch(/^private, max-age=[45]$/);
  });

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['that tells of the caller', { documentId: sha256(VIEWER) }, {}],
    ['that is fresh on demand', { documentId: sha256(ALERTS) }, { 'cache-control': 'no-cache' }],
    ['that is a price', { documentId: sha256(ALERTS) }, { 'x-dry-run': 'true' }],
  ])('is not kept %s', async (_, parameters, headers) => {
    const { status, headers: answered } = await get(parameters, { authorization, ...headers });
    expect([status, answered.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test('needs a token, as any request does', async () => {
    const { status, headers } = await get({ documentId: sha256(ALERTS) }, {});
    expect([status, headers.get('cache-control')]).toEqual([401, 'no-store']);
  });
});

test.each<[string, Record<string, unknown>, number, string | null]>([
  ['a mutation', { documentId: sha256(CHANGE) }, 405, 'POST'],
  ['a query as text', { query: VIEWER }, 405, 'POST'],
  ['a query as text beside its hash', { query: VIEWER, ...byHash(VIEWER) }, 405, 'POST'],
  ['nothing', {}, 405, 'POST'],
  ['an unknown id', { documentId: sha256('unknown') }, 400, null],
  ['variables that are no object', { documentId: sha256(ALERTS), variables: '[1]' }, 400, null],
  ['variables that are nested deep', { documentId: sha256(ALERTS), variables: '{"a":'.repeat(200) }, 400, null],
])('a GET of %s is refused, and costs no call', async (_, parameters, status, allow) => {
  const refused = await get(parameters);
  expect([refused.status, refused.headers.get('allow')]).toEqual([status, allow]);
  expect([refused.headers.get('cache-control'), refused.body.errors?.length]).toEqual(['no-store', 1]);
  expect(gateway.api.calls).toEqual([]);
});

test('an unknown hash is told so that Apollo Client sends the document', async () => {
  const { body } = await get(byHash('{ unknown }'));
  expect(body.errors?.[0]?.extensions.code).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
});
