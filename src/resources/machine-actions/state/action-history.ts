import type { ActionHistory } from './action-history-types.ts';
import { idLoader, perRequest, type Context } from '../../../context.ts';

import { asError } from '../../../rest/batch/load-each.ts';
import { loadByParent } from '../../../rest/batch/load-by-key.ts';
import { textOf } from '../../../rest/rows/read-value.ts';
import { CODE_RESTRICTION, ISOLATION } from './action-state-rules.ts';
import { actionsOfMachine, isAsked, listMachineActionsOperation, readAction } from '../machine-actions.api.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/** Devices whose actions are asked for by their ids, which is one call. */
const MAX_BY_ID = 100;
const SWITCHING = [ISOLATION, CODE_RESTRICTION].flatMap(({ on, off }) => [on.type, off.type]);

/** The switching actions of the whole tenant, by device in small letters: one call per 10,000 of them. */
async function historyOfTenant({ rest }: Context): Promise<(machineId: string) => ActionHistory> {
  const asOf = new Date().toISOString();
  const found = await loadByParent<MachineAction>(rest, { list: listMachineActionsOperation, key: 'type' }, SWITCHING);
  const byMachine = new Map<string, MachineAction[]>();
  let incomplete: ActionHistory['incomplete'] = null;
  for (const each of found) {
    if (each instanceof Error) throw each;
    incomplete ??= each.incomplete;
    for (const row of each.rows) {
      const machineId = textOf(row.machineId).trim().toLowerCase();
      if (machineId === '') {
        // It may be an action on any of the devices.
        incomplete ??= 'ROW_UNREADABLE';
        continue;
      }
      byMachine.set(machineId, [...(byMachine.get(machineId) ?? []), readAction(row)]);
    }
  }
  return (machineId) => ({ rows: byMachine.get(machineId.toLowerCase()) ?? [], incomplete, asOf });
}

async function historiesOf(context: Context, machineIds: readonly string[]): Promise<(ActionHistory | Error)[]> {
  const isKnown = isAsked(context);
  const left = machineIds.filter((id) => !isKnown(id));
  const whole = left.length > MAX_BY_ID ? await historyOfTenant(context) : null;
  return Promise.all(
    machineIds.map((id) =>
      whole === null || isKnown(id) ? actionsOfMachine(context, id, {}).catch(asError) : Promise.resolve(whole(id)),
    ),
  );
}

const loaderOf = perRequest((context) =>
  idLoader<ActionHistory>(context, (machineIds) =>
    historiesOf(context, machineIds).catch((error) => machineIds.map(() => asError(error))),
  ),
);

/** The history of one device's actions: one call for all devices, which `Machine.actions` shares. Throws RestError. */
export function actionHistory(context: Context, machineId: string): Promise<ActionHistory> {
  return loaderOf(context).load(machineId);
}
