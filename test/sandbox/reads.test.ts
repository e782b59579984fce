import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { caller, errorOf, rowsOf } from './sandbox-client.ts';
import type { Ask } from './sandbox-client.ts';

let sandbox: Sandbox;
let ask: Ask;

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 120, alerts: 500, quirks: { limits: false } });
  ask = await caller(sandbox, 'app');
});
afterAll(() => sandbox.close());

function richAlert() {
  const alert = sandbox.tenant.alerts.find(
    (row) =>
      row.relatedUser &&
      row.evidence.some((item) => item.ipAddress) &&
      row.evidence.some((item) => item.sha1) &&
      !sandbox.tenant.retiredMachineIds.includes(row.machineId),
  );
  if (!alert) throw new Error('no alert with all kinds of evidence');
  return alert;
}

describe('an alert leads to', () => {
  test('itself with its evidence, its device, user, files and addresses', async () => {
    const alert = richAlert();
    const path = `/api/alerts/${alert.id}`;
    expect((await ask(path)).json).toEqual({
      '@odata.context': 'https://api.securitycenter.microsoft.com/api/$metadata#Alerts/$entity',
      ...alert,
      loggedOnUsers: [{ accountName: alert.relatedUser?.userName, domainName: alert.relatedUser?.domainName }],
    });
    expect((await ask(`${path}/machine`)).json).toMatchObject({ id: alert.machineId });
    expect((await ask(`${path}/user`)).json).toMatchObject({ accountName: alert.relatedUser?.userName });
    const hashes = new Set(alert.evidence.flatMap((item) => item.sha1 ?? []));
    expect(new Set(rowsOf(await ask(`${path}/files`)).map((row) => row['sha1']))).toEqual(hashes);
    const addresses = alert.evidence.flatMap((item) => item.ipAddress ?? []);
    expect(rowsOf(await ask(`${path}/ips`)).map((row) => row['id'])).toEqual(addresses);
  });

  test('the hosts of its URLs', async () => {
    const alert = sandbox.tenant.alerts.find((row) => row.evidence.some((item) => item.url?.includes('bücher')));
    expect(rowsOf(await ask(`/api/alerts/${alert?.id}/domains`))).toContainEqual({ host: 'bücher.example' });
    const known = await ask(`/api/domains/${encodeURIComponent('bücher.example')}/alerts`);
    expect(rowsOf(known).map((row) => row['id'])).toContain(alert?.id);
  });

  test('nowhere when its device is retired or it has no user', async () => {
    const retired = sandbox.tenant.alerts.find((row) => sandbox.tenant.retiredMachineIds.includes(row.machineId));
    expect((await ask(`/api/alerts/${retired?.id}/machine`)).status).toBe(404);
    expect((await ask(`/api/machines/${retired?.machineId}`)).status).toBe(404);
    const nobody = sandbox.tenant.alerts.find((row) => row.relatedUser === null);
    expect((await ask(`/api/alerts/${nobody?.id}/user`)).status).toBe(404);
  });

  test('its investigation, which answers to the alert’s id as well', async () => {
    const { id, triggeringAlertId } = sandbox.tenant.investigations[3] ?? { id: '', triggeringAlertId: '' };
    expect((await ask(`/api/investigations/${id}`)).json['id']).toBe(id);
    expect((await ask(`/api/investigations/${triggeringAlertId}`)).json['id']).toBe(id);
    expect((await ask(`/api/alerts/${triggeringAlertId}`)).json['investigationId']).toBe(Number(id));
  });
});

describe('a device', () => {
  test('is found by id and by name in any letter case', async () => {
    const machine = sandbox.tenant.machines.find((row) => row.computerDnsName !== '');
    expect((await ask(`/api/machines/${machine?.id}`)).json).toMatchObject({ ...machine });
    expect((await ask(`/API/v1.0/Machines/${machine?.computerDnsName.toUpperCase()}`)).json['id']).toBe(machine?.id);
  });

  test('is found by the address it had at a moment', async () => {
    const machine = sandbox.tenant.machines.find((row) => row.healthStatus === 'Active');
    const path = `/api/machines/findbyip(ip='${machine?.lastIpAddress}',timestamp=${machine?.lastSeen})`;
    expect(rowsOf(await ask(path)).map((row) => row['id'])).toContain(machine?.id);
    expect((await ask("/api/machines/findbyip(ip='10.1.1.1',timestamp=2020-01-01T00:00:00Z)")).status).toBe(400);
    expect(errorOf(await ask("/api/machines/findbyip(ip='x',timestamp=2020-01-01T00:00:00Z)")).code).toBe(
      'InvalidIpAddress',
    );
    const lost = `/api/machines/find(timestamp=${machine?.lastSeen},key='192.0.2.1')`;
    expect((await ask(lost)).status).toBe(404);
  });

  test('knows its alerts, users, software, weaknesses, advice and missing updates', async () => {
    const { tenant } = sandbox;
    const id = tenant.machineVulnerabilities.find((row) => row.fixingKbId !== null)?.machineId ?? '';
    const ids = async (path: string) => rowsOf(await ask(`/api/machines/${id}/${path}`)).map((row) => row['id']);
    expect(await ids('alerts')).toEqual(tenant.alerts.filter((row) => row.machineId === id).map((row) => row.id));
    const users = tenant.logons.filter((row) => row.machineId === id).map((row) => row.userId);
    expect(await ids('logonusers')).toEqual(users);
    expect(await ids('software')).toHaveLength(tenant.installations.filter((row) => row.machineId === id).length);
    const cves = new Set(tenant.machineVulnerabilities.filter((row) => row.machineId === id).map((row) => row.cveId));
    expect(new Set(await ids('vulnerabilities'))).toEqual(cves);
    const advice = tenant.recommendationTargets.filter((row) => row.machineId === id);
    expect(await ids('recommendations')).toHaveLength(advice.length);
    expect(await ids('getmissingkbs')).toHaveLength(1);
  });
});

