import { upstreamFields, upstreamOperations } from '../../src/graphql/schema/upstream-directive.ts';
import type { Operation } from '../../src/rest/operation.ts';
import { createSchema } from '../../src/schema.ts';
import { BACKENDS, GRAPH, startHuntingGateway, type HuntingGateway } from '../support/hunting/hunting-backends.ts';

const HUNT = `query ($query: KQL!, $timespan: Duration) { hunt(query: $query, timespan: $timespan) {
  columns { name type } rowCount rows(first: 1000) { nodes { values } } } }`;

interface Found {
  hunt: {
    columns: { name: string; type: string }[];
    rowCount: number;
    rows: { nodes: { values: Record<string, unknown> }[] };
  };
}

/** Queries over every type of column, with none of what changes from call to call. */
const QUERIES = [
  'DeviceProcessEvents | summarize N = count(), Last = max(Timestamp) by DeviceId, FileName | sort by DeviceId asc, FileName asc | take 50',
  'DeviceInfo | summarize arg_max(Timestamp, *) by DeviceId | sort by DeviceId asc | project DeviceId, DeviceName, IsAzureADJoined, OSBuild, Timestamp',
  'AlertInfo | sort by Timestamp desc, AlertId asc | take 20',
  'print Big = 9007199254740993, Half = 0.5, Yes = true, At = datetime(2026-11-20T08:30:00.1234567Z), Bag = dynamic({"a":[1,null]}), Nothing = ""',
  'DeviceEvents | where 1 == 2',
];

const found = new Map<string, unknown[]>();

