import type { Reply } from '../support/fakes/fake-api.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway } from '../support/gateway/gateway.ts';

const SERIES = /^defender_unknown_properties_total\{type="(.*)",property="(.*)"\} (\d+)$/gm;
const MESSAGE = 'the vendor sends a property that this version does not know';

/** What the metrics count, as `type.property` to the number of objects. */
async function counted(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Object.fromEntries(
    [...text.matchAll(SERIES)].map(([, type, name, objects]) => [`${type}.${name}`, Number(objects)]),
  );
}

const replies: Record<string, Reply> = {};
let gateway: FakeGateway;
// One each, as what was counted stays.
beforeEach(async () => {
  gateway = await startFakeGateway(replies);
});
afterEach(async () => {
  await gateway.close();
  expect(gateway.api.unexpected).toEqual([]);
});

const machines = async (rows: readonly object[]) => {
  replies['GET /api/machines'] = { value: rows };
  const { data } = await gateway.run<{ machines: { nodes: object[] } }>(
    '{ machines { nodes { machineId vmMetadata } } }',
  );
  return data.machines.nodes;
};
const logged = () => gateway.logs.filter(({ msg }) => msg === MESSAGE);

describe('a property that the graph does not know', () => {
  test('is counted for each object that has it, and logged once', async () => {
    for (const value of [7, null])
      await machines([{ id: 'm1', fooBar: value }, { id: 'm2', fooBar: value }, { id: 'm3' }]);
    expect(await counted(gateway.url)).toEqual({ 'Machine.fooBar': 4 });
    expect(logged()).toMatchObject([{ level: 30, type: 'Machine', property: 'fooBar' }]);
  });

  test('is found in what objects hold, in single objects, and in the answers to changes', async () => {
    replies['GET /api/alerts'] = {
      value: [{ id: 'a1', evidence: [{ entityType: 'File', x1: 1 }], relatedUser: { x2: 1 } }],
    };
    await gateway.run('{ alerts { nodes { alertId evidence { entityType } } } }');
    replies['GET /api/machines/m1'] = { id: 'm1', ipAddresses: [{ ipAddress: '192.0.2.1', x3: 1 }], x4: 1 };
    await gateway.run('{ machine(id: "m1") { machineId } }');
    replies['POST /api/indicators'] = { id: 1, x5: 1 };
    const input =
      '{ indicatorValue: "192.0.2.1", indicatorType: IP_ADDRESS, action: BLOCK, title: "t", description: "d" }';
    await gateway.run(`mutation { submitIndicator(input: ${input}) { indicator { indicatorId } } }`);
    expect(await counted(gateway.url)).toEqual({
      'AlertEvidence.x1': 1,
      'AlertRelatedUser.x2': 1,
      'IpAddress.x3': 1,
      'Machine.x4': 1,
      'Indicator.x5': 1,
    });
  });

  test('is none where it is an annotation, another spelling, or within what is shown whole', async () => {
    const nodes = await machines([
      { '@odata.type': '#x', ID: 'm1', 'id@odata.type': 'x', COMPUTERDNSNAME: 'a', VmMetadata: { fooBar: { Id: 1 } } },
    ]);
    expect(nodes).toEqual([{ machineId: 'm1', vmMetadata: { fooBar: { Id: 1 } } }]);
    expect(await counted(gateway.url)).toEqual({});
    expect(logged()).toEqual([]);
  });

  test('is one although a relation, a state or an id of the graph has its name', async () => {
    await machines([{ id: 'm1', software: [], isolation: 'Isolated', machineId: 'x' }]);
    expect(Object.keys(await counted(gateway.url)).sort()).toEqual([
      'Machine.isolation',
      'Machine.machineId',
      'Machine.software',
    ]);
  });

  test('is told under a name that harms no label and no log', async () => {
    const row = JSON.parse(`{"id":"m1","__proto__":{"a":1},"a\\"b\\nc{}=é":1,"${'y'.repeat(3_000)}":1}`) as object;
    expect(await machines([row])).toEqual([{ machineId: 'm1', vmMetadata: null }]);
    const names = [`Machine.${'y'.repeat(100)}`, 'Machine.a_b_c____', 'Machine.__proto__'];
    expect(Object.keys(await counted(gateway.url)).sort()).toEqual(names.sort());
  });

  test('is counted as another once 200 are told apart', async () => {
    for (const start of [0, 150, 300]) {
      const names = Array.from({ length: 150 }, (_, index) => [`p${start + index}`, 1]);
      await machines([{ id: 'm1', ...Object.fromEntries(names) }]);
    }
    const series = await counted(gateway.url);
    expect(Object.keys(series)).toHaveLength(201);
    expect(series['other.other']).toBe(250);
    expect(logged()).toHaveLength(201);
  });
});

