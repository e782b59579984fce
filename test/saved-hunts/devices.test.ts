import {
  DAY,
  differing,
  groupedBy,
  HOUR,
  type HuntedRow,
  keyOf,
  latest,
  textOf,
  timeOf,
} from '../support/hunting/expected-hunts.ts';
import {
  after,
  EVENT,
  expectSince,
  expectSorted,
  type HuntedTenant,
  startHuntedTenant,
} from '../support/hunting/hunted-tenant.ts';
import { firstOf } from '../support/fakes/upstream.ts';

let gateway: HuntedTenant;
beforeAll(async () => {
  gateway = await startHuntedTenant();
});
afterAll(() => gateway.close());

describe('timeline-around-alert', () => {
  const TABLES = [
    'DeviceProcessEvents',
    'DeviceNetworkEvents',
    'DeviceFileEvents',
    'DeviceRegistryEvents',
    'DeviceLogonEvents',
    'DeviceImageLoadEvents',
    'DeviceEvents',
  ];
  const around = (alert: { machineId: string; alertCreationTime: string }, before: number, afterwards: number) =>
    TABLES.flatMap((name) =>
      gateway
        .table(name)
        .filter((row) => row['DeviceId'] === alert.machineId)
        .filter((row) => {
          const distance = timeOf(row) - Date.parse(alert.alertCreationTime);
          return distance >= -before && distance <= afterwards;
        })
        .map((row) => ({ ...row, TableName: name })),
    );
  const keys = (rows: readonly HuntedRow[]) => rows.map((row) => keyOf(row, ['TableName', ...EVENT])).sort();

  test('tells what happened on the device, from all tables, in order', async () => {
    const alerts = gateway.sandbox.tenant.alerts.slice(100, 160);
    const busiest = alerts.reduce((most, alert) =>
      around(alert, HOUR / 2, HOUR / 2).length > around(most, HOUR / 2, HOUR / 2).length ? alert : most,
    );
    const ran = await gateway.hunt('timeline-around-alert', { alertId: busiest.id });
    expect(keys(ran.rows)).toEqual(keys(around(busiest, HOUR / 2, HOUR / 2)));
    expect(differing(ran.rows, 'TableName')).toBeGreaterThan(1);
    expectSorted(ran, 1);
    const wide = await gateway.hunt('timeline-around-alert', {
      alertId: busiest.id,
      before: 'P5D',
      after: '2.12:00:00',
    });
    const last = latest(wide.rows);
    expect(timeOf(last)).toBeGreaterThan(Date.parse(busiest.alertCreationTime) + HOUR / 2);
    expect(keys(wide.rows)).toEqual(keys(around(busiest, 5 * DAY, 2.5 * DAY)));
  });

  test('leads to the alert and the device', async () => {
    const { machines, alerts } = gateway.sandbox.tenant;
    const ids = new Set(machines.map(({ id }) => id));
    const alert = firstOf(alerts.filter(({ machineId }) => ids.has(machineId)));
    const { data } = await gateway.run<{
      runSavedHunt: { rows: { nodes: { alert: { alertId: string }; machine: { machineId: string } }[] } };
    }>(
      `query ($id: JSON!) { runSavedHunt(name: "timeline-around-alert", parameters: [{ name: "alertId", value: $id }]) {
        rows(first: 5) { nodes { alert { alertId } machine { machineId } } } } }`,
      { id: alert.id },
    );
    const { nodes } = data.runSavedHunt.rows;
    expect(nodes.length).toBeGreaterThan(0);
    for (const node of nodes) {
      expect(node).toEqual({ alert: { alertId: alert.id }, machine: { machineId: alert.machineId } });
    }
  });
});

