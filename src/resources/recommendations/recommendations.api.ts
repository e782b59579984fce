import { batchLoader, type Context } from '../../context.ts';
import { loadById } from '../../rest/batch/load-by-key.ts';
import { batchList } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { Recommendation } from './recommendations.type.ts';

const READ = { application: ['SecurityRecommendation.Read.All'], delegated: ['SecurityRecommendation.Read'] };
/** The pages state no figure of their own. */
const LIMIT = { perMinute: null, perHour: null };

export const listRecommendationsOperation = operation({
  id: 'listRecommendations',
  rowType: 'Recommendation',
  method: 'GET',
  path: '/api/recommendations',
  permissions: READ,
  limit: LIMIT,
  source: 'get-all-recommendations.md',
  maxTop: 10_000,
  filter: {
    id: 'text',
    productName: 'text',
    vendor: 'text',
    recommendedVersion: 'text',
    recommendationCategory: 'text',
    subCategory: 'text',
    severityScore: 'number',
    remediationType: 'text',
    recommendedProgram: 'text',
    recommendedVendor: 'text',
    status: 'text',
  },
});

export const getRecommendationOperation = operation({
  id: 'getRecommendation',
  rowType: 'Recommendation',
  method: 'GET',
  path: '/api/recommendations/{id}',
  permissions: READ,
  limit: LIMIT,
  source: 'get-recommendation-by-id.md',
});

export const listMachineRecommendationsOperation = operation({
  id: 'listMachineRecommendations',
  rowType: 'Recommendation',
  method: 'GET',
  path: '/api/machines/{id}/recommendations',
  permissions: READ,
  limit: LIMIT,
  source: 'get-security-recommendations.md',
  paging: 'none',
});

/** A window of the tenant's security recommendations, in the vendor's order. Throws RestError. */
export function listRecommendations({ rest }: Context, request: ListRequest): Promise<RestPage<Recommendation>> {
  return readPage<Recommendation>(rest, listRecommendationsOperation, request);
}

/** Recommendations by id, null for one that there is not: a hundred of them are 1 call in the place of 100. */
export const recommendationLoader = batchLoader((rest, ids) =>
  loadById<Recommendation>(rest, { list: listRecommendationsOperation, key: 'id' }, getRecommendationOperation, ids),
);

export const machineRecommendationsLoader = batchLoader(batchList<Recommendation>(listMachineRecommendationsOperation));
