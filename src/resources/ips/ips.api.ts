import { batchLoader } from '../../context.ts';
import { batchCompleteList } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { Ip } from './ips.type.ts';

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

export const alertIpsLoader = batchLoader(batchCompleteList<Ip>(listAlertIpsOperation));
