import DataLoader from 'dataloader';
import { perRequest, perRequestNamed, type Context } from '../../context.ts';
import { loadById, loadByParent, type Children } from '../../rest/load-by-key.ts';
import type { Where } from '../../rest/odata-filter.ts';
import { operation, USUAL_LIMIT } from '../../rest/operation.ts';
import { readWindow, type ListRequest, type RestPage } from '../../rest/paging.ts';
import type { Investigation } from './investigations.type.ts';

/** There is no permission of its own: investigations go with alerts. */
const READ = { application: ['Alert.Read.All', 'Alert.ReadWrite.All'], delegated: ['Alert.Read', 'Alert.ReadWrite'] };

export const listInvestigationsOperation = operation({
  id: 'listInvestigations',
  method: 'GET',
  path: '/api/investigations',
  permissions: READ,
  limit: USUAL_LIMIT,
  source: 'get-investigation-collection.md',
  largestTop: 10_000,
  filter: { id: 'text', state: 'text', machineId: 'text', triggeringAlertId: 'text', startTime: 'date' },
});

export const getInvestigationOperation = operation({
  id: 'getInvestigation',
  method: 'GET',
  path: '/api/investigations/{id}',
  permissions: READ,
  limit: USUAL_LIMIT,
  source: 'get-investigation-object.md',
});

/** A window of the tenant's automated investigations. */
export function listInvestigations({ rest }: Context, request: ListRequest): Promise<RestPage<Investigation>> {
  return readWindow<Investigation>(rest, listInvestigationsOperation, request, (investigation) => investigation.id);
}

export const investigationLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, Investigation | null>((ids) =>
      loadById<Investigation>(rest, { list: listInvestigationsOperation, key: 'id' }, getInvestigationOperation, ids),
    ),
);

const loaderByFilter = perRequestNamed(
  ({ rest }, filter) =>
    new DataLoader<string, Children<Investigation>>((machineIds) =>
      loadByParent<Investigation>(
        rest,
        { list: listInvestigationsOperation, key: 'machineId', where: JSON.parse(filter) as Where },
        machineIds,
      ),
    ),
);

/** All investigations of one device that fit the filter; one call per hundred devices. */
export function investigationsOfMachine(
  context: Context,
  machineId: string,
  where: Where,
): Promise<Children<Investigation>> {
  return loaderByFilter(context, JSON.stringify(where)).load(machineId);
}
