import { createRandom } from '../../seed/random.ts';
import type { AlertRow, EvidenceRow, MachineRow } from '../../seed/rows.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import type { IncidentRow } from './incident-rows.ts';

/** Every entity has all members, whatever it is (defender-xdr: api-list-incidents.md). */
const ENTITY = {
  sha1: null,
  sha256: null,
  fileName: null,
  filePath: null,
  processId: null,
  processCommandLine: null,
  processCreationTime: null,
  parentProcessId: null,
  parentProcessCreationTime: null,
  ipAddress: null,
  url: null,
  accountName: null,
  domainName: null,
  userSid: null,
  aadUserId: null,
  userPrincipalName: null,
  mailboxDisplayName: null,
  mailboxAddress: null,
  clusterBy: null,
  sender: null,
  recipient: null,
  subject: null,
  deliveryAction: null,
  securityGroupId: null,
  securityGroupName: null,
  registryHive: null,
  registryKey: null,
  registryValueType: null,
  registryValue: null,
  deviceId: null,
};

/** An incident as JSON, with the alerts of all services. */
export function renderIncident(tenant: Tenant, { alerts, ...incident }: IncidentRow): object {
  const machines = new Map(tenant.machines.map((machine) => [machine.id, machine]));
  const own = alerts.map((alert) => renderAlert(alert, incident.incidentId, machines.get(alert.machineId)));
  return { ...incident, alerts: [...own, ...mailAlerts(incident)] };
}

function renderAlert(alert: AlertRow, incidentId: number, machine: MachineRow | undefined): object {
  const { id, title, description, category, status, severity, investigationId, investigationState } = alert;
  const { classification, determination, detectionSource, assignedTo, threatFamilyName, mitreTechniques } = alert;
  return {
    alertId: id,
    incidentId,
    serviceSource: 'MicrosoftDefenderATP',
    creationTime: alert.alertCreationTime,
    lastUpdatedTime: alert.lastUpdateTime,
    resolvedTime: alert.resolvedTime,
    firstActivity: alert.firstEventTime,
    lastActivity: alert.lastEventTime,
    title,
    description,
    category,
    // Defender's Unknown is no word of Defender XDR's.
    status: status === 'Unknown' ? 'New' : status,
    severity,
    investigationId,
    investigationState,
    classification,
    determination,
    detectionSource,
    assignedTo,
    actorName: null,
    threatFamilyName,
    mitreTechniques,
    devices: [renderDevice(alert, machine)],
    entities: alert.evidence.map((evidence) => renderEntity(evidence, alert.machineId)),
  };
}

function renderDevice(alert: AlertRow, machine: MachineRow | undefined): object {
  return {
    mdatpDeviceId: alert.machineId,
    aadDeviceId: machine?.aadDeviceId ?? null,
    deviceDnsName: alert.computerDnsName,
    osPlatform: machine?.osPlatform ?? null,
    version: machine?.version ?? null,
    osProcessor: machine?.osProcessor ?? null,
    osBuild: machine?.osBuild ?? null,
    healthStatus: machine?.healthStatus ?? 'Inactive',
    riskScore: machine?.riskScore ?? null,
    rbacGroupName: alert.rbacGroupName,
    rbacGroupId: machine?.rbacGroupId ?? null,
    firstSeen: machine?.firstSeen ?? null,
  };
}

/** What Defender tells of evidence and Defender XDR does not is left out. */
function renderEntity(evidence: EvidenceRow, deviceId: string): object {
  const known = Object.entries(evidence).filter(([name]) => name in ENTITY);
  return { entityType: evidence.entityType, ...ENTITY, ...Object.fromEntries(known), deviceId };
}

/** An alert of another service, which Defender does not know, in some incidents. */
function mailAlerts(incident: Omit<IncidentRow, 'alerts'>): object[] {
  const random = createRandom(`mail:${incident.incidentId}`);
  if (incident.redirectIncidentId !== null || !random.chance(0.2)) return [];
  const address = 'mary.oneill@contoso.example';
  const mail = { userPrincipalName: address, mailboxAddress: address };
  const message = { sender: 'billing@fabrikam.example', recipient: address, subject: '[EXTERNAL] Invoice' };
  return [
    {
      alertId: `fa${random.guid()}`,
      incidentId: incident.incidentId,
      serviceSource: 'OfficeATP',
      creationTime: incident.createdTime,
      lastUpdatedTime: incident.lastUpdateTime,
      resolvedTime: null,
      firstActivity: incident.createdTime,
      lastActivity: incident.createdTime,
      title: 'Email reported by user as phish',
      description: 'A user reported a message.',
      category: 'InitialAccess',
      status: 'InProgress',
      severity: 'Informational',
      investigationId: null,
      investigationState: 'Queued',
      classification: null,
      determination: null,
      detectionSource: 'OfficeATP',
      assignedTo: 'Automation',
      actorName: null,
      threatFamilyName: null,
      mitreTechniques: [],
      devices: [],
      entities: [
        { entityType: 'MailBox', ...ENTITY, ...mail, mailboxDisplayName: 'Mary O’Neill' },
        { entityType: 'MailMessage', ...ENTITY, ...mail, ...message, deliveryAction: 'Delivered' },
        { entityType: 'MailCluster', ...ENTITY, clusterBy: 'Subject;P2SenderDomain;ContentType' },
      ],
    },
  ];
}
