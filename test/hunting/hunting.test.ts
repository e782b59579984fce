import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { choiceOf, upstreamOf } from '../support/fakes/upstream.ts';

const HUNT = `query ($query: KQL!) { hunt(query: $query) { columns { name type } rowCount rows { nodes { values } } } }`;

describe('hunting in the sandbox', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 60, alerts: 400, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());

  test('answers columns with their types and rows with their values, in one call with the text as given', async () => {
    const query = `print Text = 'O\\'Neill „Grüße“', Number = 5, At = datetime(2026-11-20T08:30:00.1234567Z), Yes = true`;
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ hunt: object }>(HUNT, { query }, 'hunter'),
    );
    expect(answer.data.hunt).toMatchObject({
      columns: [
        { name: 'Text', type: 'String' },
        { name: 'Number', type: 'Int64' },
        { name: 'At', type: 'DateTime' },
        { name: 'Yes', type: 'SByte' },
      ],
      rowCount: 1,
      rows: { nodes: [{ values: { Text: `O'Neill „Grüße“`, Number: 5, At: '2026-11-20T08:30:00.1234567Z' } }] },
    });
    expect(operations).toEqual(['runAdvancedQuery']);
    expect(gateway.sandbox.requests.at(-1)?.body).toEqual({ Query: query });
  });

  test('brings the machines and alerts of all rows with one call each', async () => {
    interface Data {
      hunt: {
        rows: {
          nodes: {
            values: { DeviceId: string; AlertId: string };
            machine: { machineId: string } | null;
            alert: { alertId: string } | null;
          }[];
        };
      };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>(
        `query ($query: KQL!) { hunt(query: $query) { rows(first: 50) { nodes {
          values machine { machineId } alert { alertId } } } } }`,
        { query: `AlertEvidence | where EntityType == 'Machine' | take 80 | project DeviceId, AlertId` },
      ),
    );
    const { nodes } = answer.data.hunt.rows;
    const { retiredMachineIds } = gateway.sandbox.tenant;
    expect(nodes).toHaveLength(50);
    for (const { values, machine, alert } of nodes) {
      const gone = retiredMachineIds.includes(values.DeviceId);
      expect(machine).toEqual(gone ? null : { machineId: values.DeviceId });
      expect(alert).toEqual({ alertId: values.AlertId });
    }
    const filters = Object.fromEntries(calls.map(({ operation, filter }) => [String(operation), filter]));
    expect(calls).toHaveLength(3);
    expect(filters).toEqual({
      runAdvancedQuery: null,
      listMachines: choiceOf(
        'id',
        nodes.map(({ values }) => values.DeviceId),
      ),
      listAlerts: choiceOf(
        'id',
        nodes.map(({ values }) => values.AlertId),
      ),
    });
  });

  test.each([
    ['DeviceInfo | where Nope == 1', "'where' operator: Failed to resolve column or scalar expression named 'Nope'"],
    ['NoSuchTable', "Failed to resolve table or column or scalar expression named 'NoSuchTable'"],
  ])('explains what is wrong with %s in the vendor’s words', async (query, message) => {
    const { errors } = await gateway.attempt(HUNT, { query });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['hunt'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain(message);
  });

  test('names the permission that a caller lacks', async () => {
    const token = await gateway.sandbox.mintToken('hunter', { scp: 'Alert.Read Machine.Read' });
    const { errors } = await gateway.send(token, HUNT, { query: 'print 1' });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'AdvancedQuery.Read.All (application) or AdvancedQuery.Read (delegated)',
    });
  });
});

