import { batchLoader, type Context } from '../../context.ts';
import { batchGet } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import type { Incident } from './incidents.type.ts';

const READ = {
  application: ['Incident.Read.All', 'Incident.ReadWrite.All'],
  delegated: ['Incident.Read', 'Incident.ReadWrite'],
};

/**
 * The page says that the most recent come first, but not by which of the two times, so the list is walked by offset; a
 * severity cannot be filtered by.
 */
export const listIncidentsOperation = operation({
  id: 'listIncidents',
  rowType: 'Incident',
  idProperty: 'incidentId',
  api: 'xdr',
  method: 'GET',
  path: '/api/incidents',
  permissions: READ,
  limit: { perMinute: 50, perHour: 1500 },
  source: 'defender-xdr: api-list-incidents.md',
  maxTop: 100,
  filter: { lastUpdateTime: 'date', createdTime: 'date', status: 'text', assignedTo: 'text' },
});

/** Its page allows 100 calls a minute, that on the resource 50 for each method but where the method's own says more. */
export const getIncidentOperation = operation({
  id: 'getIncident',
  rowType: 'Incident',
  idProperty: 'incidentId',
  api: 'xdr',
  method: 'GET',
  path: '/api/incidents/{id}',
  permissions: READ,
  limit: { perMinute: 100, perHour: 1500 },
  source: 'defender-xdr: api-get-incident.md',
});

/** A window of the tenant's incidents with their alerts, at most 100 a call. Throws RestError. */
export function listIncidents({ xdr }: Context, request: ListRequest): Promise<RestPage<Incident>> {
  return readPage<Incident>(xdr, listIncidentsOperation, request);
}

/** Incidents by id: one call for each, as the list cannot be asked by id; the alerts of one incident share it. */
export const incidentLoader = batchLoader(batchGet<Incident>(getIncidentOperation), 'xdr');
