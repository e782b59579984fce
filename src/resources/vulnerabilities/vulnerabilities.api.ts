import { batchLoader } from '../../context.ts';
import { loadById } from '../../rest/batch/load-by-key.ts';
import { operation } from '../../rest/operation.ts';
import type { Vulnerability } from './vulnerabilities.type.ts';

const READ = { application: ['Vulnerability.Read.All'], delegated: ['Vulnerability.Read'] };

export const listVulnerabilitiesOperation = operation({
  id: 'listVulnerabilities',
  rowType: 'Vulnerability',
  method: 'GET',
  path: '/api/vulnerabilities',
  permissions: READ,
  limit: { perMinute: null, perHour: null },
  source: 'get-all-vulnerabilities.md',
  // Its sibling lists allow 10,000.
  maxTop: 8_000,
  filter: {
    id: 'text',
    name: 'text',
    description: 'text',
    cvssV3: 'number',
    publishedOn: 'date',
    severity: 'text',
    updatedOn: 'date',
  },
});

export const getVulnerabilityOperation = operation({
  id: 'getVulnerability',
  rowType: 'Vulnerability',
  method: 'GET',
  path: '/api/vulnerabilities/{id}',
  permissions: READ,
  limit: { perMinute: null, perHour: null },
  source: 'get-vulnerability-by-id.md',
});

export const listMachineVulnerabilitiesOperation = operation({
  id: 'listMachineVulnerabilities',
  rowType: 'Vulnerability',
  method: 'GET',
  path: '/api/machines/{id}/vulnerabilities',
  permissions: READ,
  limit: { perMinute: 50, perHour: 1500 },
  source: 'get-discovered-vulnerabilities.md',
  paging: 'none',
});

/** A row for each device, product version and CVE; of the CVE it tells the number and the severity only. */
export const listMachinesVulnerabilitiesOperation = operation({
  id: 'listMachinesVulnerabilities',
  rowType: 'MachineVulnerability',
  rowProperties: [
    'id',
    'cveId',
    'machineId',
    'fixingKbId',
    'productName',
    'productVendor',
    'productVersion',
    'severity',
  ],
  method: 'GET',
  path: '/api/vulnerabilities/machinesVulnerabilities',
  permissions: READ,
  limit: { perMinute: null, perHour: null },
  source: 'get-all-vulnerabilities-by-machines.md',
  rowIds: ['id', 'machineId', 'cveId'],
  maxTop: 10_000,
  filter: {
    id: 'text',
    cveId: 'text',
    machineId: 'text',
    fixingKbId: 'text',
    productName: 'text',
    productVersion: 'text',
    severity: 'text',
    productVendor: 'text',
  },
});

/** CVEs by number: a hundred of them are 1 call in the place of 100. */
export const vulnerabilityLoader = batchLoader((rest, ids) =>
  loadById<Vulnerability>(rest, { list: listVulnerabilitiesOperation, key: 'id' }, getVulnerabilityOperation, ids),
);
