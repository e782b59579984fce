import { createRandom } from '../../seed/random.ts';
import type { AlertCommentRow, AlertRow } from '../../seed/rows.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/** An incident with the rows of its alerts (defender-xdr: api-incident.md). */
export interface IncidentRow {
  incidentId: number;
  redirectIncidentId: number | null;
  incidentName: string;
  createdTime: string;
  lastUpdateTime: string;
  assignedTo: string | null;
  classification: string;
  determination: string;
  status: string;
  severity: string;
  tags: string[];
  comments: AlertCommentRow[];
  alerts: AlertRow[];
}

interface Incidents {
  /** Alerts that have been looked at. */
  taken: Set<AlertRow>;
  rows: Map<number, IncidentRow>;
}

const SEVERITIES = ['UnSpecified', 'Informational', 'Low', 'Medium', 'High'];

const made = new WeakMap<Tenant, Incidents>();

/** The incidents of a tenant, newest first: made of its alerts when first asked for, with those raised since. */
export function incidentsOf(tenant: Tenant): IncidentRow[] {
  const incidents = made.get(tenant) ?? { taken: new Set(), rows: new Map<number, IncidentRow>() };
  made.set(tenant, incidents);
  if (incidents.taken.size < tenant.alerts.length) takeUp(tenant, incidents);
  return [...incidents.rows.values()].sort(
    (one, other) => compare(other.createdTime, one.createdTime) || one.incidentId - other.incidentId,
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function takeUp({ alerts }: Tenant, { taken, rows }: Incidents): void {
  const fresh = new Map<number, AlertRow[]>();
  for (const alert of alerts) {
    if (taken.has(alert)) continue;
    taken.add(alert);
    fresh.set(alert.incidentId, [...(fresh.get(alert.incidentId) ?? []), alert]);
  }
  for (const [incidentId, group] of [...fresh].sort(([one], [other]) => one - other)) {
    const known = rows.get(incidentId);
    if (known === undefined) rows.set(incidentId, makeIncident(incidentId, group, rows.get(incidentId - 1)));
    else known.alerts.push(...group);
  }
}

/** Now and then one is merged into its neighbour, which takes its alerts; those still name it in Defender. */
function makeIncident(incidentId: number, alerts: AlertRow[], neighbour: IncidentRow | undefined): IncidentRow {
  const random = createRandom(`incident:${incidentId}`);
  const [first] = alerts as [AlertRow, ...AlertRow[]];
  const isMerged = random.chance(0.05) && neighbour !== undefined && neighbour.redirectIncidentId === null;
  if (isMerged) neighbour.alerts.push(...alerts);
  const times = alerts.map(({ alertCreationTime }) => alertCreationTime).sort();
  const updates = alerts.map(({ lastUpdateTime }) => lastUpdateTime).sort();
  return {
    incidentId,
    redirectIncidentId: isMerged ? neighbour.incidentId : null,
    incidentName: alerts.length > 1 ? `Multi-stage incident: ${first.title}` : first.title,
    createdTime: times[0] ?? first.alertCreationTime,
    lastUpdateTime: updates.at(-1) ?? first.lastUpdateTime,
    assignedTo: first.assignedTo,
    classification: first.classification ?? 'Unknown',
    determination: first.determination ?? 'NotAvailable',
    status: isMerged ? 'Redirected' : statusOf(alerts),
    severity: SEVERITIES[Math.max(...alerts.map(({ severity }) => SEVERITIES.indexOf(severity)))] ?? 'UnSpecified',
    tags: random.chance(0.2) ? [random.pick(['Fabrikam pilot', 'Größe geprüft', 'Tier 0'])] : [],
    // What is said of its alerts is said of the incident.
    comments: alerts.flatMap(({ comments }) => comments.map((comment) => ({ ...comment }))).slice(0, 2),
    alerts: isMerged ? [] : alerts,
  };
}

function statusOf(alerts: readonly AlertRow[]): string {
  if (alerts.every(({ status }) => status === 'Resolved')) return 'Resolved';
  return alerts.some(({ status }) => status === 'InProgress') ? 'InProgress' : 'Active';
}
