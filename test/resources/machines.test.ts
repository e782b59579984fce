import { globalId } from '../../src/graphql/node/node.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { testsById } from '../support/gateway/by-id.ts';
import { choiceOf, firstOf, upstreamOf } from '../support/fakes/upstream.ts';

describe('machines', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway(
      { machines: 300, alerts: 100, quirks: { limits: false } },
      { CACHE_MEGABYTES: '0' },
    );
  });
  afterAll(() => gateway.close());
  const known = () => gateway.sandbox.tenant.machines.map(({ id }) => id);
  const globalIds = (ids: string[]) => ids.map((id) => globalId('Machine', gateway.sandbox.tenantId, id));

  testsById(
    {
      field: 'machine',
      type: 'Machine',
      vendorId: 'machineId',
      single: 'getMachine',
      path: '/api/machines',
      rows: ({ machines }) => machines,
      missing: 'f'.repeat(40),
      scopesWithout: 'Alert.Read File.Read.All',
      permission: 'Machine.Read.All (application) or Machine.Read (delegated)',
    },
    () => gateway,
  );

  test('come as a list in one call, in the vendor’s order', async () => {
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ machines: { nodes: { machineId: string }[] } }>('{ machines(first: 40) { nodes { machineId } } }'),
    );
    expect(answer.data.machines.nodes.map(({ machineId }) => machineId)).toEqual(known().slice(0, 40));
    expect(calls).toEqual([
      { operation: 'listMachines', path: '/api/machines', filter: null, expand: null, top: '41' },
    ]);
  });

  test('are an empty list, not an error, where the vendor answers 404 for none', async () => {
    const { data } = await gateway.run<object>(
      '{ machines(where: { computerDnsName: { eq: "no-such-device.contoso.example" } }) { nodes { id } totalCount completeness { complete } } }',
    );
    expect(gateway.sandbox.requests.at(-1)?.status).toBe(404);
    expect(data).toEqual({ machines: { nodes: [], totalCount: 0, completeness: { complete: true } } });
  });

  test('are asked by a hundred global ids in one call, in the order asked, null for one that is gone', async () => {
    const ids = [...known().slice(0, 98).reverse(), 'f'.repeat(40), firstOf(known())];
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ nodes: ({ machineId: string } | null)[] }>(
        'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Machine { machineId } } }',
        { ids: globalIds(ids) },
      ),
    );
    expect(answer.data.nodes.map((node) => node?.machineId ?? null)).toEqual(
      ids.map((id) => (id === 'f'.repeat(40) ? null : id)),
    );
    expect(calls.map(({ operation, filter }) => [operation, filter])).toEqual([['listMachines', choiceOf('id', ids)]]);
  });

  test('are refused by 250 ids at once, and take three calls in parts of a hundred', async () => {
    const ids = globalIds(known().slice(0, 250));
    const refused = await upstreamOf(gateway.sandbox, () =>
      gateway.attempt('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }),
    );
    expect(refused.answer.errors?.[0]).toMatchObject({
      message: 'nodes(ids:) takes at most 100 ids, got 250; ask in parts.',
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(refused.calls).toEqual([]);

    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Record<'a' | 'b' | 'c', { id: string }[]>>(
        `query ($a: [ID!]!, $b: [ID!]!, $c: [ID!]!) {
          a: nodes(ids: $a) { id } b: nodes(ids: $b) { id } c: nodes(ids: $c) { id }
        }`,
        { a: ids.slice(0, 100), b: ids.slice(100, 200), c: ids.slice(200) },
      ),
    );
    const { a, b, c } = answer.data;
    expect([...a, ...b, ...c].map(({ id }) => id)).toEqual(ids);
    const parts = [known().slice(0, 100), known().slice(100, 200), known().slice(200, 250)];
    expect(calls.map(({ filter }) => filter).sort()).toEqual(parts.map((part) => choiceOf('id', part)).sort());
  });

  test('have a group id that is text, as documented, though the wire has a number', async () => {
    const row = firstOf(gateway.sandbox.tenant.machines);
    const { data } = await gateway.run<object>('query ($id: ID!) { machine(id: $id) { rbacGroupId } }', { id: row.id });
    expect(typeof row.rbacGroupId).toBe('number');
    expect(data).toEqual({ machine: { rbacGroupId: String(row.rbacGroupId) } });
  });

  test.each([
    ['alerts', 'listMachineAlerts', 'alerts', '/alerts'],
    ['logonUsers', 'listMachineLogonUsers', 'logonusers', '/logonusers'],
    ['software', 'listMachineSoftware', 'software', '/software'],
    ['recommendations', 'listMachineRecommendations', 'recommendations', '/recommendations'],
    ['missingKbs', 'listMachineMissingKbs', 'getmissingkbs', '/getmissingkbs'],
  ])('have %s by one %s per device, each once', async (field, operation, segment) => {
    interface Data {
      machines: { nodes: Record<string, { totalCount: number; nodes: { __typename: string }[] }>[] };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>(
        `{ machines(first: 12) { nodes { one: ${field}(first: 3) { totalCount nodes { __typename } }
           two: ${field}(first: 1) { totalCount nodes { __typename } } } } }`,
        {},
        'app',
      ),
    );
    expect(calls[0]?.operation).toBe('listMachines');
    expect(calls.slice(1).map((call) => call.operation)).toEqual(Array(12).fill(operation));
    const paths = known()
      .slice(0, 12)
      .map((id) => `/api/machines/${id}/${segment}`);
    expect(
      calls
        .slice(1)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(paths.sort());
    const lists = answer.data.machines.nodes;
    for (const { one, two } of lists) {
      expect(one?.nodes).toHaveLength(Math.min(one?.totalCount ?? -1, 3));
      expect(two).toEqual({ totalCount: one?.totalCount, nodes: one?.nodes.slice(0, 1) });
    }
    expect(lists.some(({ one }) => (one?.totalCount ?? 0) > 0)).toBe(true);
  });
});
