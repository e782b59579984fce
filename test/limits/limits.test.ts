import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { documentLimitsRule } from '../../src/graphql/limits/document-limits.ts';
import { Limits } from '../../src/graphql/limits/limits.ts';
import { times } from './attack.ts';
import { DOCUMENT_ATTACKS } from './document-attacks.ts';
import { REQUEST_ATTACKS } from './request-attacks.ts';
import { startFakeGateway, withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

/** Milliseconds: ten of them on a quiet machine, while what is not refused keeps it busy for minutes. */
const AT_ONCE = 20_000;
/** What is refused with another status than 400: a client of persisted queries sends the text after it. */
const STATUSES: Readonly<Record<string, number>> = { PERSISTED_QUERY_NOT_SUPPORTED: 200 };
const ATTACKS = [...DOCUMENT_ATTACKS, ...REQUEST_ATTACKS];

describe('an attack', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({}, { INTROSPECTION: 'false' });
    // The first request compiles what later ones use.
    await gateway.run('{ viewer { name } }');
  });
  beforeEach(() => void gateway.api.calls.splice(0));
  afterAll(() => gateway.close());

  function send(body: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' };
    return fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  }

  test.each(ATTACKS.map((attack) => [attack.name, attack.code, attack] as const))(
    'by %s is refused with %s at once, in few words and without an upstream call',
    async (_, code, { query, variables, body = JSON.stringify({ query, variables }) }) => {
      const started = performance.now();
      const response = await send(body);
      const text = await response.text();
      expect(performance.now() - started).toBeLessThan(AT_ONCE);
      const { errors, ...rest } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
      // What breaks a limit may break the schema too.
      expect(errors.map(({ extensions }) => extensions.code)).toContain(code);
      expect(response.status).toBe(STATUSES[code] ?? (text.includes(' bytes; ') ? 413 : 400));
      // An operation of which a resolver ran would have data, be it null.
      expect(rest).not.toHaveProperty('data');
      expect(text.length).toBeLessThanOrEqual(1_024);
      expect(gateway.api.calls).toEqual([]);
    },
  );

  test('leaves the gateway as it was', async () => {
    await Promise.all(ATTACKS.map(({ query, variables, body }) => send(body ?? JSON.stringify({ query, variables }))));
    expect(({} as { w?: unknown }).w).toBeUndefined();
    await expect(gateway.run('{ viewer { mode } }')).resolves.toMatchObject({
      data: { viewer: { mode: 'PASSTHROUGH' } },
    });
    expect(gateway.logs.filter(({ level }) => level === 50)).toEqual([]);
  });
});

describe('a mutation document', () => {
  const schema = buildSchema('type Query { a: Int } type Mutation { isolate(id: Int): Int, release(id: Int): Int }');
  const limits = (text: string) =>
    validate(schema, parse(text), [documentLimitsRule(new Limits())]).map(({ message }) => message);

  test('may hold one field', () => {
    expect(limits('mutation { isolate(id: 1) }')).toEqual([]);
    expect(limits('mutation { __typename isolate(id: 1) ... { __typename } }')).toEqual([]);
    expect(limits('mutation { ...F } fragment F on Mutation { a: isolate(id: 1) }')).toEqual([]);
  });

  test.each([
    ['two fields', 'mutation { isolate release }'],
    ['one field twice', 'mutation { isolate isolate }'],
    ['two aliases', 'mutation { a: isolate(id: 1) b: isolate(id: 2) }'],
    ['a field and a fragment', 'mutation { isolate ...F } fragment F on Mutation { release }'],
    ['a fragment twice', 'mutation { ...F ... { ...F } } fragment F on Mutation { isolate }'],
    ['inline fragments', 'mutation { ... { a: isolate } ... on Mutation { ... { b: isolate } } }'],
    ['a field that is skipped', 'mutation { isolate release @skip(if: true) }'],
    ['two fields in its second operation', 'mutation A { isolate } mutation B { isolate release }'],
  ])('with %s is refused', (_, text) => {
    expect(limits(text)).toEqual([expect.stringContaining('may hold 1 field, this one holds 2')]);
  });
});

