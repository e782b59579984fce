import { batchLoader, type Context } from '../../context.ts';
import { loadById } from '../../rest/batch/load-by-key.ts';
import { batchList } from '../../rest/batch/load-each.ts';
import type { Where } from '../../rest/odata/filter.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { Alert } from './alerts.type.ts';

const READ = { application: ['Alert.Read.All', 'Alert.ReadWrite.All'], delegated: ['Alert.Read', 'Alert.ReadWrite'] };

export const listAlertsOperation = operation({
  id: 'listAlerts',
  rowType: 'Alert',
  method: 'GET',
  path: '/api/alerts',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-alerts.md',
  maxTop: 10_000,
  newestFirst: 'alertCreationTime',
  filter: {
    id: 'text',
    severity: 'text',
    status: 'text',
    category: 'text',
    assignedTo: 'text',
    detectionSource: 'text',
    incidentId: 'number',
    investigationId: 'number',
    alertCreationTime: 'date',
    lastUpdateTime: 'date',
    lastEventTime: 'date',
  },
});

export const getAlertOperation = operation({
  id: 'getAlert',
  rowType: 'Alert',
  method: 'GET',
  path: '/api/alerts/{id}',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-alert-info-by-id.md',
});

/** Takes no `$top` and no `$filter`: `/api/alerts` cannot be asked by machine, so this is one call per machine. */
export const listMachineAlertsOperation = operation({
  id: 'listMachineAlerts',
  rowType: 'Alert',
  method: 'GET',
  path: '/api/machines/{id}/alerts',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-machine-related-alerts.md',
  paging: 'none',
});

/** Rows read with `$expand`; elsewhere `evidence` is an empty array that says nothing (alerts.md). */
const withEvidence = new WeakSet<Alert>();

function markEvidence(alerts: readonly (Alert | Error | null)[]): void {
  for (const alert of alerts) if (alert !== null && !(alert instanceof Error)) withEvidence.add(alert);
}

/** A window of the tenant's alerts, newest first, with their evidence when asked for. */
export async function listAlerts(
  { rest }: Context,
  { evidence, ...request }: ListRequest & { evidence: boolean; where: Where },
): Promise<RestPage<Alert>> {
  const expand = evidence ? 'evidence' : undefined;
  const page = await readPage<Alert>(rest, listAlertsOperation, { ...request, expand });
  if (evidence) markEvidence(page.rows);
  return page;
}

export const alertLoader = batchLoader((rest, ids) =>
  loadById<Alert>(rest, { list: listAlertsOperation, key: 'id' }, getAlertOperation, ids),
);

const expandedAlertLoader = batchLoader(async (rest, ids) => {
  const source = { list: listAlertsOperation, key: 'id', expand: 'evidence' };
  const alerts = await loadById<Alert>(rest, source, getAlertOperation, ids);
  markEvidence(alerts);
  return alerts;
});

/** The evidence of an alert: what its row holds if it was read with it, else one call per hundred alerts. */
export async function evidenceOf(context: Context, alert: Alert): Promise<Alert['evidence']> {
  if (withEvidence.has(alert)) return alert.evidence;
  return (await expandedAlertLoader(context).load(alert.id))?.evidence ?? null;
}

export const machineAlertsLoader = batchLoader(batchList<Alert>(listMachineAlertsOperation));
