import { isIP } from 'node:net';
import { collection, entity, param, typed } from '../endpoint/call.ts';
import type { Call, Handlers, Reply } from '../endpoint/call.ts';
import { badRequest, resourceNotFound } from '../wire/errors.ts';
import { rowsWithKey } from '../endpoint/lookup.ts';
import { observables } from '../simulation/observables.ts';
import { renderAlert, renderMachine } from '../endpoint/render-rows.ts';
import type { AlertRow, FileRow } from '../seed/rows.ts';

const NAMESPACE = 'microsoft.windowsDefenderATP.api';
const HOUR = 3_600_000;
// A domain's devices are cut here, with no way to the rest (get-domain-related-machines.md).
const DOMAIN_MACHINES = 500;

function showAlerts(call: Call, alerts: readonly AlertRow[]): Reply {
  return collection(
    'Alerts',
    alerts.map((alert) => renderAlert(call.world, alert, false)),
  );
}

function showMachines(call: Call, machineIds: Iterable<string>, max = Infinity): Reply {
  const machines = rowsWithKey(call.world.tenant.machines, (row) => row.id, new Set(machineIds)).slice(0, max);
  return collection(
    'Machines',
    machines.map((machine) => renderMachine(call.world, machine)),
  );
}

const machinesOf = (alerts: readonly AlertRow[]) => alerts.map((alert) => alert.machineId);

// Alerts are all that the simulated tenant knows of an observable's spread.
function spread(call: Call, alerts: readonly AlertRow[]) {
  const hours = call.query.get('lookBackHours') ?? '720';
  if (!/^\d+$/.test(hours) || Number(hours) > 720)
    throw badRequest('lookBackHours must be at most 720', 'InvalidInput');
  const since = call.world.now() - Number(hours) * HOUR;
  const times = alerts.map((alert) => alert.lastEventTime).filter((time) => Date.parse(time) >= since);
  const seen = times.sort();
  const recent = alerts.filter((alert) => Date.parse(alert.lastEventTime) >= since);
  return {
    organizationPrevalence: new Set(machinesOf(recent)).size,
    orgFirstSeen: seen[0] ?? null,
    orgLastSeen: seen[seen.length - 1] ?? null,
  };
}

function alertsWith(call: Call, has: (seen: ReturnType<typeof observables>) => boolean): AlertRow[] {
  return call.world.tenant.alerts.filter((alert) => has(observables(alert)));
}

function domainAlerts(call: Call): AlertRow[] {
  const host = param(call).toLowerCase();
  if (!/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(host)) {
    throw badRequest(`${param(call)} is not a valid domain name`, 'InvalidDomainName');
  }
  return alertsWith(call, ({ hosts }) => hosts.has(host));
}

function addressAlerts(call: Call): AlertRow[] {
  if (isIP(param(call)) === 0) throw badRequest(`${param(call)} is not a valid IP address`, 'InvalidIpAddress');
  return alertsWith(call, ({ addresses }) => addresses.has(param(call)));
}

// Related lists know files by SHA-1 only.
function fileAlerts(call: Call): AlertRow[] {
  const sha1 = param(call).toLowerCase();
  if (!/^[0-9a-f]{40}$/.test(sha1)) throw badRequest('The id is not a SHA-1 hash', 'InvalidHashValue');
  return alertsWith(call, ({ files }) => files.has(sha1));
}

function fileOf(call: Call): FileRow {
  const hash = param(call).toLowerCase();
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(hash)) {
    throw badRequest('The id is neither a SHA-1 nor a SHA-256 hash', 'InvalidHashValue');
  }
  const file = call.world.tenant.files.find((row) => row.sha1 === hash || row.sha256 === hash);
  if (!file) throw resourceNotFound('File', param(call));
  return file;
}

function fileStatistics(call: Call): Reply {
  const file = fileOf(call);
  const alerts = alertsWith(call, ({ files }) => files.has(file.sha1));
  const names = alerts.flatMap((alert) => alert.evidence.filter((item) => item.sha1 === file.sha1));
  return typed(`${NAMESPACE}.InOrgFileStats`, {
    sha1: file.sha1,
    ...spread(call, alerts),
    globallyPrevalence: file.globalPrevalence,
    globalFirstObserved: file.globalFirstObserved,
    globalLastObserved: file.globalLastObserved,
    topFileNames: [...new Set(names.map((item) => item.fileName))].slice(0, 5),
  });
}

// Paths take the bare account name, while the entity's id has the domain too.
function isUser(call: Call, accountName: string | undefined): boolean {
  return accountName?.toLowerCase() === param(call).toLowerCase();
}

/** Reading domains, files, IP addresses and users. */
export const OBSERVABLE_ROUTES: Handlers = {
  listDomainAlerts: (call) => showAlerts(call, domainAlerts(call)),
  listDomainMachines: (call) => showMachines(call, machinesOf(domainAlerts(call)), DOMAIN_MACHINES),
  getDomainStatistics: (call) =>
    typed(`${NAMESPACE}.InOrgDomainStats`, { host: param(call), ...spread(call, domainAlerts(call)) }),
  getFile: (call) => entity('Files', fileOf(call)),
  listFileAlerts: (call) => showAlerts(call, fileAlerts(call)),
  listFileMachines: (call) => showMachines(call, machinesOf(fileAlerts(call))),
  getFileStatistics: fileStatistics,
  listIpAlerts: (call) => showAlerts(call, addressAlerts(call)),
  getIpStatistics: (call) =>
    typed(`${NAMESPACE}.InOrgIPStats`, { ipAddress: param(call), ...spread(call, addressAlerts(call)) }),
  getUser: (call) => {
    const user = call.world.tenant.users.find((row) => isUser(call, row.accountName));
    if (!user) throw resourceNotFound('User', param(call));
    return entity('Users', user);
  },
  listUserAlerts: (call) =>
    showAlerts(
      call,
      call.world.tenant.alerts.filter((alert) => isUser(call, alert.relatedUser?.userName)),
    ),
  listUserMachines: (call) =>
    showMachines(
      call,
      call.world.tenant.logons
        .filter((logon) => isUser(call, logon.userId.split('\\')[1]))
        .map((logon) => logon.machineId),
    ),
};
