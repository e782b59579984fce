import { createRandom } from '../../seed/random.ts';
import type { MachineRow } from '../../seed/rows.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** A definition of a scan (get-authenticated-scan-properties.md). */
export interface ScanDefinitionRow {
  id: string;
  scanType: string;
  scanName: string;
  isActive: boolean;
  target: string;
  orgId: string;
  intervalInHours: number;
  createdBy: string;
  targetType: string;
  scanAuthenticationParams: Record<string, unknown> | null;
  scannerAgent: object;
  latestScan: { status: string; failureReason: string | null; executionDateTime: string } | null;
}

/** A run, with the session that it was. */
export interface ScanRunRow {
  definitionId: string;
  sessionId: string;
  time: string;
  status: string;
  scannerId: string;
  targets: string[];
}

export interface Scans {
  definitions: ScanDefinitionRow[];
  scanners: MachineRow[];
  /** Newest first. */
  runs: ScanRunRow[];
}

const made = new WeakMap<Tenant, Scans>();

/** The scans of a tenant, made when they are first asked for; `now` in milliseconds. */
export function scansOf(tenant: Tenant, now: number): Scans {
  const scans = made.get(tenant) ?? makeScans(tenant, now);
  made.set(tenant, scans);
  return scans;
}

/** The scanner as definitions have it: names of members in both letter cases, as in the vendor's example. */
export function scannerOf(tenant: Tenant, machine: MachineRow): object {
  const random = createRandom(`scanner:${machine.id}`);
  return {
    id: `${tenant.tenantId}_${machine.id}`,
    machineId: machine.id,
    machineName: machine.computerDnsName,
    lastSeen: machine.lastSeen,
    AssignedApplicationId: random.guid().toUpperCase(),
    ScannerSoftwareVersion: '7.1.1',
    LastCommandExecutionTimestamp: machine.lastSeen,
    mdeClientVersion: `10.8295.22621.${random.int(1_000, 1_999)}`,
  };
}

const HOUR = 3_600_000;

function makeScans(tenant: Tenant, now: number): Scans {
  const random = createRandom(`scans:${tenant.tenantId}`);
  const onboarded = tenant.machines.filter(({ onboardingStatus }) => onboardingStatus === 'onboarded');
  const scanners = random.sample(onboarded, 3);
  const runs: ScanRunRow[] = [];
  const definitions = Array.from({ length: scanners.length === 0 ? 0 : 12 }, (_, index): ScanDefinitionRow => {
    const id = random.guid();
    const scanner = random.pick(scanners);
    const isWindows = index % 3 === 0;
    const targets = Array.from({ length: random.int(1, 3) }, () => `198.51.100.${random.int(1, 250)}`);
    const own = Array.from({ length: random.int(0, 4) }, (__, run): ScanRunRow => {
      const status = random.pick(['Success', 'Partial Success', 'Fail']);
      const time = random.moment(now - (run + 1) * 24 * HOUR - random.int(0, HOUR));
      return { definitionId: id, sessionId: random.hex(32), time, status, scannerId: scanner.id, targets };
    });
    runs.push(...own);
    const [latest] = own;
    return {
      id,
      scanType: isWindows ? 'Windows' : 'Network',
      scanName: `${isWindows ? 'Server' : 'Switch'} scan ${index + 1}`,
      isActive: random.chance(0.8),
      target: targets.join(','),
      orgId: tenant.tenantId,
      intervalInHours: random.pick([1, 4, 24]),
      createdBy: 'soc.day@contoso.example',
      targetType: 'Ip',
      scanAuthenticationParams: isWindows ? windowsParams() : snmpParams(random.hex(12)),
      scannerAgent: scannerOf(tenant, scanner),
      latestScan: latest
        ? {
            status: latest.status,
            failureReason: latest.status === 'Fail' ? 'Sign-in failed' : null,
            executionDateTime: latest.time,
          }
        : null,
    };
  });
  runs.sort((one, other) => (one.time < other.time ? 1 : -1));
  return { definitions, scanners, runs };
}

const windowsParams = () => ({
  '@odata.type': '#microsoft.windowsDefenderATP.api.WindowsAuthParams',
  type: 'Kerberos',
  domain: 'contoso.example',
  username: 'scan$',
  isGmsaUser: true,
});

/** With the credentials, which the vendor's list of all gives out. */
const snmpParams = (secret: string) => ({
  '@odata.type': '#microsoft.windowsDefenderATP.api.SnmpAuthParams',
  type: 'AuthPriv',
  username: `user-${secret}`,
  authProtocol: 'SHA1',
  authPassword: `auth-${secret}`,
  privProtocol: 'AES',
  privPassword: `priv-${secret}`,
  communityString: `community-${secret}`,
});
