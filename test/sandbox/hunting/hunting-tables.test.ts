import { huntingTables } from '../../../src/sandbox/hunting/hunting-tables.ts';
import { runKql } from '../../../src/sandbox/kql/run-kql.ts';
import { generateTenant } from '../../../src/sandbox/tenant/tenant.ts';

const NOW = new Date('2026-03-12T12:00:00.000Z');
const plan = { seed: 7, machines: 60, alerts: 900, now: NOW.getTime() };
const tenant = generateTenant(plan);
const tables = huntingTables(tenant);
const names = Object.keys(tables);
const monthAgo = new Date(NOW.getTime() - 31 * 86_400_000).toISOString();

function hunt(query: string): Record<string, unknown>[] {
  return runKql(query, tables, NOW).Results;
}

test('has the tables of alerts, devices and software', () => {
  expect(names.sort()).toEqual([
    'AlertEvidence',
    'AlertInfo',
    'DeviceEvents',
    'DeviceFileCertificateInfo',
    'DeviceFileEvents',
    'DeviceImageLoadEvents',
    'DeviceInfo',
    'DeviceLogonEvents',
    'DeviceNetworkEvents',
    'DeviceNetworkInfo',
    'DeviceProcessEvents',
    'DeviceRegistryEvents',
    'DeviceTvmSoftwareInventory',
    'DeviceTvmSoftwareVulnerabilities',
  ]);
});

