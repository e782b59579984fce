import { batchLoader, idLoader, perRequestFor, type Context } from '../../context.ts';
import { loadById, loadByParent } from '../../rest/batch/load-by-key.ts';
import type { Where } from '../../rest/odata/filter.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { RowsResult, ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { Investigation } from './investigations.type.ts';

/** There is no permission of its own: investigations go with alerts. */
const READ = { application: ['Alert.Read.All', 'Alert.ReadWrite.All'], delegated: ['Alert.Read', 'Alert.ReadWrite'] };

export const listInvestigationsOperation = operation({
  id: 'listInvestigations',
  rowType: 'Investigation',
  method: 'GET',
  path: '/api/investigations',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-investigation-collection.md',
  maxTop: 10_000,
  filter: { id: 'text', state: 'text', machineId: 'text', triggeringAlertId: 'text', startTime: 'date' },
});

export const getInvestigationOperation = operation({
  id: 'getInvestigation',
  rowType: 'Investigation',
  method: 'GET',
  path: '/api/investigations/{id}',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-investigation-object.md',
});

/** A window of the tenant's automated investigations. */
export function listInvestigations({ rest }: Context, request: ListRequest): Promise<RestPage<Investigation>> {
  return readPage<Investigation>(rest, listInvestigationsOperation, request);
}

/** Investigations by id, of alerts too: a hundred are 1 call in the place of 100. */
export const investigationLoader = batchLoader((rest, ids) =>
  loadById<Investigation>(rest, { list: listInvestigationsOperation, key: 'id' }, getInvestigationOperation, ids),
);

const loaderOf = perRequestFor((context, where: Where) => {
  const source = { list: listInvestigationsOperation, key: 'machineId', where };
  return idLoader<RowsResult<Investigation>>(context, (ids) => loadByParent<Investigation>(context.rest, source, ids));
});

/** All investigations of one device that fit the filter: a hundred devices are 1 call in the place of 100. */
export function investigationsOfMachine(
  context: Context,
  machineId: string,
  where: Where,
): Promise<RowsResult<Investigation>> {
  return loaderOf(context, where).load(machineId);
}