describe('exposed-vulnerable-software', () => {
  const weak = (severities: readonly string[], exposures: readonly string[], cve?: string) => {
    const { machines, machineVulnerabilities } = gateway.sandbox.tenant;
    const exposed = new Set(machines.filter((row) => exposures.includes(row.exposureLevel ?? '')).map(({ id }) => id));
    const rows = machineVulnerabilities
      .filter(({ machineId, severity }) => exposed.has(machineId) && severities.includes(severity))
      .filter(({ cveId }) => cve === undefined || cveId === cve)
      .map((row) => ({
        DeviceId: row.machineId,
        SoftwareVendor: row.productVendor,
        SoftwareName: row.productName,
        SoftwareVersion: row.productVersion,
        CveId: row.cveId,
      }));
    const groups = groupedBy(rows, ['DeviceId', 'SoftwareVendor', 'SoftwareName', 'SoftwareVersion']);
    return [...groups].map(([key, group]) => [key, group.map(({ CveId }) => CveId).sort()] as const).sort();
  };
  const found = (rows: readonly HuntedRow[]) =>
    rows
      .map(
        (row) =>
          [
            keyOf(row, ['DeviceId', 'SoftwareVendor', 'SoftwareName', 'SoftwareVersion']),
            [...(row['CveIds'] as string[])].sort(),
          ] as const,
      )
      .sort();

  test('finds the severe vulnerabilities of the most exposed devices, the worst first', async () => {
    const { rows } = await gateway.hunt('exposed-vulnerable-software');
    expect(found(rows)).toEqual(weak(['Critical', 'High'], ['High']));
    const counts = rows.map((row) => row['Vulnerabilities']);
    expect(counts).toEqual(rows.map((row) => (row['CveIds'] as string[]).length));
    expect(counts).toEqual([...counts].sort((one, other) => Number(other) - Number(one)));
  });

  test('finds one vulnerability wherever it is', async () => {
    const { cveId } = firstOf(gateway.sandbox.tenant.machineVulnerabilities);
    const severities = ['Critical', 'High', 'Medium', 'Low'];
    const exposures = ['None', 'Low', 'Medium', 'High'];
    const { rows } = await gateway.hunt('exposed-vulnerable-software', {
      severities,
      exposures,
      cve: cveId.toLowerCase(),
    });
    expect(found(rows)).toEqual(weak(severities, exposures, cveId));
  });
});

describe('silent-sensors', () => {
  const devices = () => [...groupedBy(gateway.table('DeviceInfo'), ['DeviceId']).values()].map(latest);
  const onboarded = () => devices().filter((row) => row['OnboardingStatus'] === 'Onboarded');

  test('finds devices that were silent for a week or whose sensor is not well', async () => {
    const ran = await gateway.hunt('silent-sensors');
    expectSorted(ran, 1);
    const quiet = (until: number) =>
      onboarded().filter((row) => timeOf(row) < until || row['SensorHealthState'] !== 'Active');
    expect(ran.rows.map((row) => row['DeviceId']).sort()).toEqual(
      quiet(ran.end - 7 * DAY)
        .map((row) => row['DeviceId'])
        .sort(),
    );
    const health = new Map(gateway.sandbox.tenant.machines.map(({ id, healthStatus }) => [id, healthStatus]));
    for (const row of ran.rows) expect(row['SensorHealthState']).toBe(health.get(textOf(row, 'DeviceId')));
  });

  test('finds those of some groups that were silent for longer', async () => {
    const groups = ['Workstations', 'ZÜRICH OFFICE'];
    const ran = await gateway.hunt('silent-sensors', { silence: 'P10D', groups, unwellToo: false });
    const quiet = onboarded().filter(
      (row) =>
        timeOf(row) < ran.end - 10 * DAY && ['Workstations', 'Zürich office'].includes(textOf(row, 'MachineGroup')),
    );
    expect(ran.rows.map((row) => row['DeviceId']).sort()).toEqual(quiet.map((row) => row['DeviceId']).sort());
  });
});
describe('mass-renames', () => {
  const WHO = ['DeviceId', 'SHA1', 'ProcessCommandLine', 'AccountName'];
  const bursts = (from: number, window: number, least: number) => {
    const renames = after(gateway.table('DeviceFileEvents'), from)
      .filter((row) => row['ActionType'] === 'FileRenamed')
      .map((row) => ({
        ...row,
        SHA1: row['InitiatingProcessSHA1'],
        ProcessCommandLine: row['InitiatingProcessCommandLine'],
        AccountName: row['InitiatingProcessAccountName'],
        File: `${textOf(row, 'PreviousFolderPath')}\\${textOf(row, 'PreviousFileName')}`,
        Stretch: Math.floor(timeOf(row) / window),
      }));
    return [...groupedBy(renames, [...WHO, 'Stretch']).values()]
      .map((group) => ({ ...latest(group), Files: differing(group, 'File') }))
      .filter(({ Files }) => Files >= least);
  };
  const COLUMNS = [...WHO, 'Files', 'Timestamp'];

  test('finds what ransomware renamed', async () => {
    const ran = await gateway.hunt('mass-renames', { lookback: '30d' });
    expectSince(ran, 30, COLUMNS, (from) => bursts(from, 10 * 60_000, 20));
    const struck = new Set(
      gateway.sandbox.tenant.alerts
        .filter(({ category }) => category === 'Ransomware')
        .map(({ machineId }) => machineId),
    );
    expect(ran.rows.filter((row) => !struck.has(textOf(row, 'DeviceId')))).toEqual([]);
  });

  test('finds what users renamed in a day, too, where less is enough', async () => {
    const ran = await gateway.hunt('mass-renames', { lookback: 'P31D', window: '1d', leastFiles: 4 });
    expectSince(ran, 31, COLUMNS, (from) => bursts(from, DAY, 4));
    expect(ran.rows.map((row) => row['FileName'])).toContain('explorer.exe');
  });
});
