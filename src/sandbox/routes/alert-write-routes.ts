import { ALERT_CATEGORIES, VERDICTS } from '../seed/alert-scenarios.ts';
import { oneOf, optional, readParameters, required, text, texts } from '../endpoint/body-parameters.ts';
import { entity, param } from '../endpoint/call.ts';
import type { Call, Handlers } from '../endpoint/call.ts';
import { ApiError, badRequest } from '../wire/errors.ts';
import { hasHuntedEvent } from '../hunting/hunted-event.ts';
import { findAlert, findMachine } from '../endpoint/lookup.ts';
import { createAlert } from '../simulation/create-alert.ts';
import { renderAlert } from '../endpoint/render-rows.ts';
import type { AlertRow } from '../seed/rows.ts';
import { canonicalTime, vendorTime } from '../wire/vendor-time.ts';

// The two pages spell some values differently; either spelling is taken on both.
const INFORMATIONAL = 'Informational, expected activity';
const DETERMINATIONS = [...new Set([...Object.values(VERDICTS).flat()])];
const CHANGES = {
  status: optional(oneOf('New', 'InProgress', 'Resolved')),
  assignedTo: optional(text),
  classification: optional(oneOf(...Object.keys(VERDICTS), INFORMATIONAL)),
  determination: optional(oneOf(...DETERMINATIONS)),
  comment: optional(text),
};

type Changes = { [K in keyof typeof CHANGES]: string | undefined };

function change(call: Call, alert: AlertRow, changes: Changes): void {
  const now = vendorTime(call.world.now(), 4321);
  const { status, assignedTo, classification, determination, comment } = changes;
  if (status !== undefined && status !== alert.status) {
    alert.status = status;
    alert.resolvedTime = status === 'Resolved' ? now : null;
  }
  if (assignedTo !== undefined) alert.assignedTo = assignedTo;
  if (classification !== undefined) alert.classification = plain(classification);
  if (determination !== undefined) alert.determination = determination;
  if (comment !== undefined) alert.comments.push({ comment, createdBy: call.caller.name, createdTime: now });
  alert.lastUpdateTime = now;
}

const plain = (verdict: string) => (verdict === INFORMATIONAL ? 'InformationalExpectedActivity' : verdict);

// A finer verdict belongs to a verdict (update-alert.md has the pairs).
function expectPair({ classification, determination }: Changes): void {
  if (classification === undefined || determination === undefined) return;
  if (VERDICTS[plain(classification)]?.includes(determination)) return;
  throw badRequest(`Determination ${determination} does not fit classification ${classification}`, 'InvalidInput');
}

function createByReference(call: Call) {
  const body = readParameters(call, {
    eventTime: required(text),
    reportId: required(text),
    machineId: required(text),
    severity: required(oneOf('Low', 'Medium', 'High')),
    title: required(text),
    description: required(text),
    recommendedAction: required(text),
    category: required(oneOf(...ALERT_CATEGORIES)),
  });
  const eventTime = canonicalTime(body.eventTime);
  if (eventTime === null) throw badRequest('The value of eventTime is not a date-time', 'InvalidInput');
  const machine = findMachine(call.world, body.machineId);
  if (!hasHuntedEvent(call.world, machine.id, body.reportId, eventTime)) {
    throw new ApiError(404, 'NotFound', 'No event matches reportId, eventTime and machineId');
  }
  const open = call.world.tenant.alerts.find(
    (alert) => alert.machineId === machine.id && alert.title === body.title && alert.status !== 'Resolved',
  );
  return entity('Alerts', open ?? createAlert(call.world, machine, { ...body, eventTime }).alert);
}

/** Changing and raising alerts. */
export const ALERT_WRITE_ROUTES: Handlers = {
  updateAlert: (call) => {
    const alert = findAlert(call.world, param(call));
    const changes = readParameters(call, CHANGES);
    expectPair(changes);
    change(call, alert, changes);
    return entity('Alerts', renderAlert(call.world, alert, true));
  },
  // The answer is empty whether or not all the ids were known (batch-update-alerts.md).
  batchUpdateAlerts: (call) => {
    const { alertIds, ...changes } = readParameters(call, { alertIds: required(texts), ...CHANGES });
    expectPair(changes);
    const ids = new Set(alertIds);
    for (const alert of call.world.tenant.alerts) if (ids.has(alert.id)) change(call, alert, changes);
    return { status: 200 };
  },
  createAlertByReference: createByReference,
};
