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

/** The method's own page says 100 calls a minute; the page on the resource, which says 50, leaves it to the methods. */
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
