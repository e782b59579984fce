import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase } from '../mutation-cases.ts';

let taken = 0;
/** Ids of devices that no case had before. */
function machineIds({ tenant }: Sandbox, count: number): string[] {
  taken = (taken + count) % (tenant.machines.length - count);
  return tenant.machines.slice(taken, taken + count).map(({ id }) => id);
}

const tagsOf = ({ tenant }: Sandbox, id: unknown) => tenant.machines.find((machine) => machine.id === id)?.machineTags;

const TAG = "O'Neill ✓ Büro";

const BAD_TAG: ChangeCase['bad'] = [
  ['no tag', { value: '' }, /^input\.value: is blank/],
  ['a blank tag', { value: '\t ' }, /^input\.value: is blank/],
];
const ODD_TAG: ChangeCase['warned'] = [
  [
    '201 characters',
    { value: 'é'.repeat(201) },
    /^input\.value: Defender’s pages let a tag have 200 characters/,
    { Value: 'é'.repeat(201) },
  ],
  ['two lines', { value: 'a\nb' }, /^input\.value: holds a line break/, { Value: 'a\nb' }],
];
const BAD_ID: ChangeCase['bad'] = [
  ['no device', { machineId: ' ' }, /^input\.machineId: is not an id of type Machine/],
  ['an id that leads elsewhere', { machineId: 'a/../b' }, /is not an id that Defender gives out/],
];

const tagging = (action: 'Add' | 'Remove'): ChangeCase => ({
  as: 'responder',
  without: 'reader',
  role: 'Defender.Configure',
  input: (sandbox) => {
    const [machineId = ''] = machineIds(sandbox, 1);
    if (action === 'Remove') tagsOf(sandbox, machineId)?.push(TAG);
    return { machineId, value: TAG };
  },
  select: 'machine { machineId machineTags }',
  shows: ({ machineId }) => ({
    machine: {
      machineId,
      machineTags: (action === 'Add' ? expect : expect.not).arrayContaining([TAG]) as unknown,
    },
  }),
  arrives: ({ machineId }) => ({
    method: 'POST',
    path: `/api/machines/${String(machineId)}/tags`,
    body: { Value: TAG, Action: action },
  }),
  state: ({ machineId }, sandbox) => expect(tagsOf(sandbox, machineId)?.includes(TAG)).toBe(action === 'Add'),
  names: { field: 'machineId', type: 'Machine' },
  bad: [...BAD_TAG, ...BAD_ID],
  warned: ODD_TAG,
  faults: USUAL_FAULTS,
});

export const cases: Record<string, ChangeCase> = {
  addMachineTag: tagging('Add'),
  removeMachineTag: tagging('Remove'),
  updateMachineTags: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: (sandbox) => ({ value: TAG, action: 'ADD', machineIds: machineIds(sandbox, 3) }),
    select: 'results { machineId outcome machine { machineTags } }',
    shows: ({ machineIds: ids }) => ({
      results: (ids as string[]).map((machineId) => ({
        machineId,
        outcome: 'UPDATED',
        machine: { machineTags: expect.arrayContaining([TAG]) as unknown },
      })),
    }),
    arrives: ({ machineIds: ids }) => ({
      method: 'POST',
      path: '/api/machines/AddOrRemoveTagForMultipleMachines',
      body: { Value: TAG, Action: 'Add', MachineIds: ids },
    }),
    state: ({ machineIds: ids }, sandbox) => {
      for (const id of ids as string[]) expect(tagsOf(sandbox, id)).toContain(TAG);
    },
    names: { field: 'machineIds', type: 'Machine' },
    bad: [
      ...BAD_TAG,
      ['no device', { machineIds: [] }, /^input\.machineIds: is empty/],
      ['1,001 devices', { machineIds: Array(1_001).fill('m') }, /1,?000/],
      ['no action', { action: null }, /^input\.action: is missing; give it, or actionRaw/],
      ['one device without an id', { machineIds: ['m1', ''] }, /^input\.machineIds\[1\]: is not an id/],
      ['an action nobody knows', { action: 'REPLACE' }, /"input\.action".*TagActionInput/],
    ],
    warned: [
      ...ODD_TAG,
      [
        '501 devices',
        { machineIds: Array.from({ length: 501 }, (_, at) => `m${at}`) },
        /^input\.machineIds: Defender’s pages let 500 go in one call, these are 501/,
      ],
    ],
    faults: [...USUAL_FAULTS, [400, 'MaximumBatchSizeExceeded', 'BAD_USER_INPUT']],
  },
  setDeviceValue: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: (sandbox) => ({ machineId: machineIds(sandbox, 1)[0], deviceValue: 'HIGH' }),
    select: 'machine { machineId deviceValue }',
    shows: ({ machineId }) => ({ machine: { machineId, deviceValue: 'HIGH' } }),
    arrives: ({ machineId }) => ({
      method: 'POST',
      path: `/api/machines/${String(machineId)}/setDeviceValue`,
      body: { DeviceValue: 'High' },
    }),
    state: ({ machineId }, { tenant }) =>
      expect(tenant.machines.find(({ id }) => id === machineId)?.deviceValue).toBe('High'),
    names: { field: 'machineId', type: 'Machine' },
    bad: [
      ['a value nobody knows', { deviceValue: 'UNRECOGNIZED' }, /^input\.deviceValue: UNRECOGNIZED .*deviceValueRaw/],
      ['no value', { deviceValue: null }, /^input\.deviceValue: is missing; give it, or deviceValueRaw/],
      ...BAD_ID,
    ],
    warned: [],
    faults: USUAL_FAULTS,
  },
};
