import { get, list, patch, post, type Operation } from './operation.ts';
import type { Permissions } from './permissions.ts';

const THREAT_HUNTING = ['ThreatHunting.Read.All'];

/** What the sandbox serves of Microsoft Graph (security-security-runhuntingquery.md). */
export const GRAPH_OPERATIONS: readonly Operation[] = [
  {
    id: 'runHuntingQuery',
    method: 'POST',
    path: '/v1.0/security/runHuntingQuery',
    permissions: { application: THREAT_HUNTING, delegated: THREAT_HUNTING },
    limit: { perMinute: 45, perHour: null, wholeTenant: true },
    countable: false,
  },
];

const INCIDENT_READ: Permissions = {
  application: ['Incident.Read.All', 'Incident.ReadWrite.All'],
  delegated: ['Incident.Read', 'Incident.ReadWrite'],
};
const INCIDENT_WRITE: Permissions = { application: ['Incident.ReadWrite.All'], delegated: ['Incident.ReadWrite'] };
const HUNT: Permissions = { application: ['AdvancedHunting.Read.All'], delegated: ['AdvancedHunting.Read'] };

const FIFTY = { perMinute: 50, perHour: 1500 };

/** What the sandbox serves of Defender XDR (defender-xdr: api-supported.md and the page of each operation). */
export const XDR_OPERATIONS: readonly Operation[] = [
  list('listIncidents', 'incidents', INCIDENT_READ, FIFTY),
  get('getIncident', 'incidents/{id}', INCIDENT_READ),
  patch('updateIncident', 'incidents/{id}', INCIDENT_WRITE, FIFTY),
  post('runAdvancedHunting', 'advancedhunting/run', HUNT, { perMinute: 45, perHour: null, wholeTenant: true }),
];