describe('introspection', () => {
  const schema = buildSchema('type Query { a: Int }');
  const limits = (text: string) =>
    validate(schema, parse(text), [documentLimitsRule(new Limits())]).map(({ message }) => message);
  const types = (selection: string) => `{ __schema { types { ${selection} } } }`;

  test.each([
    ['31 aliases', types(times(31, (n) => `a${n}: name`)), '31 aliases'],
    [
      '31 aliases in fragments',
      `{ __type(name: "Query") { fields { ...F ...G } } } fragment F on __Field { ${times(16, (n) => `a${n}: name`)} } fragment G on __Field { type { ${times(15, (n) => `b${n}: name`)} } }`,
      '31 aliases',
    ],
    ['31 directives', types(times(31, () => 'name @include(if: true)')), '31 directives'],
  ])('with %s is refused', (_, text, message) => {
    expect(limits(text)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    ['30 aliases', types(times(30, (n) => `a${n}: name`))],
    ['more levels than a query may have', types(`${'ofType { '.repeat(20)} name ${'}'.repeat(20)}`)],
  ])('with %s is let through', (_, text) => {
    expect(limits(text)).toEqual([]);
  });
});

describe('a big query that is meant well', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 100, alerts: 1_000 });
  });
  afterAll(() => gateway.close());

  test('is answered when it introspects the whole schema, as tools do', async () => {
    const options = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    };
    const { data } = await gateway.run<{ __schema: { types: object[] } }>(getIntrospectionQuery(options));
    expect(data.__schema.types.length).toBeGreaterThan(50);
  });

  test('is answered ten levels deep', async () => {
    const { data } = await gateway.run<{ alerts: { nodes: { machine: { alerts: object } | null }[] } }>(`{
      alerts(first: 3) { nodes { machine { alerts(first: 2) { nodes { machine { actions(first: 2) { nodes { machine {
        computerDnsName } } } } } } } } }
    }`);
    expect(data.alerts.nodes.some(({ machine }) => machine !== null)).toBe(true);
  });

  test('is answered with a thousand alerts, their evidence and their machines', async () => {
    const query = `query ($n: Int!) { alerts(first: $n) {
      edges { cursor node { title evidence { entityType sha1 } machine { computerDnsName } } }
    } }`;
    const { data } = await gateway.run<{ alerts: { edges: object[] } }>(query, { n: 1000 });
    expect(data.alerts.edges).toHaveLength(1000);
  });

  test.each([
    [
      '14 levels',
      '{ a: alerts(first: 1) { nodes { machine { alerts(first: 1) { nodes { machine { alerts(first: 1) { nodes { machine { alerts(first: 1) { nodes { machine { id } } } } } } } } } } } } }',
    ],
    [
      '30 aliases',
      `{ alerts(first: 1) { nodes { ${Array.from({ length: 30 }, (_, n) => `a${n}: title`).join(' ')} } } }`,
    ],
    ['30 directives', `{ alerts(first: 1) { nodes { ${'title @include(if: true) '.repeat(30)} } } }`],
    ['ten root fields', `{ ${Array.from({ length: 10 }, (_, n) => `v${n}: viewer { name }`).join(' ')} }`],
  ])('is answered with %s, which are the limit', async (_, query) => {
    await expect(gateway.run(query)).resolves.toMatchObject({ status: 200 });
  });
});

test('an argument that must have a value and gets none is named, with its place in the document', async () => {
  await withFakeGateway({}, async (gateway) => {
    const query = 'query ($q: KQL!, $p: [HuntingParameterInput!]) { hunt(query: $q, parameters: $p) { rowCount } }';
    const { status, errors } = await gateway.attempt(query, { q: 'DeviceInfo', p: null });
    expect([status, errors?.length]).toEqual([400, 1]);
    expect(errors?.[0]).toMatchObject({ locations: [{ line: 1 }], extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toMatch(/^Argument "parameters" of .*must not be null/);
  });
});
