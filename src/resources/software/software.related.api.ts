import { batchLoader } from '../../context.ts';
import { batchGet, batchList } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { SoftwareVersionDistribution } from './software.distributions.type.ts';
import type { Software } from './software.type.ts';

/** The pages state no figure of their own. */
const LIMIT = { perMinute: null, perHour: null };

export const listSoftwareVersionDistributionsOperation = operation({
  id: 'listSoftwareVersionDistributions',
  rowType: 'SoftwareVersionDistribution',
  // Rows have no id; a version is empty where the vendor does not know it.
  rowIds: [],
  method: 'GET',
  path: '/api/Software/{id}/distributions',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: LIMIT,
  source: 'get-software-ver-distribution.md',
  paging: 'none',
});

/** One product in spite of its page's title; permissions of two kinds, one for each way of calling. */
export const getRecommendationSoftwareOperation = operation({
  id: 'getRecommendationSoftware',
  rowType: 'Software',
  method: 'GET',
  path: '/api/recommendations/{id}/software',
  permissions: { application: ['Software.Read.All'], delegated: ['SecurityRecommendation.Read'] },
  limit: LIMIT,
  source: 'list-recommendation-software.md',
});

/** Which versions of each product are installed. */
export const distributionsLoader = batchLoader(
  batchList<SoftwareVersionDistribution>(listSoftwareVersionDistributionsOperation),
);

/** The product that each recommendation is about; null for one about a setting. */
export const recommendedSoftwareLoader = batchLoader(batchGet<Software>(getRecommendationSoftwareOperation));
