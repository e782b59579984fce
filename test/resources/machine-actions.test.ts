import { withFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { testsById } from '../support/gateway/by-id.ts';
import { choiceOf, firstOf, upstreamOf } from '../support/fakes/upstream.ts';

describe('machine actions', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 120, alerts: 500, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());
  /** The device with the most actions. */
  const busy = () => {
    const actions = gateway.sandbox.tenant.actions;
    const mine = (machineId: string) => actions.filter((action) => action.machineId === machineId);
    const machineIds = [...new Set(actions.map(({ machineId }) => machineId))];
    const machineId = firstOf(machineIds.sort((a, b) => mine(b).length - mine(a).length));
    return { machineId, actions: mine(machineId) };
  };

  testsById(
    {
      field: 'machineAction',
      type: 'MachineAction',
      vendorId: 'machineActionId',
      single: 'getMachineAction',
      path: '/api/machineactions',
      rows: ({ actions }) => actions,
      missing: '00000000-0000-4000-8000-000000000000',
      scopesWithout: 'Alert.Read File.Read.All',
      permission: 'Machine.Read.All (application) or Machine.Read (delegated)',
    },
    () => gateway,
  );

  test('come with their machines in two calls', async () => {
    interface Data {
      machineActions: { nodes: { machineActionId: string; machine: { machineId: string } | null }[] };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>('{ machineActions(first: 80) { nodes { machineActionId machine { machineId } } } }'),
    );
    const rows = gateway.sandbox.tenant.actions.slice(0, 80);
    expect(answer.data.machineActions.nodes).toEqual(
      rows.map(({ id, machineId }) => ({ machineActionId: id, machine: { machineId } })),
    );
    const choice = choiceOf(
      'id',
      rows.map(({ machineId }) => machineId),
    );
    expect(calls.map(({ operation, filter }) => [operation, filter])).toEqual([
      ['listMachineActions', null],
      ['listMachines', choice],
    ]);
  });

  test('of a machine are filtered upstream: one call per filter, none for the same filter twice', async () => {
    const { machineId } = busy();
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<{ machine: Record<string, { nodes: { machineActionId: string }[] }> }>(
        `query ($id: ID!) { machine(id: $id) {
          all: actions(first: 1000) { nodes { machineActionId } }
          scans: actions(where: { type: { eq: RUN_ANTI_VIRUS_SCAN }, status: { ne: PENDING } }) { nodes { machineActionId } }
          again: actions(first: 1, where: { type: { eq: RUN_ANTI_VIRUS_SCAN }, status: { ne: PENDING } }) { nodes { machineActionId } }
        } }`,
        { id: machineId },
      ),
    );
    expect(calls.map(({ operation, filter }) => [operation, filter])).toEqual([
      ['getMachine', null],
      ['listMachineActions', `machineId eq '${machineId}'`],
      ['listMachineActions', `status ne 'Pending' and machineId eq '${machineId}' and type eq 'RunAntiVirusScan'`],
    ]);
    const { all, scans, again } = answer.data.machine;
    expect(all?.nodes.map((node) => node.machineActionId)).toEqual(busy().actions.map(({ id }) => id));
    const wanted = busy().actions.filter(({ type, status }) => type === 'RunAntiVirusScan' && status !== 'Pending');
    expect(scans?.nodes.map((node) => node.machineActionId)).toEqual(wanted.map(({ id }) => id));
    expect(again?.nodes).toEqual(scans?.nodes.slice(0, 1));
  });

  test('of a machine are walked page by page with cursors of that machine', async () => {
    interface Page {
      machine: {
        actions: {
          nodes: { machineActionId: string }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        };
      };
    }
    const { machineId, actions } = busy();
    const query = `query ($id: ID!, $after: String) { machine(id: $id) { actions(first: 2, after: $after) {
      nodes { machineActionId } pageInfo { hasNextPage endCursor } } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = (await gateway.run<Page>(query, { id: machineId, after })).data;
      const { nodes, pageInfo } = page.machine.actions;
      seen.push(...nodes.map((node) => node.machineActionId));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      if (seen.length === 2) {
        const other = gateway.sandbox.tenant.machines.find(({ id }) => id !== machineId)?.id;
        const foreign = await gateway.attempt(query, { id: other, after: pageInfo.endCursor });
        expect(foreign.errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
      }
    } while (after !== null);
    expect(seen).toEqual(actions.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(2);
  });

  test.each([
    ['the list’s', { lastUpdateTimeUtc: '2026-11-18T09:20:11.7654321Z', externalId: 'soc-7' }],
    ['the single action’s', { lastUpdateDateTimeUtc: '2026-11-18T09:20:11.7654321Z', externalID: 'soc-7' }],
  ])('show both update times and the external id from %s names, everywhere', async (_, names) => {
    const action = { id: 'a1', machineId: 'm1', status: 'Pending', ...names };
    const list = { value: [action] };
    await withFakeGateway(
      {
        'GET /api/machineactions': list,
        'GET /api/machineactions/a1': action,
        'GET /api/machines/m1': { id: 'm1' },
      },
      async (fake) => {
        const fields = 'lastUpdateTimeUtc lastUpdateDateTimeUtc externalID';
        const { data } = await fake.run<Record<string, object>>(
          `{ machineAction(id: "a1") { ${fields} }
         machineActions { nodes { ${fields} } }
         machine(id: "m1") { actions { nodes { ${fields} } } } }`,
        );
        const both = {
          lastUpdateTimeUtc: '2026-11-18T09:20:11.7654321Z',
          lastUpdateDateTimeUtc: '2026-11-18T09:20:11.7654321Z',
        };
        const shown = { ...both, externalID: 'soc-7' };
        expect(data).toEqual({
          machineAction: shown,
          machineActions: { nodes: [shown] },
          machine: { actions: { nodes: [shown] } },
        });
      },
    );
  });
});