describe.each(BACKENDS)('hunting by %s', (_, backend) => {
  const other = BACKENDS.map(([, each]) => each).find((each) => each !== backend) ?? backend;
  let gateway: HuntingGateway;
  let token: string;
  /** Milliseconds that the clock of all has gone on. */
  let elapsed = 0;

  beforeAll(async () => {
    gateway = await startHuntingGateway(backend, () => Date.parse('2026-11-20T12:00:00Z') + elapsed);
    token = await gateway.signIn.mintGatewayToken('hunter');
  });
  afterAll(() => gateway.close());

  const hunts = () => gateway.sandbox.requests.filter(({ operation }) => operation?.startsWith('run'));
  const hunt = (query: string, variables: object = {}, as = token) =>
    gateway.send<Found>(as, HUNT, { query, ...variables });

  test('costs what its answer says, and one call of the quota that budgets show', async () => {
    const BUDGETS = '{ budgets { name perMinute remainingThisMinute perHour } }';
    type Budgets = { budgets: { name: string; perMinute: number; remainingThisMinute: number; perHour: number }[] };
    const left = async () => (await gateway.send<Budgets>(token, BUDGETS)).data?.budgets ?? [];
    const ofHunts = async () => (await left()).find(({ name }) => name === backend.operation);
    // Before any other test: calls older than a minute would count no longer.
    expect(await ofHunts()).toMatchObject({ perMinute: 45, remainingThisMinute: 45, perHour: backend.perHour });
    const { extensions } = await hunt('print 1');
    expect(extensions.upstream.calls).toBe(1);
    expect((await ofHunts())?.remainingThisMinute).toBe(44);
    const names = (await left()).map(({ name }) => name);
    expect(names).toContain('listAlerts');
    expect(names).not.toContain(other.operation);
    expect(new Set(names).size).toBe(names.length);
  });

  test('finds the rows and columns that the other one finds', async () => {
    const results: unknown[] = [];
    for (const odataTypes of [false, true]) {
      gateway.sandbox.quirks.odataTypes = odataTypes;
      for (const query of QUERIES) {
        const { data, errors } = await hunt(query);
        expect(errors).toBeUndefined();
        results.push(data?.hunt);
      }
    }
    gateway.sandbox.quirks.odataTypes = false;
    expect(results.slice(QUERIES.length)).toEqual(results.slice(0, QUERIES.length));
    expect((results as Found['hunt'][]).slice(0, 5).map(({ rowCount }) => rowCount > 0)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    found.set(backend.name, results);
    for (const earlier of found.values()) expect(results).toEqual(earlier);
    expect(new Set(hunts().map(({ operation }) => operation))).toEqual(new Set([backend.operation]));
  });

  test('sends the query as one call, and leads from its rows to devices by Defender', async () => {
    const before = gateway.sandbox.requests.length;
    const query = 'DeviceInfo | summarize by DeviceId | sort by DeviceId asc | take 5';
    const { data, errors } = await gateway.send<{
      hunt: { rows: { nodes: { values: { DeviceId: string }; machine: { machineId: string } }[] } };
    }>(token, 'query ($query: KQL!) { hunt(query: $query) { rows { nodes { values machine { machineId } } } } }', {
      query,
    });
    expect(errors).toBeUndefined();
    const nodes = data?.hunt.rows.nodes ?? [];
    expect(nodes).toHaveLength(5);
    for (const { values, machine } of nodes) expect(machine.machineId).toBe(values.DeviceId);
    const calls = gateway.sandbox.requests.slice(before);
    expect(calls.map(({ operation }) => operation)).toEqual([backend.operation, 'listMachines']);
    expect(calls[0]?.body).toEqual({ Query: query });
  });

  test('explains a fault in the query in the vendor’s words, with the id to quote', async () => {
    const { errors } = await hunt('DeviceInfo | where Nope == 1');
    const [call] = hunts().slice(-1);
    expect(errors).toMatchObject([
      { path: ['hunt'], extensions: { code: 'BAD_USER_INPUT', correlationId: call?.correlationId } },
    ]);
    expect(errors?.[0]?.message).toContain(
      "'where' operator: Failed to resolve column or scalar expression named 'Nope'",
    );
  });

  test('says what to do about a query that finds more than is handed out', async () => {
    const { errors } = await hunt('range N from 1 to 100001 step 1');
    expect(errors).toMatchObject([{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }]);
    expect(errors?.[0]?.message).toMatch(/project fewer columns, filter, or use slice/);
  });

  test('is refused to a person without its permission, which the error names, before any call', async () => {
    const before = hunts().length;
    const reader = await backend.mint(gateway.sandbox, 'reader', { scp: 'Alert.Read Machine.Read' });
    const { errors } = await hunt('print 1', {}, reader);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: backend.permission } }]);
    const { data } = await gateway.send(
      reader,
      '{ viewer { missing(operation: "{ hunt(query: \\"T\\") { rowCount } }") } }',
    );
    expect(data).toEqual({ viewer: { missing: [backend.permission] } });
    expect(hunts()).toHaveLength(before);
  });

  test('takes a time span where the API has one', async () => {
    const query = 'DeviceProcessEvents | summarize N = count(), Oldest = min(Timestamp)';
    const whole = (await hunt(query)).data?.hunt.rows.nodes[0]?.values as { N: number };
    const before = hunts().length;
    const { data, errors } = await hunt(query, { timespan: 'P3D' });
    if (backend !== GRAPH) {
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect(errors?.[0]?.message).toMatch(/^timespan: .*ago\(7d\)/);
      expect(hunts()).toHaveLength(before);
      return;
    }
    expect(hunts().at(-1)?.body).toEqual({ Query: query, Timespan: 'P3D' });
    const within = data?.hunt.rows.nodes[0]?.values as { N: number; Oldest: string };
    expect(within.N).toBeGreaterThan(0);
    expect(within.N).toBeLessThan(whole.N);
    expect(Date.parse(within.Oldest)).toBeGreaterThanOrEqual(Date.parse('2026-11-17T12:00:00Z'));
  });

  test('waits no time for the running time of the tenant to come back, and says when it does', async () => {
    gateway.sandbox.quirks.huntSeconds = 601;
    elapsed = 60_000;
    expect((await hunt('print 1')).errors).toBeUndefined();
    gateway.sandbox.quirks.huntSeconds = null;
    const calls = hunts().length;
    for (const query of ['print 2', 'print 3']) {
      const { errors } = await hunt(query);
      const [error] = errors ?? [];
      expect(error?.extensions.code).toBe('RATE_LIMITED');
      expect(error?.extensions.retryAfter).toBeGreaterThan(600);
    }
    expect(hunts()).toHaveLength(calls + 1);
  });

  test('is what the schema prices, permits and describes', async () => {
    const schema = await createSchema({ huntingBackend: backend.name });
    const names = upstreamOperations<Operation>(schema).map(({ id }) => id);
    expect([names.includes(backend.operation), names.includes(other.operation)]).toEqual([true, false]);
    expect(
      upstreamFields(schema)
        .get('Query.hunt')
        ?.operations.map(({ id }) => id),
    ).toEqual([backend.operation]);
    const { description } = schema.getQueryType()?.getFields().hunt ?? {};
    expect(description).toContain(`\`${backend.call}\``);
    expect(description).toContain(backend.permission);
    expect(description).not.toContain(other.call);
  });
});
