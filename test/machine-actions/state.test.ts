import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import { startSandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

interface State {
  state: string;
  source: string;
  asOf: string;
  since: string | null;
  requestedBy: string | null;
  action: { machineActionId: string } | null;
  pendingAction: { machineActionId: string } | null;
  reason: string | null;
}

const FIELDS =
  'state source asOf since requestedBy action { machineActionId } pendingAction { machineActionId } reason';

const shared = sharedFakeGateway();
const { replies } = shared;

/** An action as the list shows it: kind, status, and the minutes of its making and end. */
type Shown = [type: string | null, status: string | null, made: number, ended: number];

const minute = (value: number): string => `2026-11-20T10:${String(value).padStart(2, '0')}:00.0000000Z`;

async function stateOf(field: string, actions: readonly Shown[], link?: string): Promise<State> {
  replies['GET /api/machines/m1'] = { id: 'm1' };
  replies['GET /api/machineactions'] = {
    value: actions.map(([type, status, made, ended], index) => ({
      id: `a${index}`,
      type,
      status,
      machineId: 'm1',
      requestor: 'ada',
      creationDateTimeUtc: minute(made),
      lastUpdateTimeUtc: minute(ended),
    })),
    '@odata.nextLink': link,
  };
  const { data } = await shared.gateway.run<{ machine: Record<string, State> }>(
    `{ machine(id: "m1") { ${field} { ${FIELDS} } } }`,
  );
  const state = data.machine[field];
  if (state === undefined) throw new Error('There is no state.');
  return state;
}

const NOTHING = { since: null, requestedBy: null, action: null, pendingAction: null };

describe('the isolation of a device', () => {
  test.each<[string, Shown[], Partial<State>]>([
    [
      'is on after an isolation',
      [['Isolate', 'Succeeded', 1, 2]],
      { state: 'ISOLATED', since: minute(2), requestedBy: 'ada', action: { machineActionId: 'a0' }, reason: null },
    ],
    [
      'is off after its end',
      [
        ['Unisolate', 'Succeeded', 3, 4],
        ['Isolate', 'Succeeded', 1, 2],
      ],
      { state: 'NOT_ISOLATED', since: minute(4), action: { machineActionId: 'a0' } },
    ],
    [
      'goes by what ended last, not by what was asked for last',
      [
        ['Unisolate', 'Succeeded', 2, 3],
        ['Isolate', 'Succeeded', 1, 4],
      ],
      { state: 'ISOLATED', since: minute(4) },
    ],
    [
      'is under way while an isolation is pending',
      [['Isolate', 'Pending', 3, 3]],
      { state: 'ISOLATING', since: minute(3), pendingAction: { machineActionId: 'a0' }, action: null },
    ],
    [
      'is ending while a release runs',
      [
        ['Unisolate', 'InProgress', 3, 3],
        ['Isolate', 'Succeeded', 1, 2],
      ],
      { state: 'RELEASING', pendingAction: { machineActionId: 'a0' }, action: { machineActionId: 'a1' } },
    ],
    [
      'is not touched by what failed or was cancelled',
      [
        ['Unisolate', 'Failed', 5, 6],
        ['Unisolate', 'Cancelled', 3, 4],
        ['Isolate', 'Succeeded', 1, 2],
      ],
      { state: 'ISOLATED' },
    ],
    ['is on whatever the letter case of the type', [['ISOLATE', 'Succeeded', 1, 2]], { state: 'ISOLATED' }],
    ['is off where nothing was ever done', [], { state: 'NOT_ISOLATED', ...NOTHING }],
    ['is off where nothing took effect', [['Isolate', 'Failed', 1, 2]], { state: 'NOT_ISOLATED', ...NOTHING }],
    [
      'is off where only other things were done',
      [['Offboard', 'Succeeded', 1, 2]],
      { state: 'NOT_ISOLATED', ...NOTHING },
    ],
    [
      'is not touched by other actions',
      [
        ['RestrictCodeExecution', 'Succeeded', 3, 4],
        ['Isolate', 'Succeeded', 1, 2],
      ],
      { state: 'ISOLATED' },
    ],
  ])('%s', async (_, actions, expected) => {
    const before = new Date().toISOString();
    const state = await stateOf('isolation', actions);
    expect(state).toMatchObject({ ...expected, source: 'ACTION_HISTORY', reason: null });
    expect(state.asOf >= before && state.asOf <= new Date().toISOString()).toBe(true);
  });

  test.each<[string, Shown[], RegExp]>([
    [
      'the last ran out of time',
      [
        ['Isolate', 'TimeOut', 3, 4],
        ['Unisolate', 'Succeeded', 1, 2],
      ],
      /ended as TimeOut/,
    ],
    ['the last has a status nobody documents', [['Isolate', 'Deferred', 3, 4]], /ended as Deferred/],
    ['the last has no status', [['Isolate', null, 3, 4]], /ended as nothing told/],
    ['an action has no type', [[null, 'Succeeded', 3, 4]], /has no type/],
    [
      'two that contradict each other ended at one moment',
      [
        ['Isolate', 'Succeeded', 1, 4],
        ['Unisolate', 'Succeeded', 2, 4],
      ],
      /contradict each other/,
    ],
  ])('is not known where %s', async (_, actions, reason) => {
    const state = await stateOf('isolation', actions);
    expect(state).toMatchObject({ state: 'UNKNOWN', since: null, requestedBy: null, pendingAction: null });
    expect(state.reason).toMatch(reason);
  });

  test('is not known where the list was not led to its end', async () => {
    const state = await stateOf('isolation', [['Isolate', 'Succeeded', 1, 2]], 'https://elsewhere.example/api');
    expect(state).toMatchObject({ state: 'UNKNOWN', reason: expect.stringMatching(/did not show all/) as unknown });
  });
});

test('more devices than are asked for by their ids have no known state where an action tells no device', async () => {
  const devices = Array.from({ length: 101 }, (_, index) => ({ id: `m${index}` }));
  const action = { type: 'Isolate', status: 'Succeeded', creationDateTimeUtc: minute(1), lastUpdateTimeUtc: minute(2) };
  replies['GET /api/machines'] = { value: devices };
  const statesBeside = async (machineId: unknown): Promise<string[]> => {
    replies['GET /api/machineactions'] = {
      value: [
        { ...action, id: 'a0', machineId: 'M7' },
        { ...action, id: 'a1', machineId },
      ],
    };
    const query = '{ machines(first: 101) { nodes { isolation { state reason } } } }';
    const { data } = await shared.gateway.run<{ machines: { nodes: { isolation: State }[] } }>(query);
    return [...new Set(data.machines.nodes.map(({ isolation: { state } }) => state))];
  };
  expect(await statesBeside('m8')).toEqual(['NOT_ISOLATED', 'ISOLATED']);
  for (const odd of [null, '', undefined, {}]) expect(await statesBeside(odd)).toEqual(['UNKNOWN']);
});

describe('the restriction of code on a device', () => {
  test.each<[string, Shown[], Partial<State>]>([
    ['RESTRICTED', [['RestrictCodeExecution', 'Succeeded', 1, 2]], {}],
    ['NOT_RESTRICTED', [['UnrestrictCodeExecution', 'Succeeded', 1, 2]], {}],
    ['RESTRICTING', [['RestrictCodeExecution', 'Pending', 1, 2]], {}],
    ['RELEASING', [['UnrestrictCodeExecution', 'Pending', 1, 2]], {}],
    ['NOT_RESTRICTED', [['Isolate', 'Succeeded', 1, 2]], NOTHING],
    ['UNKNOWN', [['RestrictCodeExecution', 'TimeOut', 1, 2]], NOTHING],
  ])('is %s', async (state, actions, more) => {
    expect(await stateOf('codeRestriction', actions)).toMatchObject({ state, ...more });
  });
});

test('the states and actions of a page of devices cost one call, and follow an isolation through its life', async () => {
  let now = Date.now();
  const gateway = await startSandboxGateway(
    { machines: 60, alerts: 5, actionSeconds: 10, now: () => now },
    { CACHE_MEGABYTES: '0' },
  );
  try {
    const { data } = await gateway.run<{ machines: { nodes: { machineId: string }[] } }>(
      '{ machines(first: 60, where: { osPlatform: { eq: "Windows11" } }) { nodes { machineId onboardingStatus } } }',
    );
    const id = gateway.sandbox.tenant.machines.find(
      (row) =>
        row.onboardingStatus === 'onboarded' && data.machines.nodes.some(({ machineId }) => machineId === row.id),
    )?.id;
    const all = `{ machines(first: 60) { nodes { machineId isolation { state } codeRestriction { state } actions { nodes { id } } } } }`;
    const read = async (): Promise<string | undefined> => {
      const { answer, operations } = await upstreamOf(gateway.sandbox, () =>
        gateway.run<{ machines: { nodes: { machineId: string; isolation: { state: string } }[] } }>(all),
      );
      expect(operations).toEqual(['listMachines', 'listMachineActions']);
      return answer.data.machines.nodes.find(({ machineId }) => machineId === id)?.isolation.state;
    };
    const change = (name: string) =>
      gateway.run(`mutation { ${name}(input: { machineId: "${id}", comment: "Alert 1" }) { outcome } }`);
    await change('isolateMachine');
    expect(await read()).toBe('ISOLATING');
    now += 25_000;
    expect(await read()).toBe('ISOLATED');
    await change('unisolateMachine');
    expect(await read()).toBe('RELEASING');
    now += 25_000;
    expect(await read()).toBe('NOT_ISOLATED');
  } finally {
    await gateway.close();
  }
});
