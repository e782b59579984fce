import { audited } from '../../audited.ts';
import type { Context } from '../../context.ts';
import { mutatedRow } from '../../rest/mutation/mutation-result.ts';
import { operation } from '../../rest/operation.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import type { Incident } from './incidents.type.ts';

export const updateIncidentOperation = operation({
  id: 'updateIncident',
  rowType: 'Incident',
  idProperty: 'incidentId',
  api: 'xdr',
  method: 'PATCH',
  path: '/api/incidents/{id}',
  permissions: { application: ['Incident.ReadWrite.All'], delegated: ['Incident.ReadWrite'] },
  limit: { perMinute: 50, perHour: 1500 },
  source: 'defender-xdr: api-update-incidents.md',
  role: 'Defender.Respond',
});

/** What changes of an incident, under the vendor's names; `tags` are all that it has from then on. */
export interface IncidentChanges {
  status?: string;
  assignedTo?: string;
  classification?: string;
  determination?: string;
  tags?: string[];
  comment?: string;
}

/** Changes one incident and returns it as answered (defender-xdr: api-update-incidents.md). Throws RestError. */
export function updateIncident(context: Context, id: string, changes: IncidentChanges): Promise<Incident> {
  return audited(context, { action: 'updateIncident', targets: [id], plan: false }, async (intercept) => {
    const options = { path: { id }, body: changes, intercept };
    const row = await mutatedRow<Incident>(context.xdr, updateIncidentOperation, options);
    return { outcome: 'UPDATED', value: { ...row, id: textOf(Reflect.get(row, 'incidentId')) || id } };
  });
}
