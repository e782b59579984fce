import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

interface Device {
  machineId: string;
  actions: { totalCount: number };
  investigations: { totalCount: number };
  vulnerabilities: { totalCount: number };
}

let gateway: SandboxGateway;
// One each, so that nothing is left over from an earlier question.
beforeEach(async () => {
  gateway = await startSandboxGateway();
});
afterEach(() => gateway.close());

/** Asks, and checks that as many calls arrive as the answer says. */
async function figuresOf<T>(query: string): Promise<{ data: T; operations: (string | null)[] }> {
  const { answer, operations } = await upstreamOf(gateway.sandbox, () => gateway.run<T>(query));
  expect(answer.extensions.upstream).toMatchObject({ calls: operations.length, cacheHits: 0 });
  return { data: answer.data, operations };
}

describe('a hundred alerts', () => {
  interface Data {
    alerts: { nodes: { machineId: string | null; machine: Device | null }[] };
  }
  const check = ({ alerts }: Data): void => {
    const gone = (id: string | null) => !gateway.sandbox.tenant.machines.some((row) => row.id === id);
    expect(alerts.nodes).toHaveLength(100);
    for (const { machineId, machine } of alerts.nodes) {
      expect(machine?.machineId ?? null).toBe(gone(machineId) ? null : machineId);
    }
    expect(new Set(alerts.nodes.map(({ machineId }) => machineId)).size).toBeGreaterThan(10);
  };

  test('with their devices cost 2 calls', async () => {
    const { data, operations } = await figuresOf<Data>(
      '{ alerts(first: 100) { nodes { machineId machine { machineId } } } }',
    );
    check(data);
    expect(operations).toEqual(['listAlerts', 'listMachines']);
  });

  test('with their devices and the actions and investigations of those cost 4 calls', async () => {
    const { data, operations } = await figuresOf<Data>(
      `{ alerts(first: 100) { nodes { machineId
         machine { machineId actions { totalCount } investigations { totalCount } } } } }`,
    );
    check(data);
    expect(operations.slice(0, 2)).toEqual(['listAlerts', 'listMachines']);
    expect(operations.slice(2).sort()).toEqual(['listInvestigations', 'listMachineActions']);
    const { actions, investigations } = gateway.sandbox.tenant;
    const of = (rows: readonly { machineId: string | null }[], id: string) =>
      rows.filter(({ machineId }) => machineId === id).length;
    for (const { machine } of data.alerts.nodes) {
      if (machine === null) continue;
      expect(machine.actions.totalCount).toBe(of(actions, machine.machineId));
      expect(machine.investigations.totalCount).toBe(of(investigations, machine.machineId));
    }
  });
});

describe('a hundred devices', () => {
  interface Data {
    machines: { nodes: Device[] };
  }
  const ask = (fields: string) => figuresOf<Data>(`{ machines(first: 100) { nodes { machineId ${fields} } } }`);

  test('with their actions and investigations cost 3 calls', async () => {
    const { data, operations } = await ask('actions { totalCount } investigations { totalCount }');
    expect(data.machines.nodes).toHaveLength(100);
    expect(operations.sort()).toEqual(['listInvestigations', 'listMachineActions', 'listMachines']);
  });

  test('with their vulnerabilities cost 3 calls', async () => {
    const { data, operations } = await ask('vulnerabilities { totalCount }');
    expect(operations).toEqual(['listMachines', 'listMachinesVulnerabilities', 'listVulnerabilities']);
    const { machineVulnerabilities } = gateway.sandbox.tenant;
    for (const { machineId, vulnerabilities } of data.machines.nodes) {
      const cves = machineVulnerabilities.filter((row) => row.machineId === machineId).map(({ cveId }) => cveId);
      expect(vulnerabilities.totalCount).toBe(new Set(cves).size);
    }
  });
});

test('five hundred devices with their vulnerabilities cost 7 calls', async () => {
  const { operations } = await figuresOf('{ machines(first: 500) { nodes { vulnerabilities { totalCount } } } }');
  expect(operations).toEqual([
    'listMachines',
    ...(Array(5).fill('listMachinesVulnerabilities') as string[]),
    'listVulnerabilities',
  ]);
});
