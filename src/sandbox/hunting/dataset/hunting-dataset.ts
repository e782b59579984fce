import type { InstallationRow, SoftwareRow } from '../../seed/inventory-rows.ts';
import { mitigationChanges, type MitigationChange } from '../../seed/mitigations.ts';
import type { AlertRow, DirectoryAccount, FileRow, LogonRow, MachineRow } from '../../seed/rows.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { FileFacts } from './file-facts.ts';

/** One row of a hunting table: columns that are not named are empty. */
export type HuntingRow = Record<string, unknown>;

/** Adds the parts of a row to its first part. Object.assign, because spreading objects this wide is forty times slower. */
export function combine(first: HuntingRow, ...others: HuntingRow[]): HuntingRow {
  return Object.assign(first, ...others) as HuntingRow;
}

export const DAY = 86_400_000;

/** Days that hunting reaches back (run-advanced-query-api.md). */
const REACH = 30;

/** The tenant arranged for looking things up, as it is at this moment. */
export interface HuntingDataset {
  tenant: Tenant;
  /** Milliseconds: hunting sees what lies between. */
  from: number;
  to: number;
  /** Alerts within reach. */
  alerts: AlertRow[];
  machines: Map<string, MachineRow>;
  files: Map<string, FileRow>;
  /** What isolated, contained or restricted devices, and what lifted it. */
  mitigations: Map<string, MitigationChange[]>;
  /** Filled as files are met. */
  fileFacts: Map<string, FileFacts>;
  accounts: Map<string, DirectoryAccount>;
  logons: Map<string, LogonRow[]>;
  software: Map<string, SoftwareRow>;
  installations: Map<string, InstallationRow[]>;
  /** Programs that alerts name and no file verdict speaks against. */
  tools: { sha1: string; fileName: string; folderPath: string }[];
}

export function readDataset(tenant: Tenant): HuntingDataset {
  const to = newest(tenant);
  const from = to - REACH * DAY;
  const alerts = tenant.alerts.filter((alert) => Date.parse(alert.alertCreationTime) >= from);
  const files = new Map(tenant.files.map((file) => [file.sha1, file]));
  return {
    tenant,
    from,
    to,
    alerts,
    machines: new Map(tenant.machines.map((machine) => [machine.id, machine])),
    files,
    mitigations: mitigationChanges(tenant.actions, tenant.portalMitigations),
    fileFacts: new Map(),
    accounts: new Map(tenant.accounts.map((account) => [account.userId, account])),
    logons: groupBy(tenant.logons, (logon) => logon.machineId),
    software: new Map(tenant.software.map((software) => [software.id, software])),
    installations: groupBy(tenant.installations, (installation) => installation.machineId),
    tools: cleanTools(alerts, files),
  };
}

/** What concerns one device, so that the rows of all others need not be made. */
export function restrictedTo(dataset: HuntingDataset, machineId: string): HuntingDataset {
  const { machines, logons, machineVulnerabilities, ...tenant } = dataset.tenant;
  const isOfDevice = (row: { machineId: string }): boolean => row.machineId === machineId;
  return {
    ...dataset,
    tenant: {
      ...tenant,
      machines: machines.filter(({ id }) => id === machineId),
      logons: logons.filter(isOfDevice),
      machineVulnerabilities: machineVulnerabilities.filter(isOfDevice),
    },
    alerts: dataset.alerts.filter(isOfDevice),
  };
}

/** The tenant has no clock of its own; its latest sign of life stands for now. */
function newest(tenant: Tenant): number {
  const times = [...tenant.machines.map((machine) => machine.lastSeen), ...tenant.alerts.map((a) => a.lastUpdateTime)];
  return times.reduce((latest, time) => Math.max(latest, Date.parse(time)), 0);
}

function cleanTools(alerts: AlertRow[], files: Map<string, FileRow>): HuntingDataset['tools'] {
  const tools = new Map<string, HuntingDataset['tools'][number]>();
  for (const { sha1, fileName, filePath } of alerts.flatMap((alert) => alert.evidence)) {
    if (!sha1 || !fileName || tools.has(sha1) || files.get(sha1)?.determinationType !== 'Clean') continue;
    tools.set(sha1, { sha1, fileName, folderPath: filePath ?? '' });
  }
  return [...tools.values()];
}

export function isWithinReach(dataset: HuntingDataset, time: string): boolean {
  return Date.parse(time) >= dataset.from;
}

/** Starts of the days (UTC, milliseconds) on which something seen from `first` to `last` shows in hunting. */
export function daysSeen(dataset: HuntingDataset, first: string, last: string): number[] {
  const begin = Math.max(Date.parse(first), dataset.from);
  const end = Math.min(Date.parse(last), dataset.to);
  const days: number[] = [];
  for (let day = begin - (begin % DAY); day <= end; day += DAY) days.push(day);
  return days;
}

/** A moment of one day that is within reach and not after `last`. */
export function momentOf(dataset: HuntingDataset, day: number, share: number, last: string): number {
  const begin = Math.max(day, dataset.from + 1_000);
  const end = Math.min(day + DAY, Date.parse(last));
  return Math.max(begin, begin + Math.floor((end - begin) * share) - 1);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
