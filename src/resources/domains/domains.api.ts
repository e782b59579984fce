import DataLoader from 'dataloader';
import { perRequest } from '../../context.ts';
import { loadEach, rowsOf } from '../../rest/load-by-key.ts';
import { operation, USUAL_LIMIT } from '../../rest/operation.ts';
import type { Domain } from './domains.type.ts';

export const listAlertDomainsOperation = operation({
  id: 'listAlertDomains',
  method: 'GET',
  path: '/api/alerts/{id}/domains',
  permissions: { application: ['URL.Read.All'], delegated: ['URL.Read.All'] },
  limit: USUAL_LIMIT,
  source: 'get-alert-related-domain-info.md',
});

export const alertDomainsLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, Domain[]>((alertIds) => loadEach(rest, listAlertDomainsOperation, alertIds, rowsOf<Domain>)),
);
