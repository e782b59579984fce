import type { MachineVulnerabilityRow } from '../../seed/inventory-rows.ts';
import type { MachineRow } from '../../seed/rows.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { deviceOf, digest, exportTime } from './device-assessments.ts';
import { each, pairs, type RowSource } from './row-source.ts';

const byId = ({ machines }: Tenant) => new Map(machines.map((machine) => [machine.id, machine]));
const NO_DEVICE = { rbacGroupId: null, deviceName: '', rbacGroupName: 'Unassigned', osPlatform: null };

/** The device that a row names; some rows outlive theirs. */
const named = (machines: ReadonlyMap<string, MachineRow>, id: string) => {
  const machine = machines.get(id);
  return machine === undefined
    ? { ...NO_DEVICE, deviceId: id }
    : { ...deviceOf(machine), rbacGroupId: String(machine.rbacGroupId) };
};

/** Products with a product code on each device. */
export function softwareInventory(tenant: Tenant): RowSource {
  const machines = byId(tenant);
  const products = new Map(tenant.software.map((row) => [row.id, row]));
  return each(tenant.installations, ({ machineId, softwareId, version }) => {
    const product = products.get(softwareId);
    return {
      ...named(machines, machineId),
      softwareVendor: product?.vendor ?? '',
      softwareName: product?.name ?? softwareId,
      softwareVersion: version,
      numberOfWeaknesses: product?.weaknesses ?? 0,
      diskPaths: [`c:\\program files\\${product?.name ?? softwareId}\\app.exe`],
      registryPaths: [],
      softwareFirstSeenTimestamp: exportTime(machines.get(machineId)?.firstSeen ?? '2026-01-01T00:00:00Z'),
      endOfSupportStatus: digest(softwareId, 6) === 0 ? 'EOS Version' : 'None',
      endOfSupportDate: digest(softwareId, 6) === 0 ? '2026-06-30' : null,
    };
  });
}

const WITHOUT_CODE = [
  ['contoso', 'expense reports', '4.2.0'],
  ['fabrikam', 'label printer', '1.0.7'],
] as const;

/** Products without a product code on each device. */
export function nonCpeSoftware({ machines }: Tenant): RowSource {
  return pairs(machines, WITHOUT_CODE, (machine, [softwareVendor, softwareName, softwareVersion]) => ({
    ...deviceOf(machine),
    rbacGroupId: machine.rbacGroupId,
    softwareVendor,
    softwareName,
    softwareVersion,
    softwareLastSeenTimestamp: exportTime(machine.lastSeen),
  }));
}

/** The columns that the snapshot of vulnerabilities and its changes share. */
function vulnerable(tenant: Tenant) {
  const machines = byId(tenant);
  const cves = new Map(tenant.vulnerabilities.map((row) => [row.id, row]));
  return ({
    machineId,
    cveId,
    productName,
    productVendor,
    productVersion,
    fixingKbId,
    severity,
  }: MachineVulnerabilityRow) => {
    const machine = machines.get(machineId);
    return {
      id: `${machineId}_${productVendor}_${productName}_${productVersion}_${cveId}`,
      ...named(machines, machineId),
      osVersion: machine?.version ?? null,
      osArchitecture: machine?.osArchitecture ?? null,
      softwareVendor: productVendor,
      softwareName: productName,
      softwareVersion: productVersion,
      // In Pascal case, as recordings show some of the columns.
      CveId: cveId,
      cvssScore: cves.get(cveId)?.cvssV3 ?? null,
      vulnerabilitySeverityLevel: severity,
      recommendedSecurityUpdate: fixingKbId === null ? null : `KB${fixingKbId}`,
      recommendedSecurityUpdateId: fixingKbId,
      recommendedSecurityUpdateUrl: fixingKbId === null ? null : `https://updates.contoso.example/${fixingKbId}`,
      diskPaths: [`c:\\program files\\${productName}\\app.exe`],
      registryPaths: [],
      firstSeenTimestamp: exportTime(machine?.firstSeen ?? '2026-01-01T00:00:00Z'),
      lastSeenTimestamp: exportTime(machine?.lastSeen ?? '2026-01-01T00:00:00Z'),
      exploitabilityLevel: cves.get(cveId)?.publicExploit === true ? 'ExploitIsPublic' : 'NoExploit',
      recommendationReference: `va-_-${productVendor}-_-${productName}`,
    };
  };
}

/** Vulnerabilities of each product version on each device. */
export function softwareVulnerabilities(tenant: Tenant): RowSource {
  const columns = vulnerable(tenant);
  return each(tenant.machineVulnerabilities, (row) => ({
    ...columns(row),
    securityUpdateAvailable: row.fixingKbId !== null,
  }));
}

const STATES = ['New', 'Fixed', 'Updated'] as const;
const SLOT_MS = 6 * 60 * 60 * 1000;
/** One of so many vulnerabilities has changed within the last fourteen days. */
const CHANGED_OF = 4;
const SLOTS = 56;

/** What has changed since the beginning of the slot of six hours that `since` falls in; milliseconds. */
export function vulnerabilityChanges(tenant: Tenant, since: number, now: number): RowSource {
  const columns = vulnerable(tenant);
  const from = Math.floor(since / SLOT_MS) * SLOT_MS;
  const timeOf = ({ id }: MachineVulnerabilityRow): number =>
    Math.floor(now / SLOT_MS) * SLOT_MS - digest(id, SLOTS) * SLOT_MS;
  const changed = tenant.machineVulnerabilities.filter(
    (row) => digest(`${row.id} `, CHANGED_OF) === 0 && timeOf(row) >= from,
  );
  return each(changed, (row) => ({
    ...columns(row),
    isOnboarded: true,
    status: STATES[digest(row.id, STATES.length)],
    eventTimestamp: exportTime(new Date(timeOf(row)).toISOString()),
  }));
}

export const PERMISSIONS = [
  ['audioCapture', 'Capture audio', 'Lets an extension record sound.'],
  ['bookmarks', 'Bookmarks', 'Lets an extension read and change bookmarks.'],
  ['history', 'Browsing history', 'Lets an extension read which pages were visited.'],
  ['tabs', 'Tabs', 'Lets an extension see and change open tabs.'],
] as const;

const EXTENSIONS = [
  [
    '11112222333344445555666677778888',
    'Contoso passwords',
    'Fills in passwords.',
    '3.1.0',
    'High',
    ['tabs', 'history'],
  ],
  ['88887777666655554444333322221111', 'Fabrikam shopping', 'Compares prices.', '1.9.2', 'Medium', ['tabs']],
] as const;

/** Browser extensions on each device, in Pascal case as they come. */
export function browserExtensions({ machines }: Tenant): RowSource {
  const windows = machines.filter(({ osPlatform }) => osPlatform.startsWith('Windows'));
  return pairs(windows, EXTENSIONS, (machine, [id, name, description, version, risk, permissions]) => ({
    DeviceId: machine.id,
    DeviceName: machine.computerDnsName,
    RbacGroupId: machine.rbacGroupId,
    RbacGroupName: deviceOf(machine).rbacGroupName,
    InstallationTime: machine.firstSeen,
    BrowserName: digest(machine.id, 2) === 0 ? 'chrome' : 'edge',
    ExtensionId: id,
    ExtensionName: name,
    ExtensionDescription: description,
    ExtensionVersion: version,
    ExtensionRisk: risk,
    IsActivated: digest(machine.id + id, 5) > 0,
    Permissions: permissions.map((permission) => ({ Id: permission, IsRequired: true, Risk: risk })),
  }));
}
