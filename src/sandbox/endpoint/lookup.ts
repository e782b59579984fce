import type { World } from './call.ts';
import { ApiError, resourceNotFound } from '../wire/errors.ts';
import type { ActionRow, AlertRow, MachineRow } from '../seed/rows.ts';

/** The alert of an id, or 404. */
export function findAlert({ tenant }: World, id: string): AlertRow {
  const alert = tenant.alerts.find((row) => row.id === id);
  if (!alert) throw resourceNotFound('Alert', id);
  return alert;
}

/** The device of an id or computer name, or 404. */
export function findMachine({ tenant }: World, idOrName: string): MachineRow {
  const wanted = idOrName.toLowerCase();
  const machine = tenant.machines.find((row) => row.id === wanted || row.computerDnsName.toLowerCase() === wanted);
  if (!machine) throw resourceNotFound('Machine', idOrName);
  return machine;
}

/** The machine action of an id, or 404. */
export function findAction({ tenant }: World, id: string): ActionRow {
  const action = tenant.actions.find((row) => row.id === id.toLowerCase());
  if (!action) throw new ApiError(404, 'NotFound', `Machine action ${id} was not found`);
  return action;
}

/** The rows whose key is in the set, in their own order. */
export function rowsWithKey<Row>(rows: readonly Row[], key: (row: Row) => string, keys: ReadonlySet<string>): Row[] {
  return rows.filter((row) => keys.has(key(row)));
}
