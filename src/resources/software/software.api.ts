import DataLoader from 'dataloader';
import { perRequest } from '../../context.ts';
import { loadEach, rowsOf } from '../../rest/load-by-key.ts';
import { operation } from '../../rest/operation.ts';
import type { Software } from './software.type.ts';

export const getSoftwareOperation = operation({
  id: 'getSoftware',
  method: 'GET',
  path: '/api/Software/{id}',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-software-by-id.md',
});

export const listMachineSoftwareOperation = operation({
  id: 'listMachineSoftware',
  method: 'GET',
  path: '/api/machines/{id}/software',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-installed-software.md',
});

export const softwareLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, Software | null>((ids) =>
      loadEach(rest, getSoftwareOperation, ids, (body) => body as Software | null),
    ),
);

export const machineSoftwareLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, Software[]>((machineIds) =>
      loadEach(rest, listMachineSoftwareOperation, machineIds, rowsOf<Software>),
    ),
);
