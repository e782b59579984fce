import { batchLoader, type Context } from '../../context.ts';
import { loadById } from '../../rest/batch/load-by-key.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import type { MachineVulnerability } from './vulnerabilities.findings.type.ts';
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

/** A window of the vulnerabilities that affect the tenant, in the vendor's order. Throws RestError. */
export function listVulnerabilities({ rest }: Context, request: ListRequest): Promise<RestPage<Vulnerability>> {
  return readPage<Vulnerability>(rest, listVulnerabilitiesOperation, request);
}

/** Shown for itself, a row needs its own id only; to be joined with devices and CVEs it needs theirs. */
const listFindings = { ...listMachinesVulnerabilitiesOperation, rowIds: ['id'] };

/** A window of what the tenant's devices are exposed to, in the vendor's order. Throws RestError. */
export function listMachinesVulnerabilities(
  { rest }: Context,
  request: ListRequest,
): Promise<RestPage<MachineVulnerability>> {
  return readPage<MachineVulnerability>(rest, listFindings, request);
}

/** The CVE number of a finding; null where it is not told. */
export function cveOf({ cveId }: MachineVulnerability): string | null {
  return textOf(cveId).trim() || null;
}

/** The id of the product that a finding is about: publisher and product joined by `-_-`; null where one is not told. */
export function productOf({ productVendor, productName }: MachineVulnerability): string | null {
  const [vendor, name] = [textOf(productVendor), textOf(productName)];
  return vendor === '' || name === '' ? null : `${vendor}-_-${name}`;
}

/** CVEs by number: a hundred of them are 1 call in the place of 100. */
export const vulnerabilityLoader = batchLoader((rest, ids) =>
  loadById<Vulnerability>(rest, { list: listVulnerabilitiesOperation, key: 'id' }, getVulnerabilityOperation, ids),
);
