import { batchLoader, idLoader, perRequestFor } from '../../context.ts';
import { batchCompleteList, batchGet, type AskedBy } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { Domain, DomainStatistics } from './domains.type.ts';

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

/** One that is not known is no error: its prevalence is 0. */
export const getDomainStatisticsOperation = operation({
  id: 'getDomainStatistics',
  rowType: 'DomainStatistics',
  method: 'GET',
  path: '/api/domains/{id}/stats',
  permissions: { application: ['URL.Read.All'], delegated: ['URL.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-domain-statistics.md',
  rowIds: [],
});

export const alertDomainsLoader = batchLoader(batchCompleteList<Domain>(listAlertDomainsOperation));

/** Where and how often a domain was seen within so many hours. */
export const domainStatisticsLoader = perRequestFor((context, lookBackHours: number | undefined) => {
  const askedBy: AskedBy = (id) => ({ path: { id }, query: { lookBackHours } });
  const get = batchGet<DomainStatistics>(getDomainStatisticsOperation, askedBy);
  return idLoader<DomainStatistics | null>(context, (ids) => get(context.rest, ids));
});
