import { upstreamFields, upstreamOperations } from '../../src/graphql/schema/upstream-directive.ts';
import type { Operation } from '../../src/rest/operation.ts';
import { DEFENDER, XDR } from '../../src/sandbox/wire/simulated-apis.ts';
import { createSchema } from '../../src/schema.ts';
import { GIVEN } from '../support/documents/given-arguments.ts';
import { queriesPerField } from '../support/documents/query-per-type.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startGateway, type TestGateway } from '../support/gateway/gateway.ts';
import { changeCases, documentOf } from '../support/mutations/mutation-cases.ts';

const schema = await createSchema();
const costly = upstreamFields<Operation>(schema);
const NODES = { 'Query.alert': 'id: "da-1"', 'Query.machine': `id: "${'1'.repeat(40)}"` };
const queries = queriesPerField(schema, { ...NODES, ...GIVEN }, 1, (coordinate) => costly.has(coordinate));
const changes = await changeCases();

let sandbox: Sandbox;
let gateway: TestGateway;
beforeAll(async () => {
  sandbox = await startSandbox({ machines: 30, alerts: 30, quirks: { limits: false } });
  // Its tenant is the only one that is served.
  const served = { ENTRA_TENANT_IDS: sandbox.tenant.tenantId };
  gateway = await startGateway(sandbox.url, { MAX_UPSTREAM_CALLS: '300', ...served });
});
beforeEach(() => void sandbox.requests.splice(0));
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
});

const aud = [DEFENDER.audience, XDR.audience];
const permissionsOf = (operations: Iterable<Operation>): string[] =>
  [...operations].flatMap(({ permissions }) => [...permissions.application]);
const everything = [...new Set(permissionsOf(upstreamOperations<Operation>(schema)))];
const tokenWith = (claims: Record<string, unknown>) => sandbox.mintToken('app', { aud, roles: everything, ...claims });

async function post(token: string | null, query: string, variables: object = {}): Promise<number> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  const body = JSON.stringify({ query, variables });
  return (await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body })).status;
}

test('there is a query for every field that costs calls, but for what no list leads to', () => {
  const types = new Set([...queries.keys()].map((coordinate) => coordinate.split('.')[0]));
  expect(queries.size).toBeGreaterThan(80);
  expect(types.size).toBeGreaterThan(20);
});

describe.each([
  ['no token', () => Promise.resolve(null)],
  ['an expired token', () => tokenWith({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['a token that is not valid yet', () => tokenWith({ nbf: Math.floor(Date.now() / 1000) + 3_600 })],
  ['a token of a tenant that is not served', () => tokenWith({ tid: '00000000-0000-0000-0000-000000000001' })],
])('with %s', (_, mint) => {
  test('every field is refused before any call', async () => {
    const token = await mint();
    for (const [coordinate, query] of queries)
      expect([coordinate, await post(token, query)]).toEqual([coordinate, 401]);
    expect(sandbox.requests).toEqual([]);
  });

  test('every change is refused before any call', async () => {
    const token = await mint();
    for (const [mutation, { input, select }] of changes) {
      const variables = { input: await input(sandbox) };
      sandbox.requests.splice(0);
      const status = await post(token, documentOf(mutation, select), variables);
      expect([mutation, status, sandbox.requests]).toEqual([mutation, 401, []]);
    }
  });
});

test('without the permission of a field it is refused, and its operation is not called', async () => {
  for (const [coordinate, query] of queries) {
    const operations = costly.get(coordinate)?.operations ?? [];
    const needed = new Set(permissionsOf(operations));
    // Its reading counterpart is allowed by the one that writes too.
    const roles = everything.filter((role) => !needed.has(role) && !needed.has(role.replace('ReadWrite', 'Read')));
    sandbox.requests.splice(0);
    const { errors = [] } = await gateway.send(await tokenWith({ roles }), query);
    const ids = new Set<string | null>(operations.map(({ id }) => id));
    const called = sandbox.requests.filter(({ operation }) => ids.has(operation));
    const isForbidden = errors.length === 0 || errors.some(({ extensions }) => extensions.code === 'FORBIDDEN');
    expect([coordinate, isForbidden, called]).toEqual([coordinate, true, []]);
  }
});
