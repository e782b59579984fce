import { flag, oneOf, optional, readParameters, required, text, texts } from '../../endpoint/body-parameters.ts';
import type { Rule } from '../../endpoint/body-parameters.ts';
import { collection, entity, param } from '../../endpoint/call.ts';
import type { Call, Handlers } from '../../endpoint/call.ts';
import { findMachine } from '../../endpoint/lookup.ts';
import { odataError, resourceNotFound } from '../../wire/errors.ts';
import { wrongBody } from '../../wire/read-body.ts';
import type { MachineRow } from '../../seed/rows.ts';
import { createRandom } from '../../seed/random.ts';
import { scannerOf, scansOf, type ScanRunRow } from './scan-rows.ts';

const SET = 'DeviceAuthenticatedScanDefinitions';
const AGENTS = 'DeviceAuthenticatedScanAgents';
const MAX_TOP = 4_096;

const scans = ({ world }: Call) => scansOf(world.tenant, world.now());

const hours: Rule<number> = (value, name) => {
  if (Number.isInteger(value)) return value as number;
  throw wrongBody(`Request body is incorrect: ${name} must be a whole number`);
};

const object: Rule<Record<string, unknown>> = (value, name) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrongBody(`Request body is incorrect: ${name} must be an object`);
};

const TARGET_TYPES = oneOf('Ip', 'Hostname', 'IP Address');

function findDefinition(call: Call) {
  const id = param(call).toLowerCase();
  const found = scans(call).definitions.find((row) => row.id === id);
  if (!found) throw resourceNotFound('Scan definition', id);
  return found;
}

function agentRow(call: Call, machine: MachineRow): object {
  const { machineName: computerDnsName, ...scanner } = scannerOf(call.world.tenant, machine) as { machineName: string };
  return { ...scanner, computerDnsName };
}

function pageOf(call: Call, runs: readonly ScanRunRow[]): readonly ScanRunRow[] {
  const number = (name: string, otherwise: number): number => Number(call.query.get(name) ?? otherwise);
  const [top, skip] = [number('$top', MAX_TOP), number('$skip', 0)];
  if (top > MAX_TOP) throw odataError(`The limit of '${MAX_TOP}' for Top query has been exceeded.`);
  return runs.slice(skip, skip + top);
}

function sessionOf(call: Call, run: ScanRunRow): object {
  const scanned = run.targets.map((Ip, index) => ({
    Ip,
    Hostname: `device-${index + 1}.contoso.example`,
    ScannedDeviceDescription: 'Network device',
    ErrorMessage: run.status === 'Success' ? '' : 'Sign-in failed',
    ScanStatus: run.status === 'Success' ? 'Success' : 'Fail',
    ScanDuration: '00:08:30',
  }));
  return {
    orgId: call.world.tenant.tenantId,
    ScanDefinitionIds: run.definitionId,
    SessionIds: run.sessionId,
    NumberOfSuccessfullyScannedTargets: run.status === 'Success' ? scanned.length : 0,
    NumberOfTargets: scanned.length,
    ScanStatus: run.status,
    LastScanned: run.time,
    ListScannedTargets: scanned,
  };
}

/** Authenticated scans. */
export const SCAN_ROUTES: Handlers = {
  listScanDefinitions: (call) => collection(SET, scans(call).definitions),
  createScanDefinition: (call) => {
    const { scannerAgent, ...body } = readParameters(call, {
      scanType: required(oneOf('Windows', 'Network')),
      scanName: required(text),
      isActive: required(flag),
      target: required(text),
      intervalInHours: required(hours),
      targetType: required(TARGET_TYPES),
      scannerAgent: required(object),
      scanAuthenticationParams: required(object),
    });
    const { tenant } = call.world;
    const { definitions } = scans(call);
    const row = {
      id: createRandom(`scan:${tenant.tenantId}:${definitions.length}:${call.world.now()}`).guid(),
      ...body,
      orgId: tenant.tenantId,
      createdBy: call.caller.name,
      scannerAgent: scannerOf(tenant, findMachine(call.world, text(scannerAgent.machineId, 'machineId'))),
      latestScan: null,
    };
    definitions.push(row);
    return entity(SET, { ...row, scanAuthenticationParams: null });
  },
  updateScanDefinition: (call) => {
    const definition = findDefinition(call);
    const changes = readParameters(call, {
      scanName: optional(text),
      isActive: optional(flag),
      target: optional(text),
      intervalInHours: optional(hours),
      targetType: optional(TARGET_TYPES),
      scanAuthenticationParams: optional(object),
    });
    Object.assign(definition, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
    return entity(SET, { ...definition, scanAuthenticationParams: null });
  },
  // Known from an example request; unknown ids are passed over.
  deleteScanDefinitions: (call) => {
    const { ScanDefinitionIds } = readParameters(call, { ScanDefinitionIds: required(texts) });
    const all = scans(call);
    all.definitions = all.definitions.filter(({ id }) => !ScanDefinitionIds.includes(id));
    return { status: 200 };
  },
  listScanAgents: (call) =>
    collection(
      AGENTS,
      scans(call).scanners.map((machine) => agentRow(call, machine)),
    ),
  // A list of one, by the id of the device, as in the vendor's example.
  getScanAgent: (call) => {
    const machine = scans(call).scanners.find(({ id }) => id === param(call).toLowerCase());
    if (!machine) throw resourceNotFound('Scan agent', param(call));
    return collection(`${AGENTS}/$entity`, [agentRow(call, machine)]);
  },
  listScanHistoryByDefinition: (call) => {
    const { ScanDefinitionIds } = readParameters(call, { ScanDefinitionIds: required(texts) });
    const runs = scans(call).runs.filter(({ definitionId }) => ScanDefinitionIds.includes(definitionId));
    return collection(
      `${SET}/GetScanHistoryByScanDefinitionId`,
      pageOf(call, runs).map(({ definitionId, time, status, scannerId }) => ({
        ScanDefinitionIds: definitionId,
        LastScanned: time,
        ScanStatus: status,
        ScannerId: scannerId,
      })),
    );
  },
  listScanHistoryBySession: (call) => {
    const { SessionIds } = readParameters(call, { SessionIds: required(texts) });
    const runs = scans(call).runs.filter(({ sessionId }) => SessionIds.includes(sessionId));
    return collection(
      `${SET}/GetScanHistoryBySessionId`,
      runs.map((run) => sessionOf(call, run)),
    );
  },
};
