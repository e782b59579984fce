import { isIP } from 'node:net';
import { collection, entity, param } from '../endpoint/call.ts';
import type { Call, Handlers } from '../endpoint/call.ts';
import { ApiError, badRequest, missingParameter } from '../wire/errors.ts';
import { answerList } from '../endpoint/list-endpoint.ts';
import { findMachine, rowsWithKey } from '../endpoint/lookup.ts';
import { renderLogonUser, renderMachine } from '../endpoint/render-rows.ts';
import { answerAlerts } from './alert-routes.ts';
import type { MachineRow } from '../seed/rows.ts';
import { canonicalTime } from '../wire/vendor-time.ts';

const machineOf = (call: Call) => findMachine(call.world, param(call));
const show = (call: Call, rows: readonly MachineRow[]) =>
  collection(
    'Machines',
    rows.map((row) => renderMachine(call.world, row)),
  );

function alertsOfMachine(call: Call) {
  const { id } = machineOf(call);
  return call.world.tenant.alerts.filter((alert) => alert.machineId === id);
}

function byTag(call: Call): MachineRow[] {
  const tag = call.query.get('tag');
  if (!tag) throw missingParameter('tag');
  const prefix = call.query.get('useStartsWithFilter')?.toLowerCase() === 'true';
  const carries = (own: string) => (prefix ? own.startsWith(tag) : own === tag);
  return call.world.tenant.machines.filter((machine) => machine.machineTags.some(carries));
}

// The tenant remembers one time per address, its device's last full report.
function byAddress(call: Call, address: string, windowMinutes: number): MachineRow[] {
  const moment = Date.parse(canonicalTime(param(call, 'timestamp')) ?? '');
  if (isIP(address) === 0) throw badRequest(`${address} is not a valid IP address`, 'InvalidIpAddress');
  if (Number.isNaN(moment)) throw badRequest('The timestamp is not valid', 'InvalidInput');
  if (call.world.now() - moment > 30 * 86_400_000) throw badRequest('The timestamp must be within the past 30 days');
  return call.world.tenant.machines.filter(
    (machine) =>
      machine.lastIpAddress === address && Math.abs(Date.parse(machine.lastSeen) - moment) <= windowMinutes * 60_000,
  );
}

function logonUsers(call: Call): object[] {
  const { id } = machineOf(call);
  return call.world.tenant.logons
    .filter((logon) => logon.machineId === id)
    .flatMap(({ userId, firstSeen, lastSeen, logonTypes }) => {
      const user = call.world.tenant.users.find((row) => row.id === userId);
      return user ? [{ ...renderLogonUser(user), firstSeen, lastSeen, logonTypes }] : [];
    });
}

/** Reading devices and what is known of one. */
export const MACHINE_ROUTES: Handlers = {
  listMachines: (call) =>
    answerList(call, {
      set: 'Machines',
      rows: call.world.tenant.machines,
      render: (machine) => renderMachine(call.world, machine),
      emptyIs404: true,
    }),
  getMachine: (call) => entity('Machines', renderMachine(call.world, machineOf(call))),
  findMachinesByTag: (call) => show(call, byTag(call)),
  findMachinesByIp: (call) => show(call, byAddress(call, param(call, 'ip'), 15)),
  findMachineInfoByIp: (call) => {
    const found = byAddress(call, param(call, 'ip').replace(/^'(.*)'$/, '$1'), 16);
    if (found.length === 0) throw new ApiError(404, 'NotFound', 'No machine was found');
    return show(call, found);
  },
  listMachineLogonUsers: (call) => collection('Users', logonUsers(call)),
  listMachineAlerts: (call) => answerAlerts(call, alertsOfMachine(call)),
  countMachineAlerts: (call) => answerAlerts({ ...call, counted: true }, alertsOfMachine(call)),
  listMachineSoftware: (call) => {
    const { id } = machineOf(call);
    const installed = call.world.tenant.installations
      .filter((row) => row.machineId === id)
      .map((row) => row.softwareId);
    return collection(
      'Software',
      rowsWithKey(call.world.tenant.software, (row) => row.id, new Set(installed)),
    );
  },
  listMachineVulnerabilities: (call) => {
    const { id } = machineOf(call);
    const found = call.world.tenant.machineVulnerabilities
      .filter((row) => row.machineId === id)
      .map((row) => row.cveId);
    return collection(
      'Collection(Analytics.Contracts.PublicAPI.PublicVulnerabilityDto)',
      rowsWithKey(call.world.tenant.vulnerabilities, (row) => row.id, new Set(found)),
    );
  },
  listMachineRecommendations: (call) => {
    const { id } = machineOf(call);
    const given = call.world.tenant.recommendationTargets.filter((row) => row.machineId === id);
    return collection(
      'Recommendations',
      rowsWithKey(
        call.world.tenant.recommendations,
        (row) => row.id,
        new Set(given.map((row) => row.recommendationId)),
      ),
    );
  },
  listMachineMissingKbs: (call) => {
    const { id } = machineOf(call);
    const missed = call.world.tenant.machineVulnerabilities.filter((row) => row.machineId === id);
    return collection(
      'Collection(microsoft.windowsDefenderATP.api.PublicProductFixDto)',
      rowsWithKey(call.world.tenant.missingKbs, (row) => row.id, new Set(missed.map((row) => row.fixingKbId ?? ''))),
    );
  },
};