describe.each(names)('%s', (name) => {
  const rows = [...(tables[name]?.rows() ?? [])];
  const columns = tables[name]?.columns ?? [];

  test('has rows, and only documented columns in them', () => {
    expect(rows.length).toBeGreaterThan(10);
    const known = new Set(columns.map((column) => column.name));
    const stray = new Set(rows.flatMap((row) => Object.keys(row)).filter((column) => !known.has(column)));
    expect([...stray]).toEqual([]);
    expect(known.size).toBe(columns.length);
  });

  test('holds values of the declared types', () => {
    const expected: Record<string, string> = { long: 'number', int: 'number', real: 'number', bool: 'boolean' };
    const wrong = rows.flatMap((row) =>
      columns.filter(({ name: column, type }) => {
        const value = row[column] ?? null;
        return value !== null && type !== 'dynamic' && typeof value !== (expected[type] ?? 'string');
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('covers the last 30 days and nothing after now', () => {
    const times = rows.map((row) => row['Timestamp']).filter((time) => typeof time === 'string');
    expect(times.every((time) => time > monthAgo && time <= NOW.toISOString())).toBe(true);
    expect(times.every((time) => /\.\d{7}Z$/.test(time))).toBe(true);
  });

  test('speaks of devices of the tenant only', () => {
    const known = new Set([...tenant.machines.map((machine) => machine.id), ...tenant.retiredMachineIds]);
    const strangers = rows.filter((row) => 'DeviceId' in row && !known.has(String(row['DeviceId'])));
    expect(strangers).toEqual([]);
  });

  test('gives the same rows again, and for the same plan', () => {
    const again = huntingTables(generateTenant(plan))[name];
    // Text, because jest compares rows this wide slowly.
    const text = JSON.stringify(rows);
    expect(JSON.stringify([...(tables[name]?.rows() ?? [])]) === text).toBe(true);
    expect(JSON.stringify([...(again?.rows() ?? [])]) === text).toBe(true);
  });
});

describe('links between hunting and the API resolve', () => {
  test('each alert of the last 30 days is in AlertInfo under its id', () => {
    const recent = tenant.alerts.filter((alert) => alert.alertCreationTime > '2026-02-11');
    const found = new Map(hunt('AlertInfo').map((row) => [row['AlertId'], row]));
    for (const alert of recent) {
      expect(found.get(alert.id)).toMatchObject({
        Title: alert.title,
        Severity: alert.severity,
        Timestamp: alert.alertCreationTime,
      });
    }
  });

  test('AlertEvidence names the device and the evidence of each alert', () => {
    const alert = tenant.alerts.find((one) => one.evidence.some(({ entityType }) => entityType === 'Process'));
    const rows = hunt(`AlertEvidence | where AlertId == '${alert?.id}'`);
    expect(rows).toHaveLength(1 + (alert?.evidence.length ?? 0));
    expect(rows[0]).toMatchObject({ EntityType: 'Machine', DeviceId: alert?.machineId });
    const hashes = rows.map((row) => row['SHA1']).filter((hash) => hash !== '');
    expect(hashes).toEqual(alert?.evidence.flatMap(({ sha1 }) => sha1 ?? []));
  });

  test('the program of an alert ran on its device', () => {
    const unmatched = hunt(
      `AlertEvidence | where EntityType == 'Process' | where Timestamp > ago(29d)
       | join kind=leftanti DeviceProcessEvents on DeviceId, SHA1, ProcessCommandLine`,
    );
    expect(unmatched).toEqual([]);
  });

  test('the file, registry value and address of an alert have their events', () => {
    const unmatched = (kind: string, table: string, column: string): unknown[] =>
      hunt(
        `AlertEvidence | where EntityType == '${kind}' and Timestamp > ago(29d)
         | join kind=leftanti ${table} on DeviceId, ${column}`,
      );
    expect(unmatched('File', 'DeviceFileEvents', 'SHA1')).toEqual([]);
    expect(unmatched('RegistryValue', 'DeviceRegistryEvents', 'RegistryKey')).toEqual([]);
    expect(unmatched('Ip', 'DeviceNetworkEvents', 'RemoteIP')).toEqual([]);
    expect(unmatched('Url', 'DeviceNetworkEvents', 'RemoteUrl')).toEqual([]);
  });

  test('file events speak of files that the file API knows, and of documents, which have no hash', () => {
    const known = new Set(tenant.files.map((file) => file.sha1));
    const hashed = hunt('DeviceFileEvents').filter((row) => row['SHA1'] !== '');
    expect(hashed.length).toBeGreaterThan(10);
    expect(hashed.filter((row) => !known.has(String(row['SHA1'])))).toEqual([]);
  });

  test('what ransomware renamed was renamed by the program of its alert, after its start', () => {
    const unmatched = hunt(
      `DeviceFileEvents | where ActionType == 'FileRenamed' and InitiatingProcessFileName != 'explorer.exe'
       | where Timestamp > ago(29d)
       | join kind=leftouter (DeviceProcessEvents | project DeviceId, InitiatingProcessSHA1 = SHA1, Started = Timestamp,
           InitiatingProcessCommandLine = ProcessCommandLine)
         on DeviceId, InitiatingProcessSHA1, InitiatingProcessCommandLine
       | summarize Started = min(Started) by DeviceId, ReportId, Timestamp
       | where isnull(Started) or Started > Timestamp`,
    );
    expect(unmatched).toEqual([]);
  });

  test('a guessed password was that of an alert’s user, from the address of the alert', () => {
    const guessed = hunt(
      `DeviceLogonEvents | where RemoteIPType == 'Public' | distinct DeviceId, AccountName, RemoteIP`,
    );
    expect(guessed.length).toBeGreaterThan(3);
    const named = new Set(
      tenant.alerts.flatMap(({ machineId, relatedUser, evidence }) =>
        evidence.map(({ ipAddress }) => [machineId, relatedUser?.userName, ipAddress].join()),
      ),
    );
    expect(guessed.filter((row) => !named.has(Object.values(row).join()))).toEqual([]);
  });

  test('who logs on is a user of the tenant who uses that device', () => {
    const known = new Set(tenant.logons.map((logon) => `${logon.machineId}:${logon.userId}`));
    const strangers = hunt('DeviceLogonEvents').filter(
      (row) => !known.has(`${String(row['DeviceId'])}:${String(row['AccountDomain'])}\\${String(row['AccountName'])}`),
    );
    expect(strangers).toEqual([]);
  });

  test('the latest DeviceInfo agrees with the device', () => {
    const rows = hunt('DeviceInfo | summarize arg_max(Timestamp, *) by DeviceId');
    const machines = new Map(tenant.machines.map((machine) => [machine.id, machine]));
    expect(rows).toHaveLength(tenant.machines.length);
    for (const row of rows) {
      const machine = machines.get(String(row['DeviceId']));
      expect(row).toMatchObject({ DeviceName: machine?.computerDnsName, OSPlatform: machine?.osPlatform });
      expect(String(row['Timestamp']).slice(0, 10)).toBe(machine?.lastSeen.slice(0, 10));
    }
  });

  test('software and weaknesses agree with the inventory', () => {
    expect(hunt('DeviceTvmSoftwareInventory | count')).toEqual([{ Count: tenant.installations.length }]);
    expect(hunt('DeviceTvmSoftwareVulnerabilities | count')).toEqual([{ Count: tenant.machineVulnerabilities.length }]);
  });

  test('a new alert shows in hunting at once', () => {
    const changed = generateTenant({ ...plan, machines: 10, alerts: 20 });
    const database = huntingTables(changed);
    const [newest] = changed.alerts;
    if (!newest) throw new Error('the tenant has no alerts');
    changed.alerts.unshift({ ...newest, id: 'da1_new', evidence: [] });
    expect(runKql("AlertInfo | where AlertId == 'da1_new' | count", database, NOW).Results).toEqual([{ Count: 1 }]);
  });
});

test('JSON text in string columns can be taken apart', () => {
  const [row] = hunt(
    `DeviceInfo | where LoggedOnUsers != '[]' | take 1
     | mv-expand User = parse_json(LoggedOnUsers) | project Name = tostring(User.UserName)`,
  );
  expect(tenant.accounts.map((account) => account.accountName)).toContain(row?.['Name']);
});
