import { batchLoader } from '../../context.ts';
import { batchList } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { MissingKb } from './missing-kbs.type.ts';

/** The page lists no delegated permission. */
export const listMachineMissingKbsOperation = operation({
  id: 'listMachineMissingKbs',
  rowType: 'MissingKb',
  method: 'GET',
  path: '/api/machines/{id}/getmissingkbs',
  permissions: { application: ['Software.Read.All'], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'get-missing-kbs-machine.md',
  paging: 'none',
});

export const listSoftwareMissingKbsOperation = operation({
  id: 'listSoftwareMissingKbs',
  rowType: 'MissingKb',
  method: 'GET',
  path: '/api/Software/{id}/getmissingkbs',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-missing-kbs-software.md',
  paging: 'none',
});

export const machineMissingKbsLoader = batchLoader(batchList<MissingKb>(listMachineMissingKbsOperation));

export const softwareMissingKbsLoader = batchLoader(batchList<MissingKb>(listSoftwareMissingKbsOperation));
