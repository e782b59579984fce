import { oneOf, optional, readParameters, required, text, texts } from '../endpoint/body-parameters.ts';
import { collection, entity, param } from '../endpoint/call.ts';
import type { Call, Handlers } from '../endpoint/call.ts';
import { badRequest } from '../wire/errors.ts';
import { findMachine } from '../endpoint/lookup.ts';
import { renderMachine } from '../endpoint/render-rows.ts';
import type { MachineRow } from '../seed/rows.ts';

const MAX_MACHINES = 500;
const VALUE = oneOf('Normal', 'Low', 'High');
const TAG = { Value: required(text), Action: required(oneOf('Add', 'Remove')) };

function tag(machine: MachineRow, value: string, action: string): void {
  const others = machine.machineTags.filter((own) => own !== value);
  machine.machineTags = action === 'Add' ? [...others, value] : others;
}

const show = (call: Call, machine: MachineRow) => entity('Machines', renderMachine(call.world, machine));

/** Changing tags and values of devices. */
export const MACHINE_WRITE_ROUTES: Handlers = {
  addOrRemoveMachineTag: (call) => {
    const machine = findMachine(call.world, param(call));
    const { Value, Action } = readParameters(call, TAG);
    tag(machine, Value, Action);
    return show(call, machine);
  },
  addOrRemoveTagForMultipleMachines: (call) => {
    const { Value, Action, MachineIds } = readParameters(call, { ...TAG, MachineIds: required(texts) });
    if (MachineIds.length > MAX_MACHINES) throw tooMany(MachineIds.length);
    const machines = MachineIds.map((id) => findMachine(call.world, id));
    for (const machine of machines) tag(machine, Value, Action);
    return collection(
      'Machines',
      machines.map((machine) => renderMachine(call.world, machine)),
    );
  },
  setDeviceValue: (call) => {
    const machine = findMachine(call.world, param(call));
    machine.deviceValue = readParameters(call, { DeviceValue: required(VALUE) }).DeviceValue;
    return show(call, machine);
  },
  // The tags given replace those there: so says the page's own response section (update-machine-method.md).
  updateMachine: (call) => {
    const machine = findMachine(call.world, param(call));
    const { machineTags, deviceValue } = readParameters(call, {
      machineTags: optional(texts),
      deviceValue: optional(VALUE),
    });
    if (machineTags) machine.machineTags = [...new Set(machineTags)];
    if (deviceValue) machine.deviceValue = deviceValue;
    return show(call, machine);
  },
};

/** 400 with the received and the allowed size. */
export function tooMany(received: number, allowed = MAX_MACHINES) {
  return badRequest(
    `The batch size ${received} exceeds the maximum allowed batch size ${allowed}`,
    'MaximumBatchSizeExceeded',
  );
}
