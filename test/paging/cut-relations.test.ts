import { startFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';
import type { Quirks } from '../../src/sandbox/sandbox.ts';

// What was learned of a server is remembered, and so is the quota: each test has a gateway of its own.
let gateway: SandboxGateway;
beforeEach(async () => {
  const tenant = { machines: 40, alerts: 150, quirks: { limits: false } };
  gateway = await startSandboxGateway(tenant, { CACHE_MEGABYTES: '0' });
});
afterEach(() => gateway.close());

const COUNTS = ['always', true, 'ignored', false] as const;
const CAPS = [7, 20, 10_000];
const SERVERS = CAPS.flatMap((cap) => COUNTS.map((countOption) => [cap, countOption] as const));
const serve = (silentCaps: Quirks['silentCaps'], countOption: Quirks['countOption']): void =>
  void Object.assign(gateway.sandbox.quirks, { silentCaps, countOption });

describe('what is fetched by the hundred, from a server that caps pages at', () => {
  test.each(SERVERS)('%i and of which the count is %p: the devices of alerts', async (cap, countOption) => {
    serve({ '*': cap }, countOption);
    interface Alerts {
      alerts: { nodes: { machineId: string; machine: { machineId: string } | null }[] };
    }
    const { data } = await gateway.run<Alerts>('{ alerts(first: 150) { nodes { machineId machine { machineId } } } }');
    const { machines } = gateway.sandbox.tenant;
    expect(data.alerts.nodes).toHaveLength(150);
    for (const { machineId, machine } of data.alerts.nodes) {
      const known = machines.some(({ id }) => id === machineId);
      expect(machine?.machineId ?? null).toBe(known ? machineId : null);
    }
    expect(data.alerts.nodes.some(({ machine }) => machine === null)).toBe(true);
  });

  test.each(SERVERS)('%i and of which the count is %p: the lists of devices', async (cap, countOption) => {
    serve({ '*': cap, listMachineSoftware: 10_000 }, countOption);
    const list = 'totalCount completeness { complete }';
    interface Machines {
      machines: { nodes: Record<'actions' | 'investigations' | 'vulnerabilities', { totalCount: number }>[] };
    }
    const { data } = await gateway.run<Machines & { machines: { nodes: { machineId: string }[] } }>(
      `{ machines(first: 30) { nodes { machineId
         actions { ${list} } investigations { ${list} } vulnerabilities { ${list} } } } }`,
    );
    const { actions, investigations, machineVulnerabilities } = gateway.sandbox.tenant;
    const of = <Row extends { machineId: string | null }>(rows: readonly Row[], id: string): Row[] =>
      rows.filter((row) => row.machineId === id);
    expect(data.machines.nodes).toHaveLength(30);
    for (const node of data.machines.nodes) {
      const cves = new Set(of(machineVulnerabilities, node.machineId).map(({ cveId }) => cveId));
      const whole = (totalCount: number) => ({ totalCount, completeness: { complete: true } });
      expect(node).toEqual({
        machineId: node.machineId,
        actions: whole(of(actions, node.machineId).length),
        investigations: whole(of(investigations, node.machineId).length),
        vulnerabilities: whole(cves.size),
      });
    }
  });

  test('10,000 costs no call to see that those not found are gone', async () => {
    const fresh = await startSandboxGateway();
    const { operations } = await upstreamOf(fresh.sandbox, () =>
      fresh.run('{ alerts(first: 100) { nodes { machine { machineId } } } }'),
    );
    expect(operations).toEqual(['listAlerts', 'listMachines']);
    await fresh.close();
  });

  test('no size that is told, by one that refuses to lead on: those not found are an error, not a miss', async () => {
    const ids = ['m-1', 'm-2', 'm-3'];
    const fake = await startFakeGateway({
      'GET /api/machines': ({ query }, response) =>
        void (query.has('$skip')
          ? response.writeHead(400).end('{"error":{"code":"BadRequest","message":"Refused."}}')
          : response.end(JSON.stringify({ value: [{ id: 'm-1' }] }))),
    });
    const fields = ids.map((id, n) => `m${n}: machine(id: "${id}") { machineId }`);
    const { data, errors } = await fake.attempt<Record<string, object | null>>(`{ ${fields.join(' ')} }`);
    expect(data).toEqual({ m0: { machineId: 'm-1' }, m1: null, m2: null });
    expect(errors?.map(({ path, message }) => [path?.[0], message])).toEqual(
      ['m1', 'm2'].map((name) => [name, 'Defender did not lead listMachines to its end (SERVER_PAGE_LIMIT).']),
    );
    await fake.close();
  });
});

describe('a list of one device that comes whole', () => {
  const LISTS = [
    ['alerts', 'listMachineAlerts'],
    ['logonUsers', 'listMachineLogonUsers'],
    ['software', 'listMachineSoftware'],
    ['vulnerabilities', 'listMachineVulnerabilities'],
    ['recommendations', 'listMachineRecommendations'],
    ['missingKbs', 'listMachineMissingKbs'],
  ] as const;
  type Lists = Record<string, { nodes: object[]; totalCount: number | null; completeness: object }>;
  const ask = async (id: string, field: string) => {
    const query = `{ machine(id: "${id}") { ${field}(first: 1000) { nodes { __typename } totalCount
      completeness { complete reason } pageInfo { hasNextPage } } } }`;
    return (await gateway.run<{ machine: Lists }>(query, {}, 'app')).data.machine[field];
  };

  test.each(LISTS)('%s says so where its count tells that it was cut', async (field, operation) => {
    const { tenant } = gateway.sandbox;
    let whole: Awaited<ReturnType<typeof ask>>;
    let id = '';
    for (const machine of tenant.machines) {
      [id, whole] = [machine.id, await ask(machine.id, field)];
      if ((whole?.nodes.length ?? 0) > 0) break;
    }
    const length = whole?.nodes.length ?? 0;
    expect(length).toBeGreaterThan(0);
    expect(whole).toMatchObject({ totalCount: length, completeness: { complete: true, reason: null } });
    serve({ [operation]: length - 1 }, 'always');
    const cut = await ask(id, field);
    expect(cut?.nodes).toHaveLength(length - 1);
    expect(cut).toMatchObject({
      totalCount: length,
      completeness: { complete: false, reason: 'SERVER_PAGE_LIMIT' },
      pageInfo: { hasNextPage: false },
    });
  });
});
