import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { testsById } from '../support/gateway/by-id.ts';
import { choiceOf, firstOf, upstreamOf } from '../support/fakes/upstream.ts';

interface Alerts {
  alerts: { nodes: { alertId: string; title: string; machine: { machineId: string } | null }[] };
}

describe('alerts', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway(
      { machines: 120, alerts: 500, quirks: { limits: false } },
      { CACHE_MEGABYTES: '0' },
    );
  });
  afterAll(() => gateway.close());

  testsById(
    {
      field: 'alert',
      type: 'Alert',
      vendorId: 'alertId',
      single: 'getAlert',
      path: '/api/alerts',
      rows: ({ alerts }) => alerts,
      missing: 'da000000000000000000_0',
      scopesWithout: 'Machine.Read File.Read.All',
      permission: 'Alert.Read.All (application) or Alert.Read (delegated)',
    },
    () => gateway,
  );

  test('come with their machines in two upstream calls, as the sandbox counts them too', async () => {
    const { answer, operations, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Alerts>('{ alerts(first: 100) { nodes { alertId title machine { machineId } } } }'),
    );
    const { nodes } = answer.data.alerts;
    const rows = gateway.sandbox.tenant.alerts.slice(0, 100);
    expect(nodes.map(({ alertId, title }) => ({ alertId, title }))).toEqual(
      rows.map(({ id, title }) => ({ alertId: id, title })),
    );
    expect(nodes.filter(({ machine }) => machine !== null).length).toBeGreaterThan(90);
    expect(answer.extensions.upstream.calls).toBe(2);
    expect(operations).toEqual(['listAlerts', 'listMachines']);
    // One row more than asked for tells whether there is a next page.
    expect(calls[0]).toMatchObject({ top: '101', filter: null, expand: null });
    expect(calls[1]?.filter).toBe(
      choiceOf(
        'id',
        rows.map(({ machineId }) => machineId),
      ),
    );
  });

  test('with machines, their actions and their investigations take four upstream calls', async () => {
    interface Deep {
      alerts: {
        nodes: {
          machine: {
            machineId: string;
            actions: { nodes: { machineActionId: string }[] };
            investigations: { nodes: { investigationId: string }[] };
          } | null;
        }[];
      };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Deep>(`{ alerts(first: 100) { nodes { machine {
        machineId
        actions(first: 20) { nodes { machineActionId } }
        investigations(first: 20) { nodes { investigationId } }
      } } } }`),
    );
    expect(calls.map(({ operation }) => operation).sort()).toEqual([
      'listAlerts',
      'listInvestigations',
      'listMachineActions',
      'listMachines',
    ]);
    const machines = answer.data.alerts.nodes.flatMap(({ machine }) => machine ?? []);
    const choice = choiceOf(
      'machineId',
      machines.map(({ machineId }) => machineId),
    );
    for (const call of calls.slice(2)) expect(call.filter).toBe(choice);
    const { actions, investigations } = gateway.sandbox.tenant;
    for (const machine of machines) {
      const mine = ({ machineId }: { machineId: string }) => machineId === machine.machineId;
      expect(machine.actions.nodes.map((node) => node.machineActionId)).toEqual(
        actions
          .filter(mine)
          .slice(0, 20)
          .map(({ id }) => id),
      );
      expect(machine.investigations.nodes.map((node) => node.investigationId)).toEqual(
        investigations
          .filter(mine)
          .slice(0, 20)
          .map(({ id }) => id),
      );
    }
    expect(machines.some(({ actions: { nodes } }) => nodes.length > 0)).toBe(true);
    expect(machines.some(({ investigations: { nodes } }) => nodes.length > 0)).toBe(true);
  });

  test('whose machine is gone have null there, and no error', async () => {
    const { alerts, retiredMachineIds } = gateway.sandbox.tenant;
    const orphans = alerts.filter(({ machineId }) => retiredMachineIds.includes(machineId)).slice(0, 5);
    const orphan = firstOf(orphans);
    const present = firstOf(alerts.filter(({ machineId }) => !retiredMachineIds.includes(machineId)));
    const { data } = await gateway.run<Alerts>(
      'query ($ids: [ID!]) { alerts(where: { id: { in: $ids } }) { nodes { alertId machine { machineId } } } }',
      { ids: [...orphans, present].map(({ id }) => id) },
    );
    expect(data.alerts.nodes).toHaveLength(orphans.length + 1);
    expect(data.alerts.nodes).toContainEqual({ alertId: orphan.id, machine: null });
    expect(data.alerts.nodes).toContainEqual({ alertId: present.id, machine: { machineId: present.machineId } });
    const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
      gateway.run('query ($id: ID!) { alert(id: $id) { machine { machineId } } }', { id: orphan.id }),
    );
    expect(answer.data).toEqual({ alert: { machine: null } });
    expect(operations).toEqual(['getAlert', 'getMachine']);
  });

  test('are refused as a list to a caller without the permission, which is named', async () => {
    const token = await gateway.sandbox.mintToken('reader', { scp: 'Machine.Read' });
    const answer = await gateway.send(token, '{ viewer { kind } alerts(first: 1) { nodes { id } } }');
    // `alerts` may not be null, so its failure costs the whole answer by GraphQL's rules.
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toMatchObject({
      path: ['alerts'],
      extensions: { code: 'FORBIDDEN', permission: 'Alert.Read.All (application) or Alert.Read (delegated)' },
    });
  });
});
