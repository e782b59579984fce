import { batchLoader, idLoader, perRequestFor } from '../../context.ts';
import { batchCount, batchList } from '../../rest/batch/load-each.ts';
import { filterText, type Where } from '../../rest/odata/filter.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import { listAlertsOperation } from './alerts.api.ts';
import type { Alert } from './alerts.type.ts';

/** The alerts of one entity come whole, and an entity that is not known has none (get-file-related-alerts.md and others). */
const OF_ENTITY = {
  rowType: 'Alert',
  method: 'GET',
  permissions: listAlertsOperation.permissions,
  limit: DEFAULT_LIMIT,
  paging: 'none',
} as const;

/** Takes a SHA-1 and no other hash. */
export const listFileAlertsOperation = operation({
  id: 'listFileAlerts',
  path: '/api/files/{id}/alerts',
  source: 'get-file-related-alerts.md',
  ...OF_ENTITY,
});

export const listIpAlertsOperation = operation({
  id: 'listIpAlerts',
  path: '/api/ips/{id}/alerts',
  source: 'get-ip-related-alerts.md',
  ...OF_ENTITY,
});

/** The newest version of the page lists the writing permissions only, an earlier one the reading ones too. */
export const listDomainAlertsOperation = operation({
  id: 'listDomainAlerts',
  path: '/api/domains/{id}/alerts',
  source: 'get-domain-related-alerts.md',
  ...OF_ENTITY,
});

/** Takes the bare name of an account. */
export const listUserAlertsOperation = operation({
  id: 'listUserAlerts',
  path: '/api/users/{id}/alerts',
  source: 'get-user-related-alerts.md',
  ...OF_ENTITY,
});

/** The answer is a bare number. The page shows it as a sample only, with `status ne 'Resolved'`, and states no limit. */
export const countMachineAlertsOperation = operation({
  id: 'countMachineAlerts',
  method: 'GET',
  path: '/api/machines/{id}/alerts/$count',
  permissions: listAlertsOperation.permissions,
  limit: { perMinute: null, perHour: null },
  source: 'exposed-apis-odata-samples.md',
});

export const fileAlertsLoader = batchLoader(batchList<Alert>(listFileAlertsOperation));
export const ipAlertsLoader = batchLoader(batchList<Alert>(listIpAlertsOperation));
export const domainAlertsLoader = batchLoader(batchList<Alert>(listDomainAlertsOperation));
export const userAlertsLoader = batchLoader(batchList<Alert>(listUserAlertsOperation));

/** How many alerts that fit the filter a device has; null where the server does not count. */
export const machineAlertCountLoader = perRequestFor((context, where: Where) => {
  const $filter = filterText(where, { status: 'text' }, 'in');
  const count = batchCount(countMachineAlertsOperation, (id) => ({ path: { id }, query: { $filter } }));
  return idLoader<number | null>(context, (ids) => count(context.rest, ids));
});
