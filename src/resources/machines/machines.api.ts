import { batchLoader, type Context } from '../../context.ts';
import { loadById } from '../../rest/batch/load-by-key.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { Machine } from './machines.type.ts';

const READ = {
  application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
  delegated: ['Machine.Read', 'Machine.ReadWrite'],
};

export const listMachinesOperation = operation({
  id: 'listMachines',
  rowType: 'Machine',
  method: 'GET',
  path: '/api/machines',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-machines.md',
  maxTop: 10_000,
  emptyIs404: true,
  filter: {
    id: 'text',
    computerDnsName: 'text',
    lastSeen: 'date',
    healthStatus: 'text',
    osPlatform: 'text',
    version: 'text',
    riskScore: 'text',
    exposureLevel: 'text',
    deviceValue: 'text',
    onboardingStatus: 'text',
    lastIpAddress: 'text',
    aadDeviceId: 'text',
    // The table says String, every example has a number, and OData compares like with like.
    rbacGroupId: 'number',
    machineTags: 'tags',
  },
});

export const getMachineOperation = operation({
  id: 'getMachine',
  rowType: 'Machine',
  method: 'GET',
  path: '/api/machines/{id}',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-machine-by-id.md',
});

/** A window of the tenant's devices, in the vendor's order. */
export function listMachines({ rest }: Context, request: ListRequest): Promise<RestPage<Machine>> {
  return readPage<Machine>(rest, listMachinesOperation, request);
}

export const machineLoader = batchLoader((rest, ids) =>
  loadById<Machine>(rest, { list: listMachinesOperation, key: 'id' }, getMachineOperation, ids),
);
