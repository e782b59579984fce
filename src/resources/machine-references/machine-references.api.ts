import { batchLoader } from '../../context.ts';
import { batchList } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { MachineReference } from './machine-references.type.ts';

/** The pages state no figure of their own. */
const LIMIT = { perMinute: null, perHour: null };

/** What the lists of device references have in common: each is that of one object, and comes whole. */
const LIST = { rowType: 'MachineReference', method: 'GET', limit: LIMIT, paging: 'none' } as const;

export const listSoftwareMachineReferencesOperation = operation({
  ...LIST,
  id: 'listSoftwareMachineReferences',
  path: '/api/Software/{id}/machineReferences',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  source: 'get-machines-by-software.md',
});

export const listVulnerabilityMachineReferencesOperation = operation({
  ...LIST,
  id: 'listVulnerabilityMachineReferences',
  path: '/api/vulnerabilities/{id}/machineReferences',
  permissions: { application: ['Vulnerability.Read.All'], delegated: ['Vulnerability.Read'] },
  source: 'get-machines-by-vulnerability.md',
});

export const listRecommendationMachineReferencesOperation = operation({
  ...LIST,
  id: 'listRecommendationMachineReferences',
  path: '/api/recommendations/{id}/machineReferences',
  permissions: { application: ['SecurityRecommendation.Read.All'], delegated: ['SecurityRecommendation.Read'] },
  source: 'get-recommendation-machines.md',
});

/** Of the delegated permission its page has another spelling than that of the list of tasks; either may be the true one. */
export const listRemediationTaskMachineReferencesOperation = operation({
  ...LIST,
  id: 'listRemediationTaskMachineReferences',
  path: '/api/remediationTasks/{id}/machineReferences',
  permissions: {
    application: ['RemediationTasks.Read.All'],
    delegated: ['RemediationTask.Read.Read', 'RemediationTask.Read'],
  },
  source: 'get-remediation-exposed-devices-activities.md',
});

/** The devices that have each product. */
export const softwareMachinesLoader = batchLoader(batchList<MachineReference>(listSoftwareMachineReferencesOperation));

/** The devices that are exposed to each CVE. */
export const vulnerabilityMachinesLoader = batchLoader(
  batchList<MachineReference>(listVulnerabilityMachineReferencesOperation),
);

/** The devices that each recommendation applies to. */
export const recommendationMachinesLoader = batchLoader(
  batchList<MachineReference>(listRecommendationMachineReferencesOperation),
);

/** The devices that are still exposed under each remediation task. */
export const remediationTaskMachinesLoader = batchLoader(
  batchList<MachineReference>(listRemediationTaskMachineReferencesOperation),
);
