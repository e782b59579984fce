import DataLoader from 'dataloader';
import { perRequest } from '../../context.ts';
import { loadEach, rowsOf } from '../../rest/load-by-key.ts';
import { operation } from '../../rest/operation.ts';
import type { Recommendation } from './recommendations.type.ts';

export const getRecommendationOperation = operation({
  id: 'getRecommendation',
  method: 'GET',
  path: '/api/recommendations/{id}',
  permissions: { application: ['SecurityRecommendation.Read.All'], delegated: ['SecurityRecommendation.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-recommendation-by-id.md',
});

export const listMachineRecommendationsOperation = operation({
  id: 'listMachineRecommendations',
  method: 'GET',
  path: '/api/machines/{id}/recommendations',
  permissions: { application: ['SecurityRecommendation.Read.All'], delegated: ['SecurityRecommendation.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-security-recommendations.md',
});

export const recommendationLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, Recommendation | null>((ids) =>
      loadEach(rest, getRecommendationOperation, ids, (body) => body as Recommendation | null),
    ),
);

export const machineRecommendationsLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, Recommendation[]>((machineIds) =>
      loadEach(rest, listMachineRecommendationsOperation, machineIds, rowsOf<Recommendation>),
    ),
);
