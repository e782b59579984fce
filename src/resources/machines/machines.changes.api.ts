import { audited } from '../../audited.ts';
import type { Context } from '../../context.ts';
import { mutatedRow, batchOutcome } from '../../rest/mutation/mutation-result.ts';
import { foldId } from '../../rest/rows/hex-id.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import { textsIn } from '../../rest/rows/read-value.ts';
import { machineLoader } from './machines.api.ts';
import type { MachineTagUpdate } from './machines.changes.type.ts';
import type { Machine } from './machines.type.ts';

const WRITE = { application: ['Machine.ReadWrite.All'], delegated: ['Machine.ReadWrite'] };

export const tagMachineOperation = operation({
  id: 'addOrRemoveMachineTag',
  rowType: 'Machine',
  method: 'POST',
  path: '/api/machines/{id}/tags',
  permissions: WRITE,
  limit: DEFAULT_LIMIT,
  source: 'add-or-remove-machine-tags.md',
  role: 'Defender.Configure',
});

export const tagMachinesOperation = operation({
  id: 'addOrRemoveTagForMultipleMachines',
  rowType: 'Machine',
  method: 'POST',
  path: '/api/machines/AddOrRemoveTagForMultipleMachines',
  permissions: WRITE,
  limit: DEFAULT_LIMIT,
  source: 'add-or-remove-multiple-machine-tags.md',
  role: 'Defender.Configure',
});

export const setDeviceValueOperation = operation({
  id: 'setDeviceValue',
  rowType: 'Machine',
  method: 'POST',
  path: '/api/machines/{machineId}/setDeviceValue',
  permissions: WRITE,
  limit: DEFAULT_LIMIT,
  source: 'set-device-value.md',
  role: 'Defender.Configure',
});

export interface TagChange {
  value: string;
  /** `Add`, `Remove`, or a word that this version does not know. */
  action: string;
}

/** Puts a tag on a device or takes it off, and returns the device (add-or-remove-machine-tags.md). Throws RestError. */
export function tagMachine(context: Context, machineId: string, { value, action }: TagChange): Promise<Machine> {
  const id = foldId(machineId);
  const name = action === 'Add' ? 'addMachineTag' : 'removeMachineTag';
  return audited(context, { action: name, targets: [id], plan: false }, async (intercept) => {
    const options = { path: { id }, body: { Value: value, Action: action }, intercept };
    return { outcome: 'UPDATED', value: await mutatedRow<Machine>(context.rest, tagMachineOperation, options) };
  });
}

/** Says how important a device is, and returns the device (set-device-value.md). Throws RestError. */
export function setDeviceValue(context: Context, id: string, deviceValue: string): Promise<Machine> {
  const machineId = foldId(id);
  return audited(context, { action: 'setDeviceValue', targets: [machineId], plan: false }, async (intercept) => {
    const options = { path: { machineId }, body: { DeviceValue: deviceValue }, intercept };
    return { outcome: 'UPDATED', value: await mutatedRow<Machine>(context.rest, setDeviceValueOperation, options) };
  });
}

/** The devices of an answer whose form no page shows: a list, bare or in an envelope; empty for anything else. */
function machinesIn(answer: unknown): Map<string, Machine> {
  const list = Array.isArray(answer) ? (answer as unknown[]) : (answer as { value?: unknown } | null)?.value;
  const rows = (Array.isArray(list) ? list : []).filter(
    (row): row is Machine => typeof (row as Partial<Machine> | null)?.id === 'string',
  );
  return new Map(rows.map((row) => [row.id.toLowerCase(), row]));
}

async function updateOf(
  context: Context,
  machineId: string,
  answered: Machine | undefined,
  { value, action }: TagChange,
): Promise<MachineTagUpdate> {
  const read = async (): Promise<Machine | null | undefined> =>
    machineLoader(context)
      .load(machineId)
      .catch(() => undefined);
  const machine = answered ?? (await read());
  if (machine === undefined) return { machineId, machine: null, outcome: 'UNKNOWN' };
  if (machine === null) return { machineId, machine, outcome: 'NOT_FOUND' };
  if (action !== 'Add' && action !== 'Remove') return { machineId, machine, outcome: 'UNKNOWN' };
  const tagged = textsIn(machine.machineTags).includes(value);
  return { machineId, machine, outcome: tagged === (action === 'Add') ? 'UPDATED' : 'NOT_UPDATED' };
}

/**
 * Puts a tag on several devices or takes it off them. Those that the answer leaves out are read again to tell what became
 * of them (add-or-remove-multiple-machine-tags.md). Throws RestError.
 */
export function tagMachines(context: Context, ids: string[], change: TagChange): Promise<MachineTagUpdate[]> {
  const machineIds = [...new Set(ids.map(foldId))];
  return audited(context, { action: 'updateMachineTags', targets: machineIds, plan: false }, async (intercept) => {
    const body = { Value: change.value, Action: change.action, MachineIds: machineIds };
    const answered = machinesIn(await context.rest.call<unknown>(tagMachinesOperation, { body, intercept }));
    const updates = machineIds.map((id) => updateOf(context, id, answered.get(id.toLowerCase()), change));
    const value = await Promise.all(updates);
    const updated = value.filter(({ outcome }) => outcome === 'UPDATED').length;
    return { outcome: batchOutcome('UPDATED', updated, machineIds.length), value };
  });
}
