import { collection, entity, param } from '../endpoint/call.ts';
import type { Call, Handlers } from '../endpoint/call.ts';
import { ApiError } from '../wire/errors.ts';
import { answerList } from '../endpoint/list-endpoint.ts';
import { findAlert, findMachine, rowsWithKey } from '../endpoint/lookup.ts';
import { observables } from '../simulation/observables.ts';
import { renderAlert, renderMachine } from '../endpoint/render-rows.ts';
import type { AlertRow } from '../seed/rows.ts';

/** Answers a list of alerts, of the whole tenant or of one device. */
export function answerAlerts(call: Call, rows: readonly AlertRow[]) {
  return answerList(call, {
    set: 'Alerts',
    rows,
    expandable: ['evidence'],
    render: (alert, { expand }) => renderAlert(call.world, alert, expand.has('evidence')),
  });
}

const alertOf = (call: Call) => findAlert(call.world, param(call));

/** Reading alerts and what they speak of. */
export const ALERT_ROUTES: Handlers = {
  listAlerts: (call) => answerAlerts(call, call.world.tenant.alerts),
  // The vendor's sample of one alert has its evidence without any $expand.
  getAlert: (call) => entity('Alerts', renderAlert(call.world, alertOf(call), true)),
  listAlertDomains: (call) =>
    collection(
      'Domains',
      [...observables(alertOf(call)).hosts].map((host) => ({ host })),
    ),
  listAlertIps: (call) =>
    collection(
      'Ips',
      [...observables(alertOf(call)).addresses].map((id) => ({ id })),
    ),
  listAlertFiles: (call) =>
    collection(
      'Files',
      rowsWithKey(call.world.tenant.files, (file) => file.sha1, observables(alertOf(call)).files),
    ),
  getAlertMachine: (call) =>
    entity('Machines', renderMachine(call.world, findMachine(call.world, alertOf(call).machineId))),
  getAlertUser: (call) => {
    const { relatedUser } = alertOf(call);
    const id = relatedUser && `${relatedUser.domainName}\\${relatedUser.userName}`;
    const user = call.world.tenant.users.find((row) => row.id === id);
    if (!user) throw new ApiError(404, 'NotFound', 'No user is related to the alert');
    return entity('Users', user);
  },
};
