import DataLoader from 'dataloader';
import { perRequest } from '../../context.ts';
import { loadEach, rowsOf } from '../../rest/load-by-key.ts';
import { operation } from '../../rest/operation.ts';
import type { MissingKb } from './missing-kbs.type.ts';

/** The page lists no delegated permission. */
export const listMachineMissingKbsOperation = operation({
  id: 'listMachineMissingKbs',
  method: 'GET',
  path: '/api/machines/{id}/getmissingkbs',
  permissions: { application: ['Software.Read.All'], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'get-missing-kbs-machine.md',
});

export const machineMissingKbsLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, MissingKb[]>((machineIds) =>
      loadEach(rest, listMachineMissingKbsOperation, machineIds, rowsOf<MissingKb>),
    ),
);
