import { batched } from '../../context.ts';
import { eachList, eachOne } from '../../rest/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { Vulnerability } from './vulnerabilities.type.ts';

export const getVulnerabilityOperation = operation({
  id: 'getVulnerability',
  method: 'GET',
  path: '/api/vulnerabilities/{id}',
  permissions: { application: ['Vulnerability.Read.All'], delegated: ['Vulnerability.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-vulnerability-by-id.md',
});

export const listMachineVulnerabilitiesOperation = operation({
  id: 'listMachineVulnerabilities',
  method: 'GET',
  path: '/api/machines/{id}/vulnerabilities',
  permissions: { application: ['Vulnerability.Read.All'], delegated: ['Vulnerability.Read'] },
  limit: { perMinute: 50, perHour: 1500 },
  source: 'get-discovered-vulnerabilities.md',
});

export const vulnerabilityLoader = batched(eachOne<Vulnerability>(getVulnerabilityOperation));

export const machineVulnerabilitiesLoader = batched(eachList<Vulnerability>(listMachineVulnerabilitiesOperation));
