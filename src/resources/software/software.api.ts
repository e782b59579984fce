import { batchLoader, type Context } from '../../context.ts';
import { loadById } from '../../rest/batch/load-by-key.ts';
import { batchList } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { Software } from './software.type.ts';

const READ = { application: ['Software.Read.All'], delegated: ['Software.Read'] };
/** The pages state no figure of their own. */
const LIMIT = { perMinute: null, perHour: null };

export const listSoftwareOperation = operation({
  id: 'listSoftware',
  rowType: 'Software',
  method: 'GET',
  path: '/api/Software',
  permissions: READ,
  limit: LIMIT,
  source: 'get-software.md',
  maxTop: 10_000,
  filter: { id: 'text', name: 'text', vendor: 'text' },
});

export const getSoftwareOperation = operation({
  id: 'getSoftware',
  rowType: 'Software',
  method: 'GET',
  path: '/api/Software/{id}',
  permissions: READ,
  limit: LIMIT,
  source: 'get-software-by-id.md',
});

export const listMachineSoftwareOperation = operation({
  id: 'listMachineSoftware',
  rowType: 'Software',
  method: 'GET',
  path: '/api/machines/{id}/software',
  permissions: READ,
  limit: LIMIT,
  source: 'get-installed-software.md',
  paging: 'none',
});

/** A window of the tenant's products, in the vendor's order. Throws RestError. */
export function listSoftware({ rest }: Context, request: ListRequest): Promise<RestPage<Software>> {
  return readPage<Software>(rest, listSoftwareOperation, request);
}

/** Products by id, null for one that there is not: a hundred of them are 1 call in the place of 100. */
export const softwareLoader = batchLoader((rest, ids) =>
  loadById<Software>(rest, { list: listSoftwareOperation, key: 'id' }, getSoftwareOperation, ids),
);

export const machineSoftwareLoader = batchLoader(batchList<Software>(listMachineSoftwareOperation));