describe('a property in another letter case', () => {
  test('is read by its documented name: externalId of an indicator, and of an action', async () => {
    replies['GET /api/indicators'] = { value: [{ id: 7, externalId: 'feed-7' }] };
    replies['GET /api/machineactions'] = {
      value: [
        { id: 'a1', externalId: 'INC-1' },
        { id: 'a2', externalID: 'INC-2' },
      ],
    };
    const { data } = await gateway.run<object>(
      '{ indicators { nodes { externalID } } machineActions { nodes { externalID } } }',
    );
    expect(data).toEqual({
      indicators: { nodes: [{ externalID: 'feed-7' }] },
      machineActions: { nodes: [{ externalID: 'INC-1' }, { externalID: 'INC-2' }] },
    });
  });

  test('gives way to the documented spelling where both hold a value', async () => {
    const nodes = await machines([
      { VmMetadata: 'odd', id: 'm1', vmMetadata: 'right' },
      { id: 'm2', VmMetadata: 'odd', vmMetadata: null },
    ]);
    expect(nodes).toEqual([
      { machineId: 'm1', vmMetadata: 'right' },
      { machineId: 'm2', vmMetadata: 'odd' },
    ]);
  });

  test('joins the findings of several devices with their CVEs', async () => {
    const ids = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
    replies['GET /api/machines'] = { value: ids.map((id) => ({ Id: id })) };
    replies['GET /api/vulnerabilities/machinesVulnerabilities'] = {
      value: ids.map((id) => ({
        Id: `${id}-1`,
        CveId: 'CVE-2026-1',
        MachineId: id,
        Severity: 'High',
        productname: 'x',
      })),
    };
    replies['GET /api/vulnerabilities'] = { value: [{ Id: 'CVE-2026-1', CvssV3: 9.8 }] };
    const { data } = await gateway.run<{ machines: { nodes: object[] } }>(
      '{ machines { nodes { machineId vulnerabilities { nodes { vulnerabilityId cvssV3 } } } } }',
    );
    const vulnerabilities = { nodes: [{ vulnerabilityId: 'CVE-2026-1', cvssV3: 9.8 }] };
    expect(data.machines.nodes).toEqual(ids.map((machineId) => ({ machineId, vulnerabilities })));
    expect(await counted(gateway.url)).toEqual({});
  });
});

test('the simulated tenant sends the properties that recordings show, and none that the graph does not know', async () => {
  const tenant = await startSandboxGateway({ machines: 120, alerts: 400, quirks: { limits: false } });
  try {
    const { data } = await tenant.run<Record<string, { nodes: Record<string, unknown>[] }>>(`{
      machines(first: 120) { nodes { agentVersion managedBy managedByStatus isPotentialDuplication isExcluded exclusionReason
        mergedIntoMachineId osVersion vmMetadata ipAddresses { type } } }
      alerts(first: 200) { nodes { loggedOnUsers { accountName domainName } evidence { entityType } } }
      machineActions(first: 200) { nodes { externalID troubleshootInfo } }
      indicators(first: 300) { nodes { externalID category historicalDetection lookBackPeriod mitreTechniques notificationId
        notificationBody version bypassDurationHours additionalInfo certificateInfo } }
      investigations { nodes { investigationId } } libraryFiles { nodes { fileName } }
    }`);
    await tenant.run(`{
      alerts(first: 1) { nodes { files { sha1 } ips { ipId } domains { host } user { userId } } }
      machines(first: 1) { nodes { software { nodes { softwareId } } vulnerabilities { nodes { vulnerabilityId } }
        recommendations { nodes { recommendationId } } logonUsers { nodes { userId } } } }
    }`);
    const filled = (list: string, property: string) =>
      data[list]?.nodes.filter((node) => node[property] !== null && node[property] !== undefined).length ?? 0;
    for (const property of ['agentVersion', 'managedBy', 'managedByStatus', 'isPotentialDuplication', 'isExcluded'])
      expect([property, filled('machines', property) > 60]).toEqual([property, true]);
    for (const [list, property] of [
      ['machines', 'vmMetadata'],
      ['alerts', 'loggedOnUsers'],
      ['machineActions', 'externalID'],
      ['machineActions', 'troubleshootInfo'],
      ['indicators', 'externalID'],
      ['indicators', 'category'],
      ['indicators', 'certificateInfo'],
      ['indicators', 'mitreTechniques'],
    ] as const)
      expect([property, filled(list, property) > 0]).toEqual([property, true]);
    expect(await counted(tenant.url)).toEqual({});
  } finally {
    await tenant.close();
  }
});
