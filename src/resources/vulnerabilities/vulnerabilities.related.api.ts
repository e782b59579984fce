import { batchLoader } from '../../context.ts';
import { batchList } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { Vulnerability } from './vulnerabilities.type.ts';

/** What both lists have in common: they need what vulnerabilities need, although they stand under other paths. */
const LIST = {
  rowType: 'Vulnerability',
  method: 'GET',
  permissions: { application: ['Vulnerability.Read.All'], delegated: ['Vulnerability.Read'] },
  limit: { perMinute: null, perHour: null },
  paging: 'none',
} as const;

export const listSoftwareVulnerabilitiesOperation = operation({
  ...LIST,
  id: 'listSoftwareVulnerabilities',
  path: '/api/Software/{id}/vulnerabilities',
  source: 'get-vuln-by-software.md',
});

export const listRecommendationVulnerabilitiesOperation = operation({
  ...LIST,
  id: 'listRecommendationVulnerabilities',
  path: '/api/recommendations/{id}/vulnerabilities',
  source: 'get-recommendation-vulnerabilities.md',
});

/** The CVEs that affect each product. */
export const softwareVulnerabilitiesLoader = batchLoader(
  batchList<Vulnerability>(listSoftwareVulnerabilitiesOperation),
);

/** The CVEs that each recommendation would mend. */
export const recommendationVulnerabilitiesLoader = batchLoader(
  batchList<Vulnerability>(listRecommendationVulnerabilitiesOperation),
);
