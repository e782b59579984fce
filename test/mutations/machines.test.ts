import type { Reply } from '../support/fakes/fake-api.ts';
import { withFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

const ADD = 'mutation ($input: AddMachineTagInput!) { addMachineTag(input: $input) { machine { machineTags } } }';
const REMOVE =
  'mutation ($input: RemoveMachineTagInput!) { removeMachineTag(input: $input) { machine { machineTags } } }';
const MANY = `mutation ($input: UpdateMachineTagsInput!) {
  updateMachineTags(input: $input) { results { machineId outcome machine { machineTags } } }
}`;
const VALUE = 'mutation ($input: SetDeviceValueInput!) { setDeviceValue(input: $input) { machine { deviceValue } } }';
const MULTIPLE = 'POST /api/machines/AddOrRemoveTagForMultipleMachines';

interface Tagged {
  updateMachineTags: { results: { machineId: string; outcome: string; machine: object | null }[] };
}

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 510, alerts: 10 });
});
afterAll(() => gateway.close());

const idAt = (index: number): string => gateway.sandbox.tenant.machines[index]?.id ?? '';

describe('a tag', () => {
  test('that was put on is found by the next query, until it is taken off', async () => {
    const query = 'query ($tag: String!) { machines(where: { machineTags: { eq: $tag } }) { nodes { machineId } } }';
    const tag = "O'Neill & „Büro“";
    await gateway.run(ADD, { input: { machineId: idAt(0), value: tag } }, 'responder');
    expect((await gateway.run(query, { tag })).data).toEqual({ machines: { nodes: [{ machineId: idAt(0) }] } });
    await gateway.run(REMOVE, { input: { machineId: idAt(0), value: tag } }, 'responder');
    expect((await gateway.run(query, { tag })).data).toEqual({ machines: { nodes: [] } });
  });

  test.each([
    ['200 letters', 'é'.repeat(200)],
    ['200 characters outside the basic plane', '🦊'.repeat(200)],
    ['one letter', 'x'],
    ['blanks around it, which are kept', ' x '],
  ])('may have %s', async (_, value) => {
    const { data } = await gateway.run<{ addMachineTag: { machine: { machineTags: string[] } } }>(ADD, {
      input: { machineId: idAt(1), value },
    });
    expect(data.addMachineTag.machine.machineTags).toContain(value);
  });

  test('on a device that is not there is NOT_FOUND', async () => {
    const { errors } = await gateway.attempt(ADD, { input: { machineId: 'f'.repeat(40), value: 'x' } });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('a tag on several devices', () => {
  test('goes on 500 in one call, and off again', async () => {
    const machineIds = gateway.sandbox.tenant.machines.slice(0, 500).map(({ id }) => id);
    for (const action of ['ADD', 'REMOVE'] as const) {
      const before = gateway.sandbox.requests.length;
      const { data } = await gateway.run<Tagged>(MANY, { input: { value: 'five hundred', action, machineIds } });
      const outcomes = data.updateMachineTags.results.map(({ outcome }) => outcome);
      expect(outcomes).toEqual(Array(500).fill('UPDATED'));
      expect(gateway.sandbox.requests.slice(before).map(({ operation }) => operation)).toEqual([
        'addOrRemoveTagForMultipleMachines',
      ]);
      const tagged = gateway.sandbox.tenant.machines.filter(({ machineTags }) => machineTags.includes('five hundred'));
      expect(tagged).toHaveLength(action === 'ADD' ? 500 : 0);
    }
  });

  test('is refused as a whole by the vendor where one is not there', async () => {
    const machineIds = [idAt(2), 'f'.repeat(40)];
    const { errors } = await gateway.attempt(MANY, { input: { value: 'x', action: 'ADD', machineIds } });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(gateway.sandbox.tenant.machines[2]?.machineTags).not.toContain('x');
  });

  const rows = [
    { id: 'M1', machineTags: ['x'] },
    { id: 'm2', machineTags: [] },
  ];
  const results = [
    { machineId: 'm1', outcome: 'UPDATED', machine: { machineTags: ['x'] } },
    { machineId: 'm2', outcome: 'NOT_UPDATED', machine: { machineTags: [] } },
  ];
  test.each<[string, unknown]>([
    ['a bare list', rows],
    ['a list in an envelope', { '@odata.context': 'x', value: rows }],
  ])('is told item by item from %s', async (_, answer) => {
    await withFakeGateway({ [MULTIPLE]: answer as Reply }, async (fake) => {
      const input = { value: 'x', action: 'ADD', machineIds: ['m1', 'm2', 'm1'] };
      expect((await fake.run<Tagged>(MANY, { input })).data.updateMachineTags.results).toEqual(results);
      expect(fake.api.calls).toHaveLength(1);
      expect(JSON.parse(fake.api.calls[0]?.body ?? '')).toEqual({
        Value: 'x',
        Action: 'Add',
        MachineIds: ['m1', 'm2'],
      });
    });
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['something else', { status: 'ok' }],
    ['rows without an id', [{ machineTags: ['x'] }, null, 'm1']],
  ])('is read again where the answer is %s', async (_, answer) => {
    const replies: Record<string, Reply> = {
      [MULTIPLE]: (_call, response) => void response.writeHead(200).end(JSON.stringify(answer)),
      'GET /api/machines': { value: rows },
    };
    await withFakeGateway(replies, async (fake) => {
      const input = { value: 'x', action: 'ADD', machineIds: ['m1', 'm2', 'm3'] };
      expect((await fake.run<Tagged>(MANY, { input })).data.updateMachineTags.results).toEqual([
        ...results,
        { machineId: 'm3', outcome: 'NOT_FOUND', machine: null },
      ]);
    });
  });

  test('is UNKNOWN where reading again fails', async () => {
    const replies: Record<string, Reply> = {
      [MULTIPLE]: { value: [] },
      'GET /api/machines/m1': (_, response) => void response.writeHead(500).end('{}'),
    };
    await withFakeGateway(replies, async (fake) => {
      const input = { value: 'x', action: 'REMOVE', machineIds: ['m1'] };
      expect((await fake.run<Tagged>(MANY, { input })).data.updateMachineTags.results).toEqual([
        { machineId: 'm1', outcome: 'UNKNOWN', machine: null },
      ]);
    });
  });
});

test.each([
  ['NORMAL', 'Normal'],
  ['LOW', 'Low'],
  ['HIGH', 'High'],
])('a device gets the value %s, which the vendor calls %s, and shows it', async (value, wire) => {
  const before = gateway.sandbox.requests.length;
  const { data } = await gateway.run(VALUE, { input: { machineId: idAt(4), deviceValue: value } }, 'responder');
  expect(data).toEqual({ setDeviceValue: { machine: { deviceValue: value } } });
  expect(gateway.sandbox.requests.slice(before).map(({ body }) => body)).toEqual([{ DeviceValue: wire }]);
  const read = await gateway.run('query ($id: ID!) { machine(id: $id) { deviceValue } }', { id: idAt(4) }, 'reader');
  expect(read.data).toEqual({ machine: { deviceValue: value } });
});
