import { batchLoader, idLoader, perRequestFor } from '../../context.ts';
import { batchCompleteList, batchGet, type AskedBy } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { Ip, IpStatistics } from './ips.type.ts';

export const listAlertIpsOperation = operation({
  id: 'listAlertIps',
  rowType: 'Ip',
  method: 'GET',
  path: '/api/alerts/{id}/ips',
  permissions: { application: ['Ip.Read.All'], delegated: ['Ip.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-alert-related-ip-info.md',
  paging: 'none',
});

/** One that is not known is no error: its prevalence is 0. */
export const getIpStatisticsOperation = operation({
  id: 'getIpStatistics',
  rowType: 'IpStatistics',
  method: 'GET',
  path: '/api/ips/{id}/stats',
  permissions: { application: ['Ip.Read.All'], delegated: ['Ip.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-ip-statistics.md',
  rowIds: [],
});

export const alertIpsLoader = batchLoader(batchCompleteList<Ip>(listAlertIpsOperation));

/** Where and how often an address was seen within so many hours. */
export const ipStatisticsLoader = perRequestFor((context, lookBackHours: number | undefined) => {
  const askedBy: AskedBy = (id) => ({ path: { id }, query: { lookBackHours } });
  const get = batchGet<IpStatistics>(getIpStatisticsOperation, askedBy);
  return idLoader<IpStatistics | null>(context, (ids) => get(context.rest, ids));
});