describe('hunting', () => {
  let gateway: FakeGateway;
  let status = 200;
  let reply: unknown = {};
  beforeAll(async () => {
    gateway = await startFakeGateway({
      'POST /api/advancedqueries/run': (_: ApiCall, response: ServerResponse) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
      },
    });
  });
  afterAll(async () => {
    await gateway.close();
    expect(gateway.api.unexpected).toEqual([]);
  });
  beforeEach(() => {
    status = 200;
  });
  const calls = () => gateway.api.calls.length;

  test('pages the rows of one answer, by cursors of the query they were made for', async () => {
    interface Data {
      hunt: {
        rowCount: number;
        rows: {
          totalCount: number;
          nodes: { values: { N: number } }[];
          pageInfo: { endCursor: string; hasNextPage: boolean };
        };
      };
    }
    reply = { Schema: [{ Name: 'N', Type: 'Int64' }], Results: Array.from({ length: 7 }, (_, N) => ({ N })) };
    const query = `query ($query: KQL!, $after: String) { hunt(query: $query) { rowCount rows(first: 3, after: $after) {
      totalCount nodes { values } pageInfo { endCursor hasNextPage } } } }`;
    const seen: number[][] = [];
    let after: string | null = null;
    do {
      const page: Data = (await gateway.run<Data>(query, { query: 'T | project N', after }, 'ann')).data;
      const { hunt } = page;
      expect([hunt.rowCount, hunt.rows.totalCount]).toEqual([7, 7]);
      seen.push(hunt.rows.nodes.map(({ values }) => values.N));
      const { endCursor, hasNextPage } = hunt.rows.pageInfo;
      after = hasNextPage ? endCursor : null;
      if (seen.length === 1) {
        const { errors } = await gateway.attempt(query, { query: 'T | project M', after: endCursor }, 'ann');
        expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
      }
    } while (after !== null);
    expect(seen).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  });

  test('leaves the values as the vendor sends them, nested or null', async () => {
    const row = { DeviceId: '', Tags: ['a', { b: null }], Big: 9007199254740991, At: '2026-11-20T08:30:00.1234567Z' };
    reply = { Schema: [{ Name: 'DeviceId', Type: 'String' }], Results: [row] };
    const { data } = await gateway.run<object>(
      'query { hunt(query: "T") { rows { nodes { values machine { id } alert { id } } } } }',
    );
    expect(data).toEqual({ hunt: { rows: { nodes: [{ values: row, machine: null, alert: null }] } } });
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t'],
    ['more than 20,000 characters', 'x'.repeat(20_001)],
    ['a number', 5],
  ])('refuses %s for a query before any call', async (_, query) => {
    const before = calls();
    for (const ask of [
      () => gateway.attempt(HUNT, { query }),
      () => gateway.attempt(`{ hunt(query: ${JSON.stringify(query)}) { rowCount } }`),
    ]) {
      const { data, errors } = await ask();
      expect(data ?? null).toBeNull();
      expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors?.[0]?.extensions.code);
      expect(errors?.[0]?.message).toMatch(/A KQL query (is text|has at most 20000 characters)/);
    }
    expect(calls()).toBe(before);
  });

  test('takes a query of 20,000 characters', async () => {
    reply = { Schema: [], Results: [] };
    const query = 'x'.repeat(20_000);
    const { data } = await gateway.run<object>(HUNT, { query });
    expect(data).toEqual({ hunt: { columns: [], rowCount: 0, rows: { nodes: [] } } });
    expect(JSON.parse(gateway.api.calls.at(-1)?.body ?? '')).toEqual({ Query: query });
  });

  test.each<[string, unknown]>([
    ['no schema', { Results: [] }],
    ['no results', { Schema: [] }],
    ['null', null],
    ['rows that are no list', { Schema: [], Results: {} }],
  ])('an answer with %s is an upstream error, not a hunt without rows', async (_, body) => {
    reply = body;
    const { errors } = await gateway.attempt(HUNT, { query: 'T' });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_ERROR']);
  });

  test('cuts an explanation that is longer than a person reads', async () => {
    const message = `Semantic error: ${'x'.repeat(9_000)}`;
    [status, reply] = [400, { error: { code: 'BadRequest', message } }];
    const { errors } = await gateway.attempt(HUNT, { query: 'T' });
    expect(errors?.[0]).toMatchObject({ message: message.slice(0, 500), extensions: { code: 'BAD_USER_INPUT' } });
  });
});
