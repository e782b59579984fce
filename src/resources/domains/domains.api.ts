import { batchLoader } from '../../context.ts';
import { batchCompleteList } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { Domain } from './domains.type.ts';

export const listAlertDomainsOperation = operation({
  id: 'listAlertDomains',
  rowType: 'Domain',
  method: 'GET',
  path: '/api/alerts/{id}/domains',
  permissions: { application: ['URL.Read.All'], delegated: ['URL.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-alert-related-domain-info.md',
  rowIds: [],
  paging: 'none',
});

export const alertDomainsLoader = batchLoader(batchCompleteList<Domain>(listAlertDomainsOperation));
