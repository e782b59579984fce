import { batchLoader } from '../../context.ts';
import { batchList, batchGet } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { Software } from './software.type.ts';

export const getSoftwareOperation = operation({
  id: 'getSoftware',
  rowType: 'Software',
  method: 'GET',
  path: '/api/Software/{id}',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-software-by-id.md',
});

export const listMachineSoftwareOperation = operation({
  id: 'listMachineSoftware',
  rowType: 'Software',
  method: 'GET',
  path: '/api/machines/{id}/software',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-installed-software.md',
  paging: 'none',
});

export const softwareLoader = batchLoader(batchGet<Software>(getSoftwareOperation));

export const machineSoftwareLoader = batchLoader(batchList<Software>(listMachineSoftwareOperation));