describe('inventories', () => {
  test('software knows its versions, devices and CVEs', async () => {
    const { id, weaknesses } = sandbox.tenant.software[0] ?? { id: '', weaknesses: 0 };
    const installed = sandbox.tenant.installations.filter((row) => row.softwareId === id);
    const versions = rowsOf(await ask(`/api/Software/${id}/distributions`));
    expect(versions.reduce((sum, row) => sum + Number(row['installations']), 0)).toBe(installed.length);
    expect(rowsOf(await ask(`/api/software/${id}/machineReferences`))).toHaveLength(installed.length);
    expect(rowsOf(await ask(`/api/Software/${id}/vulnerabilities`))).toHaveLength(weaknesses);
    expect((await ask('/api/Software/nothing')).status).toBe(404);
  });

  test('a CVE knows its devices, by itself and in the list by device', async () => {
    const cve = sandbox.tenant.vulnerabilities[0];
    const devices = rowsOf(await ask(`/api/vulnerabilities/${cve?.id}/machineReferences`));
    expect(devices).toHaveLength(cve?.exposedMachines ?? -1);
    const one = String(devices[0]?.['id']);
    const path = `/api/vulnerabilities/machinesVulnerabilities?$filter=machineId eq '${one}' and cveId eq '${cve?.id}'`;
    expect(rowsOf(await ask(path))).toHaveLength(1);
  });

  test('a recommendation knows its product, devices and CVEs', async () => {
    const advice = sandbox.tenant.recommendations[0];
    const path = `/api/recommendations/${advice?.id}`;
    expect((await ask(`${path}/software`)).json['id']).toBe(advice?.id.slice('va-_-'.length));
    expect(rowsOf(await ask(`${path}/machineReferences`))).toHaveLength(advice?.exposedMachinesCount ?? -1);
    expect(rowsOf(await ask(`${path}/vulnerabilities`))).toHaveLength(advice?.weaknesses ?? -1);
  });
});

describe('observables', () => {
  test('unknown ones are empty lists, malformed ones 400, unknown files and users 404', async () => {
    expect(rowsOf(await ask('/api/domains/nowhere.example/alerts'))).toEqual([]);
    expect(rowsOf(await ask('/api/ips/192.0.2.200/alerts'))).toEqual([]);
    expect(rowsOf(await ask('/api/users/nobody/alerts'))).toEqual([]);
    expect(rowsOf(await ask(`/api/files/${'0'.repeat(40)}/machines`))).toEqual([]);
    expect((await ask('/api/domains/nowhere.example/stats')).json['organizationPrevalence']).toBe(0);
    expect((await ask(`/api/files/${'0'.repeat(40)}`)).status).toBe(404);
    expect((await ask('/api/users/nobody')).status).toBe(404);
    expect(errorOf(await ask('/api/ips/300.1.1.1/alerts')).code).toBe('InvalidIpAddress');
    expect(errorOf(await ask('/api/domains/nope/stats')).code).toBe('InvalidDomainName');
    expect(errorOf(await ask('/api/files/xyz')).code).toBe('InvalidHashValue');
    expect(errorOf(await ask(`/api/files/${'0'.repeat(64)}/alerts`)).code).toBe('InvalidHashValue');
  });

  test('known ones lead to their alerts and devices', async () => {
    const alert = richAlert();
    const user = encodeURIComponent(alert.relatedUser?.userName ?? '');
    expect(rowsOf(await ask(`/api/users/${user}/alerts`)).map((row) => row['id'])).toContain(alert.id);
    expect(rowsOf(await ask(`/api/users/${user}/machines`)).length).toBeGreaterThan(0);
    const address = alert.evidence.find((item) => item.ipAddress)?.ipAddress;
    expect(rowsOf(await ask(`/api/ips/${address}/alerts`)).map((row) => row['id'])).toContain(alert.id);
    const sha1 = alert.evidence.find((item) => item.sha1)?.sha1;
    expect(rowsOf(await ask(`/api/files/${sha1}/machines`)).map((row) => row['id'])).toContain(alert.machineId);
    expect((await ask(`/api/files/${sha1}/stats`)).json).toMatchObject({
      sha1,
      globallyPrevalence: expect.any(Number) as number,
    });
    expect((await ask(`/api/ips/${address}/stats?lookBackHours=721`)).status).toBe(400);
  });
});
