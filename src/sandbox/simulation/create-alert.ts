import { randomInt, randomUUID } from 'node:crypto';
import type { World } from '../endpoint/call.ts';
import { compareAlerts, makeAlertId } from '../tenant/generate-alerts.ts';
import type { AlertRow, InvestigationRow, MachineRow } from '../seed/rows.ts';
import { vendorTime } from '../wire/vendor-time.ts';

/** What a caller says of a new alert; `eventTime` is a seven-digit text. */
export interface NewAlert {
  title: string;
  description: string;
  severity: string;
  category: string;
  eventTime: string;
}

/** Raises an alert on a device by hand; an automated investigation starts by itself on it. */
export function createAlert(world: World, machine: MachineRow, wanted: NewAlert) {
  const { tenant } = world;
  const now = world.now();
  const ticks = randomInt(10_000);
  const time = vendorTime(now, ticks);
  const investigation: InvestigationRow = {
    id: String(1 + Math.max(0, ...tenant.investigations.map((row) => Number(row.id)))),
    startTime: time,
    endTime: null,
    state: 'Queued',
    cancelledBy: null,
    statusDetails: null,
    machineId: machine.id,
    computerDnsName: machine.computerDnsName,
    triggeringAlertId: makeAlertId(now, ticks, randomInt(2 ** 31)),
  };
  const alert: AlertRow = {
    id: investigation.triggeringAlertId,
    incidentId: 1 + Math.max(0, ...tenant.alerts.map((row) => row.incidentId)),
    investigationId: Number(investigation.id),
    assignedTo: null,
    severity: wanted.severity,
    status: 'New',
    classification: null,
    determination: null,
    investigationState: 'Queued',
    detectionSource: 'CustomerTI',
    detectorId: randomUUID(),
    category: wanted.category,
    threatFamilyName: null,
    title: wanted.title,
    description: wanted.description,
    alertCreationTime: time,
    firstEventTime: wanted.eventTime,
    lastEventTime: wanted.eventTime,
    lastUpdateTime: time,
    resolvedTime: null,
    machineId: machine.id,
    computerDnsName: machine.computerDnsName,
    rbacGroupName: machine.rbacGroupName,
    aadTenantId: tenant.tenantId,
    threatName: null,
    mitreTechniques: [],
    relatedUser: null,
    comments: [],
    evidence: [],
  };
  tenant.investigations.unshift(investigation);
  tenant.alerts.unshift(alert);
  tenant.alerts.sort(compareAlerts);
  return { alert, investigation };
}
