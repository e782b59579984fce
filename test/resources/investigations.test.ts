import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { testsById } from '../support/gateway/by-id.ts';
import { choiceOf, firstOf, upstreamOf } from '../support/fakes/upstream.ts';

describe('investigations', () => {
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
      field: 'investigation',
      type: 'Investigation',
      vendorId: 'investigationId',
      single: 'getInvestigation',
      path: '/api/investigations',
      rows: ({ investigations }) => investigations,
      missing: '99999999',
      scopesWithout: 'Machine.Read File.Read.All',
      permission: 'Alert.Read.All (application) or Alert.Read (delegated)',
    },
    () => gateway,
  );

  test('come with their machines and alerts in three calls', async () => {
    interface Data {
      investigations: {
        nodes: { investigationId: string; machine: { machineId: string } | null; alert: { alertId: string } | null }[];
      };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>(
        '{ investigations(first: 60) { nodes { investigationId machine { machineId } alert { alertId } } } }',
      ),
    );
    const { investigations, retiredMachineIds } = gateway.sandbox.tenant;
    const rows = investigations.slice(0, 60);
    expect(answer.data.investigations.nodes).toEqual(
      rows.map(({ id, machineId, triggeringAlertId }) => ({
        investigationId: id,
        machine: retiredMachineIds.includes(machineId) ? null : { machineId },
        alert: { alertId: triggeringAlertId },
      })),
    );
    const filters = Object.fromEntries(calls.map(({ operation, filter }) => [String(operation), filter]));
    expect(calls).toHaveLength(3);
    expect(filters).toEqual({
      listInvestigations: null,
      listMachines: choiceOf(
        'id',
        rows.map(({ machineId }) => machineId),
      ),
      listAlerts: choiceOf(
        'id',
        rows.map(({ triggeringAlertId }) => triggeringAlertId),
      ),
    });
  });

  test('of alerts are asked by the text of the number that the alert holds', async () => {
    interface Data {
      alerts: { nodes: { investigationId: number | null; investigation: { investigationId: string } | null }[] };
    }
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<Data>('{ alerts(first: 100) { nodes { investigationId investigation { investigationId } } } }'),
    );
    const { nodes } = answer.data.alerts;
    for (const { investigationId, investigation } of nodes) {
      expect(investigation).toEqual(investigationId === null ? null : { investigationId: String(investigationId) });
    }
    const asked = nodes.flatMap(({ investigationId }) => (investigationId === null ? [] : [String(investigationId)]));
    expect(asked.length).toBeGreaterThan(1);
    expect(nodes.length).toBeGreaterThan(asked.length);
    expect(calls.map(({ operation, filter }) => [operation, filter])).toEqual([
      ['listAlerts', null],
      ['listInvestigations', choiceOf('id', asked)],
    ]);
  });

  test('of a machine are filtered upstream, with the alert given by either id', async () => {
    const row = firstOf(gateway.sandbox.tenant.investigations);
    const alert = await gateway.run<{ alert: { id: string } }>('query ($id: ID!) { alert(id: $id) { id } }', {
      id: row.triggeringAlertId,
    });
    for (const id of [row.triggeringAlertId, alert.data.alert.id]) {
      const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
        gateway.run<object>(
          `query ($machine: ID!, $alert: ID!) { machine(id: $machine) {
            investigations(where: { triggeringAlertId: { eq: $alert } }) { nodes { investigationId } } } }`,
          { machine: row.machineId, alert: id },
        ),
      );
      expect(answer.data).toEqual({ machine: { investigations: { nodes: [{ investigationId: row.id }] } } });
      expect(calls.map(({ filter }) => filter)).toEqual([
        null,
        `machineId eq '${row.machineId}' and triggeringAlertId eq '${row.triggeringAlertId}'`,
      ]);
    }
  });
});
