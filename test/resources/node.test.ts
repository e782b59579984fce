import { globalId } from '../../src/graphql/node/node.ts';
import { upstreamOperations } from '../../src/graphql/schema/upstream-directive.ts';
import { createSchema } from '../../src/schema.ts';
import { FAKE_TENANT, startFakeGateway, withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { firstOf, upstreamOf } from '../support/fakes/upstream.ts';
import type { Tenant } from '../../src/sandbox/tenant/tenant.ts';

const OTHER_TENANT = '0b8f6a7e-5d4c-4b3a-9281-706f5e4d3c2b';

describe('node', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 120, alerts: 500, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());
  const idOf = (type: string, key: string) => globalId(type, gateway.sandbox.tenantId, key);
  const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';

  // By application, as the page on single users knows no delegated permission.
  test.each<[string, (tenant: Tenant) => string, string[]]>([
    ['Alert', ({ alerts }) => firstOf(alerts).id, ['getAlert']],
    ['Machine', ({ machines }) => firstOf(machines).id, ['getMachine']],
    ['MachineAction', ({ actions }) => firstOf(actions).id, ['getMachineAction']],
    ['Investigation', ({ investigations }) => firstOf(investigations).id, ['getInvestigation']],
    ['Indicator', ({ indicators }) => firstOf(indicators).id, ['listIndicators']],
    ['File', ({ files }) => firstOf(files).sha1, ['getFile']],
    ['User', ({ users }) => firstOf(users).id, ['getUser']],
    ['Software', ({ software }) => firstOf(software).id, ['getSoftware']],
    ['Vulnerability', ({ vulnerabilities }) => firstOf(vulnerabilities).id, ['getVulnerability']],
    ['Recommendation', ({ recommendations }) => firstOf(recommendations).id, ['getRecommendation']],
    ['LibraryFile', ({ library }) => firstOf(library).fileName, ['listLibraryFiles']],
    [
      'RemediationTask',
      ({ vulnerabilityManagement }) => firstOf(vulnerabilityManagement.remediation.tasks).id,
      ['getRemediationTask'],
    ],
    ['Domain', () => 'bücher.example', []],
    ['Ip', () => '2001:db8::7', []],
  ])('fetches a %s by its global id and answers with the same id', async (type, keyOf, operations) => {
    const id = idOf(type, keyOf(gateway.sandbox.tenant));
    const asked = await upstreamOf(gateway.sandbox, () => gateway.run<object>(NODE, { id }, 'app'));
    expect(asked.answer.data).toEqual({ node: { __typename: type, id } });
    expect(asked.operations).toEqual(operations);
  });

  test('covers every type that says it is a Node', async () => {
    interface Data {
      __type: { possibleTypes: { name: string }[] };
    }
    const { data } = await gateway.run<Data>('{ __type(name: "Node") { possibleTypes { name } } }');
    for (const { name } of data.__type.possibleTypes) {
      // Incidents are of another API, which takes tokens of its own.
      const { sandbox } = gateway;
      const token = await (name === 'Incident' ? sandbox.mintXdrToken('app') : sandbox.mintToken('app'));
      const { errors } = await gateway.send(token, NODE, { id: idOf(name, '0'.repeat(40)) });
      expect({ name, codes: errors?.map(({ extensions }) => extensions.code) }).toEqual({ name, codes: undefined });
    }
    expect(data.__type.possibleTypes.length).toBeGreaterThanOrEqual(12);
  });

  test('is null where the object is gone', async () => {
    const { data } = await gateway.run<object>(NODE, { id: idOf('Machine', 'f'.repeat(40)) });
    expect(data).toEqual({ node: null });
  });

  test.each<[string, () => string, string]>([
    ['the vendor’s own id', () => firstOf(gateway.sandbox.tenant.machines).id, 'BAD_USER_INPUT'],
    ['text that decodes to nothing', () => 'not an id at all', 'BAD_USER_INPUT'],
    ['an empty text', () => '', 'BAD_USER_INPUT'],
    ['the id of a type that is no Node', () => idOf('MissingKb', '5049999'), 'BAD_USER_INPUT'],
    ['the id of a name that every object has', () => idOf('constructor', 'x'), 'BAD_USER_INPUT'],
    ['the id of another tenant', () => globalId('Machine', OTHER_TENANT, 'f'.repeat(40)), 'FORBIDDEN'],
    ['an id whose key leaves its path segment', () => idOf('Machine', '../alerts/x'), 'BAD_USER_INPUT'],
  ])('refuses %s before any call', async (_, id, code) => {
    const { answer, calls } = await upstreamOf(gateway.sandbox, () => gateway.attempt(NODE, { id: id() }));
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions])).toEqual([[['node'], { code }]]);
    expect(answer.data).toEqual({ node: null });
    expect(calls).toEqual([]);
  });

  test('ids are opaque text that is safe in a URL', () => {
    expect(idOf('User', 'contoso\\jürgen.o’neill')).toMatch(/^[A-Za-z0-9_-]+$/);
  });
});

