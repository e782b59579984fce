import { globalId } from '../../src/graphql/node/node.ts';
import { FAKE_TENANT, startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { GraphqlError } from '../support/gateway/gateway.ts';

interface DryRun {
  status: number;
  headers: Headers;
  body: {
    data?: unknown;
    errors?: GraphqlError[];
    extensions: {
      plan?: { calls: number; limit: number; allowed: boolean; remedy: string | null; fields: object[] };
      upstream: object;
    };
  };
}

const NOTHING = { calls: 0, cacheHits: 0, coalesced: 0, waitedMs: 0 };
const ORIGIN = 'https://soc.contoso.com';

describe('a dry run', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({ 'GET /api/alerts': { value: [] } }, { CORS_ORIGINS: ORIGIN });
  });
  beforeEach(() => void gateway.api.calls.splice(0));
  afterAll(() => gateway.close());

  async function ask(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = { 'x-dry-run': 'true' },
  ): Promise<DryRun> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as DryRun['body'] };
  }

  test('answers with the price and the plan, operation by operation, and runs nothing', async () => {
    const query = `query ($n: Int, $not: Boolean!) {
      alerts(first: $n) { nodes { title machine { software @skip(if: $not) { totalCount } } evidence { sha1 } } }
      own: machine(id: "m-1") { logonUsers { totalCount } }
    }`;
    const { status, headers, body } = await ask(query, { n: 120, not: true });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      data: null,
      extensions: {
        plan: {
          calls: 7,
          limit: 60,
          allowed: true,
          remedy: null,
          fields: [
            { field: 'alerts', operation: 'listAlerts', calls: 1 },
            { field: 'alerts.nodes.machine', operation: 'getMachine', calls: 2 },
            { field: 'alerts.nodes.evidence', operation: 'listAlerts', calls: 2 },
            { field: 'own', operation: 'getMachine', calls: 1 },
            { field: 'own.logonUsers', operation: 'listMachineLogonUsers', calls: 1 },
          ],
        },
        upstream: NOTHING,
      },
    });
    expect(gateway.api.calls).toEqual([]);
  });

  test('over the price is no error: it tells so, and what the query itself would be told', async () => {
    const query = '{ machines(first: 100) { nodes { software { totalCount } } } }';
    const [dry, wet] = [await ask(query), await ask(query, {}, {})];
    expect(dry.status).toBe(200);
    expect(dry.body.errors).toBeUndefined();
    expect(dry.body.extensions.plan).toMatchObject({ calls: 101, limit: 60, allowed: false });
    expect(dry.body.extensions.plan?.remedy).toContain('with `machines(first: 59)` it would pass.');
    expect(wet.status).toBe(400);
    expect(wet.body.errors?.[0]?.message).toBe(dry.body.extensions.plan?.remedy);
    expect(wet.body.extensions.plan).toBeUndefined();
    expect(gateway.api.calls).toEqual([]);
  });

  test('of objects by global id counts them by their types', async () => {
    const id = (type: string, key: string) => globalId(type, FAKE_TENANT, key);
    const ids = [id('Alert', 'a-1'), id('File', 'f-1'), id('Alert', 'a-2'), id('File', 'f-2'), id('Ip', '10.0.0.1')];
    const query = `query ($ids: [ID!]!, $id: ID!) {
      nodes(ids: $ids) { ... on Alert { machine { id } } }
      node(id: $id) { ... on User { accountName } }
      none: node(id: "nonsense") { id }
    }`;
    const { body } = await ask(query, { ids, id: id('User', 'j.doe') });
    expect(body.extensions.plan?.fields).toEqual([
      { field: 'nodes', operation: 'getAlert', calls: 1 },
      { field: 'nodes.machine', operation: 'getMachine', calls: 1 },
      { field: 'nodes', operation: 'getFile', calls: 2 },
      { field: 'node', operation: 'getUser', calls: 1 },
    ]);
  });

  test('of what costs nothing says so', async () => {
    const { body } = await ask('{ __typename viewer { name } }');
    expect(body.data).toBeNull();
    expect(body.extensions.plan).toEqual({ calls: 0, limit: 60, allowed: true, remedy: null, fields: [] });
  });

  test.each([
    ['that does not parse', '{ alerts {', {}, 'GRAPHQL_PARSE_FAILED'],
    ['that does not fit the graph', '{ alrts { nodes { id } } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with more objects than allowed',
      '{ alerts(first: 1000) { nodes { machine { alerts(first: 1000) { nodes { id } } } } } }',
      {},
      'QUERY_LIMIT_EXCEEDED',
    ],
    ['without its variable', 'query ($id: ID!) { alert(id: $id) { title } }', {}, 'BAD_USER_INPUT'],
    [
      'with a variable of the wrong type',
      'query ($n: Int) { alerts(first: $n) { nodes { id } } }',
      { n: 'secret-of-contoso' },
      'BAD_USER_INPUT',
    ],
  ])('of a document %s is refused like the document', async (_, query, variables, code) => {
    const [dry, wet] = [await ask(query, variables), await ask(query, variables, {})];
    expect(dry.status).toBe(400);
    expect(dry.body.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect([dry.status, dry.body.errors]).toEqual([wet.status, wet.body.errors]);
    expect(dry.body).not.toHaveProperty('data');
    expect(gateway.api.calls).toEqual([]);
    expect(gateway.logs.filter(({ level }) => level === 50)).toEqual([]);
  });

  test.each(['false', ' false '])('is none where the header says %j', async (value) => {
    // Not an answer that is kept from before.
    const headers = { 'x-dry-run': value, 'cache-control': 'no-cache' };
    const { body } = await ask('{ alerts { nodes { id } } }', {}, headers);
    expect(body.data).toEqual({ alerts: { nodes: [] } });
    expect(body.extensions).not.toHaveProperty('plan');
    expect(gateway.api.calls).toHaveLength(1);
  });

  test.each(['yes', '1', 'TRUE', 'true, true'])('is refused where the header says %j: nothing runs', async (value) => {
    const { status, body } = await ask('{ alerts { nodes { id } } }', {}, { 'x-dry-run': value });
    expect(status).toBe(400);
    expect(body.errors).toMatchObject([
      { message: 'The header x-dry-run takes true or false.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(gateway.api.calls).toEqual([]);
  });

  test('may be asked for by pages of the origins allowed, as may fresh data', async () => {
    const asked = 'authorization,content-type,x-dry-run,cache-control';
    const { headers } = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': asked },
    });
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN);
    const allowed = headers.get('access-control-allow-headers')?.split(/, */) ?? [];
    expect(allowed).toEqual(expect.arrayContaining(asked.split(',')));
  });
});
