import { audited } from '../../audited.ts';
import type { Context } from '../../context.ts';
import { mutatedRow, hasStatus, batchOutcome, reworded } from '../../rest/mutation/mutation-result.ts';
import { foldId } from '../../rest/rows/hex-id.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import { objectsIn, textOf } from '../../rest/rows/read-value.ts';
import { alertLoader } from './alerts.api.ts';
import type { AlertUpdate } from './alerts.changes.type.ts';
import type { Alert } from './alerts.type.ts';

const WRITE = { application: ['Alert.ReadWrite.All'], delegated: ['Alert.ReadWrite'] };

export const updateAlertOperation = operation({
  id: 'updateAlert',
  rowType: 'Alert',
  method: 'PATCH',
  path: '/api/alerts/{id}',
  permissions: WRITE,
  limit: DEFAULT_LIMIT,
  source: 'update-alert.md',
  role: 'Defender.Respond',
});

export const batchUpdateAlertsOperation = operation({
  id: 'batchUpdateAlerts',
  method: 'POST',
  path: '/api/alerts/batchUpdate',
  permissions: WRITE,
  limit: { perMinute: 10, perHour: 500 },
  source: 'batch-update-alerts.md',
  role: 'Defender.Respond',
  noContent: true,
});

export const createAlertOperation = operation({
  id: 'createAlertByReference',
  rowType: 'Alert',
  method: 'POST',
  path: '/api/alerts/CreateAlertByReference',
  permissions: WRITE,
  limit: { perMinute: 15, perHour: null },
  source: 'create-alert-by-reference.md',
  role: 'Defender.Respond',
});

/** What changes of an alert, under the vendor's names. */
export interface AlertChanges {
  status?: string;
  assignedTo?: string;
  classification?: string;
  determination?: string;
  comment?: string;
}

/** An event that hunting found and the alert to be made of it, under the vendor's names. */
export interface AlertReference {
  machineId: string;
  eventTime: string;
  reportId: string;
  severity: string;
  title: string;
  description: string;
  recommendedAction: string;
  category: string;
}

/** Two finer verdicts have one name on the page of the single update and another on that of the batch. */
const SPELLINGS = [
  { single: 'ConfirmedActivity', batch: 'ConfirmedUserActivity' },
  { single: 'NotMalicious', batch: 'Clean' },
] as const;

function spelled(changes: AlertChanges, form: 'single' | 'batch'): AlertChanges {
  const { determination } = changes;
  const pair = SPELLINGS.find(({ single, batch }) => single === determination || batch === determination);
  return pair === undefined ? changes : { ...changes, determination: pair[form] };
}

/** Changes one alert and returns it as answered (update-alert.md). Throws RestError. */
export function updateAlert(context: Context, id: string, changes: AlertChanges): Promise<Alert> {
  return audited(context, { action: 'updateAlert', targets: [id], plan: false }, async (intercept) => {
    const options = { path: { id }, body: spelled(changes, 'single'), intercept };
    return { outcome: 'UPDATED', value: await mutatedRow<Alert>(context.rest, updateAlertOperation, options) };
  });
}

/** Whether an alert shows a change; a label and a second spelling of a verdict count as the verdict. */
function shows(alert: Alert, { comment, ...changes }: AlertChanges): boolean {
  const plain = (value: unknown): string => {
    const text = textOf(value)
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    return SPELLINGS.find(({ single }) => single.toLowerCase() === text)?.batch.toLowerCase() ?? text;
  };
  const { assignedTo, ...words } = changes;
  const same = Object.entries(words).every(([name, value]) => plain(Reflect.get(alert, name)) === plain(value));
  const owned = assignedTo === undefined || textOf(alert.assignedTo).toLowerCase() === assignedTo.toLowerCase();
  const said = comment === undefined || objectsIn(alert.comments).some((each) => each.comment === comment);
  return same && owned && said;
}

async function updateOf(context: Context, alertId: string, changes: AlertChanges): Promise<AlertUpdate> {
  const alert = await alertLoader(context)
    .load(alertId)
    .catch(() => undefined);
  if (alert === undefined) return { alertId, alert: null, outcome: 'UNKNOWN' };
  if (alert === null) return { alertId, alert, outcome: 'NOT_FOUND' };
  return { alertId, alert, outcome: shows(alert, changes) ? 'UPDATED' : 'NOT_UPDATED' };
}

/**
 * Changes several alerts alike. The answer is empty whatever became of them, so they are read again to tell
 * (batch-update-alerts.md). Throws RestError.
 */
export function updateAlerts(context: Context, alertIds: string[], changes: AlertChanges): Promise<AlertUpdate[]> {
  return audited(context, { action: 'updateAlerts', targets: alertIds, plan: false }, async (intercept) => {
    const body = { alertIds, ...spelled(changes, 'batch') };
    await context.rest.call(batchUpdateAlertsOperation, { body, intercept });
    const value = await Promise.all(alertIds.map((id) => updateOf(context, id, changes)));
    const updated = value.filter(({ outcome }) => outcome === 'UPDATED').length;
    return { outcome: batchOutcome('UPDATED', updated, alertIds.length), value };
  });
}

/**
 * Makes an alert of an event; an open alert of the same title on the device takes it up, and an automated investigation
 * starts by itself (create-alert-by-reference.md). Throws RestError.
 */
export function createAlert(context: Context, event: AlertReference): Promise<Alert> {
  const reference = { ...event, machineId: foldId(event.machineId) };
  return audited(context, { action: 'createAlert', targets: [reference.machineId], plan: false }, async (intercept) => {
    try {
      const options = { body: reference, intercept };
      const alert = await mutatedRow<Alert>(context.rest, createAlertOperation, options);
      return { outcome: 'CREATED', value: alert };
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
      const message = 'Defender knows no event with this eventTime, reportId and machineId together.';
      throw reworded(error, 'NOT_FOUND', message);
    }
  });
}
