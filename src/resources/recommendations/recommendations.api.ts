import { batchLoader } from '../../context.ts';
import { batchList, batchGet } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { Recommendation } from './recommendations.type.ts';

export const getRecommendationOperation = operation({
  id: 'getRecommendation',
  rowType: 'Recommendation',
  method: 'GET',
  path: '/api/recommendations/{id}',
  permissions: { application: ['SecurityRecommendation.Read.All'], delegated: ['SecurityRecommendation.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-recommendation-by-id.md',
});

export const listMachineRecommendationsOperation = operation({
  id: 'listMachineRecommendations',
  rowType: 'Recommendation',
  method: 'GET',
  path: '/api/machines/{id}/recommendations',
  permissions: { application: ['SecurityRecommendation.Read.All'], delegated: ['SecurityRecommendation.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-security-recommendations.md',
  paging: 'none',
});

export const recommendationLoader = batchLoader(batchGet<Recommendation>(getRecommendationOperation));

export const machineRecommendationsLoader = batchLoader(batchList<Recommendation>(listMachineRecommendationsOperation));
