import { globalId } from '../../src/graphql/node/node.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { choiceOf, upstreamOf } from '../support/fakes/upstream.ts';

interface Row {
  vulnerabilityId: string;
  severity: string | null;
  cvssV3: number | null;
}

interface Devices {
  machines: {
    nodes: {
      machineId: string;
      vulnerabilities: { nodes: Row[]; completeness: { complete: boolean; reason: string | null } } | null;
    }[];
  };
}

const FIELDS = `vulnerabilityId name description severity cvssV3 cvssVector exposedMachines publishedOn updatedOn
  firstDetected publicExploit exploitVerified exploitInKit exploitTypes exploitUris cveSupportability tags epss`;
const LIST = `vulnerabilities(first: 100) { totalCount nodes { ${FIELDS} } completeness { complete reason } }`;
const ONE = `query ($id: ID!, $after: String) { machine(id: $id) {
  vulnerabilities(first: 100, after: $after) { nodes { ${FIELDS} } } } }`;

interface Alone {
  machine: { vulnerabilities: { nodes: Row[] } };
}

const counted = (names: readonly (string | null)[], name: string): number => names.filter((one) => one === name).length;

describe('the vulnerabilities of devices', () => {
  let gateway: SandboxGateway;
  const start = async (quirks = {}): Promise<void> => {
    gateway = await startSandboxGateway({ alerts: 20, quirks: { limits: false, ...quirks } });
  };
  afterEach(() => gateway.close());
  const ofDevices = (first: number) =>
    upstreamOf(gateway.sandbox, () =>
      gateway.run<Devices>(`{ machines(first: ${first}) { nodes { machineId ${LIST} } } }`),
    );
  const alone = async (id: string, after?: string): Promise<Row[]> =>
    (await gateway.run<Alone>(ONE, { id, after })).data.machine.vulnerabilities.nodes;
  const checkEach = async ({ machines }: Devices): Promise<void> => {
    for (const { machineId, vulnerabilities } of machines.nodes) {
      expect(vulnerabilities?.completeness).toEqual({ complete: true, reason: null });
      expect(vulnerabilities?.nodes).toEqual(await alone(machineId));
    }
    expect(machines.nodes.some(({ vulnerabilities }) => (vulnerabilities?.nodes.length ?? 0) > 5)).toBe(true);
  };

  test('are the same rows in the same order whether a device is asked for alone or among others', async () => {
    await start();
    const { answer, operations } = await ofDevices(30);
    expect(operations).toEqual(['listMachines', 'listMachinesVulnerabilities', 'listVulnerabilities']);
    await checkEach(answer.data);
  });

  test('go on alone where they were left among others', async () => {
    await start();
    interface Data {
      machines: { nodes: { machineId: string; vulnerabilities: { nodes: Row[]; pageInfo: { endCursor: string } } }[] };
    }
    const { data } = await gateway.run<Data>(
      `{ machines(first: 20) { nodes { machineId
         vulnerabilities(first: 3) { nodes { ${FIELDS} } pageInfo { endCursor } } } } }`,
    );
    for (const { machineId, vulnerabilities } of data.machines.nodes) {
      if (vulnerabilities.nodes.length < 3) continue;
      const rest = await alone(machineId, vulnerabilities.pageInfo.endCursor);
      expect([...vulnerabilities.nodes, ...rest]).toEqual(await alone(machineId));
    }
  });

  test('cost one call each for five devices, and two for six', async () => {
    await start();
    expect((await ofDevices(5)).operations.slice(1)).toEqual(Array(5).fill('listMachineVulnerabilities'));
    expect((await ofDevices(6)).operations.slice(1)).toEqual(['listMachinesVulnerabilities', 'listVulnerabilities']);
  });

  test('are asked for with or where the server does not know in', async () => {
    await start({ inOperator: false });
    const { answer, calls } = await ofDevices(100);
    const devices = calls.findLast(({ operation }) => operation === 'listMachinesVulnerabilities');
    expect(devices?.filter?.match(/machineId eq '/g)).toHaveLength(100);
    expect(
      counted(
        calls.map(({ operation }) => operation),
        'listMachineVulnerabilities',
      ),
    ).toBe(0);
    await checkEach({ machines: { nodes: answer.data.machines.nodes.slice(0, 15) } });
  });

  test('cost one call each where the server knows no choice, which is found out once', async () => {
    await start({ inOperator: false, orOperator: false });
    const first = await ofDevices(12);
    // Each form is asked once more without the count, which may be what the server refuses.
    expect(counted(first.operations, 'listMachinesVulnerabilities')).toBe(4);
    expect(counted(first.operations, 'listMachineVulnerabilities')).toBe(12);
    await checkEach(first.answer.data);
    const { operations } = await ofDevices(13);
    expect(counted(operations, 'listMachinesVulnerabilities')).toBe(0);
    expect(counted(operations, 'listVulnerabilities')).toBe(0);
  });

  test('come whole through pages that the server cuts short', async () => {
    await start({ nextLinks: 'always', pageCap: 40 });
    const { answer, operations } = await ofDevices(20);
    expect(counted(operations, 'listMachinesVulnerabilities')).toBeGreaterThan(2);
    await checkEach(answer.data);
  });

  test.each(['repeats', 'foreign-origin', 'no-new-rows'] as const)(
    'say that some may be missing where the list ends in a link that %s',
    async (hostileLink) => {
      await start({ nextLinks: 'always', pageCap: 10, hostileLink });
      const { answer } = await ofDevices(8);
      expect(answer.data.machines.nodes.length).toBeGreaterThan(5);
      for (const { vulnerabilities } of answer.data.machines.nodes) {
        expect(vulnerabilities?.completeness).toMatchObject({ complete: false });
        expect(vulnerabilities?.completeness.reason).not.toBeNull();
      }
    },
  );

  test('are fetched by their ids in one call', async () => {
    await start();
    const numbers = gateway.sandbox.tenant.vulnerabilities.slice(0, 60).map(({ id }) => id);
    const ids = numbers.map((id) => globalId('Vulnerability', gateway.sandbox.tenantId, id));
    const { answer, calls } = await upstreamOf(gateway.sandbox, () =>
      gateway.run<object>('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Vulnerability { vulnerabilityId } } }', {
        ids: [...ids, globalId('Vulnerability', gateway.sandbox.tenantId, 'CVE-1999-1')],
      }),
    );
    expect(answer.data).toEqual({ nodes: [...numbers.map((vulnerabilityId) => ({ vulnerabilityId })), null] });
    expect(calls.map(({ operation, filter }) => [operation, filter])).toEqual([
      ['listVulnerabilities', choiceOf('id', [...numbers, 'CVE-1999-1'])],
    ]);
  });
});