describe('nodes', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 120, alerts: 500, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());
  const idOf = (type: string, key: string) => globalId(type, gateway.sandbox.tenantId, key);
  const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';

  test('answers in the order asked, of several types, with one call for each type', async () => {
    const { alerts, machines } = gateway.sandbox.tenant;
    const ids = [0, 1, 2, 3].flatMap((index) => [
      idOf('Machine', machines[index]?.id ?? ''),
      idOf('Alert', alerts[index]?.id ?? ''),
    ]);
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ nodes: { id: string }[] }>(NODES, { ids }),
    );
    expect(answer.data.nodes.map(({ id }) => id)).toEqual(ids);
    expect(operations.sort()).toEqual(['listAlerts', 'listMachines']);
  });

  test('asks once for an id given several times', async () => {
    const id = idOf('Machine', firstOf(gateway.sandbox.tenant.machines).id);
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ nodes: { id: string }[] }>(NODES, { ids: [id, id, id] }),
    );
    expect(answer.data.nodes.map((node) => node.id)).toEqual([id, id, id]);
    expect(operations).toEqual(['getMachine']);
  });

  test('finds rows by ids in capitals, as the vendor folds letter case', async () => {
    await withFakeGateway({ 'GET /api/machines': { value: [{ id: 'b2f0' }, { id: 'a1e9' }] } }, async (fake) => {
      const ids = ['A1E9', 'b2f0'].map((key) => globalId('Machine', FAKE_TENANT, key));
      const { data } = await fake.run<object>(
        'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Machine { machineId } } }',
        {
          ids,
        },
      );
      expect(data).toEqual({ nodes: [{ machineId: 'a1e9' }, { machineId: 'b2f0' }] });
      expect(fake.api.calls.map(({ query }) => query.get('$filter'))).toEqual([`id in ('a1e9','b2f0')`]);
    });
  });

  test('one refused id costs its own place only', async () => {
    const id = idOf('Machine', firstOf(gateway.sandbox.tenant.machines).id);
    const { data, errors } = await gateway.attempt(NODES, {
      ids: ['nonsense', id, globalId('Machine', OTHER_TENANT, 'f'.repeat(40))],
    });
    expect(data).toEqual({ nodes: [null, { __typename: 'Machine', id }, null] });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['nodes', 0], 'BAD_USER_INPUT'],
      [['nodes', 2], 'FORBIDDEN'],
    ]);
  });

  test('an empty list costs nothing', async () => {
    const { answer, calls } = await upstreamOf(gateway.sandbox, () => gateway.run<object>(NODES, { ids: [] }));
    expect(answer.data).toEqual({ nodes: [] });
    expect(calls).toEqual([]);
  });
});

describe('the price of objects by global id', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({});
  });
  afterAll(() => gateway.close());

  const ids = (type: string, count: number) =>
    Array.from({ length: count }, (_, index) => globalId(type, FAKE_TENANT, `k-${index}`));
  /** What a dry run finds wrong with it; null for what is within its price. */
  const message = async (variables: { ids: string[] }, selection = '__typename'): Promise<string | null> => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ${selection} } }`;
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token', 'x-dry-run': 'true' },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { extensions: { plan: { remedy: string | null } } };
    return answer.extensions.plan.remedy;
  };

  test.each(['File', 'User', 'RemediationTask'])('is a call each for a %s', async (type) => {
    expect(await message({ ids: ids(type, 61) })).toMatch(
      /^The request could make 61 upstream calls, at most 60 are allowed; nodes alone 61 \(100 %, get\w+\): with the first 60 of its ids `nodes` would pass\.$/,
    );
    expect(gateway.api.calls).toEqual([]);
  });

  test.each([
    'Alert',
    'Machine',
    'MachineAction',
    'Investigation',
    'Indicator',
    'Vulnerability',
    'Software',
    'Recommendation',
    'LibraryFile',
    'Domain',
    'Ip',
  ])('is one call at the most for all of type %s', async (type) => {
    expect(await message({ ids: ids(type, 100) })).toBeNull();
  });

  test('counts relations by the ids of their type, each id once', async () => {
    const machines = ids('Machine', 25);
    const selection =
      '... on Machine { software { totalCount } logonUsers { totalCount } } ... on Alert { files { sha1 } }';
    expect(await message({ ids: [...machines, ...ids('Alert', 10)] }, selection)).toContain('make 62 upstream calls');
    expect(await message({ ids: [...machines, ...machines, ...ids('Alert', 8)] }, selection)).toBeNull();
    expect(await message({ ids: [...ids('Alert', 10), ...machines] }, selection)).toContain(
      'nodes.software alone 25 (40 %, listMachineSoftware): with the first 34 of its ids `nodes` would pass.',
    );
  });

  test('is nothing for what is refused', async () => {
    expect(await message({ ids: Array.from({ length: 61 }, (_, index) => `nonsense-${index}`) })).toBeNull();
    expect(await message({ ids: ids('MissingKb', 61) })).toBeNull();
  });

  test('names operations that no field declares, which are known as the graph’s all the same', async () => {
    const known = upstreamOperations(await createSchema()).map(({ id }) => id);
    expect(known).toEqual(expect.arrayContaining(['getFile', 'getUser', 'getSoftware', 'listAlerts', 'getAlert']));
    expect(new Set(known).size).toBe(known.length);
  });
});
