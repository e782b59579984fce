import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

interface Plan {
  planAction: {
    action: string;
    targets: { machineId: string; refusals: string[]; warnings: string[]; pendingActions: object[]; machine: object }[];
    upstreamCalls: number;
    planToken: string | null;
    expiresAt: string | null;
  };
}

const PLAN = `query ($input: PlanActionInput!) { planAction(input: $input) {
  action upstreamCalls planToken expiresAt
  targets { machineId computerDnsName osPlatform deviceValue deviceValueRaw machineTags healthStatus healthStatusRaw lastSeen refusals warnings
    pendingActions { type } machine { machineId } } } }`;
const ISOLATE = 'mutation ($input: IsolateMachineInput!) { isolateMachine(input: $input) { outcome } }';

let gateway: SandboxGateway;
let ids: string[];
let server: string;
beforeAll(async () => {
  const options = { machines: 120, alerts: 10, quirks: { limits: false }, actionSeconds: 600 };
  gateway = await startSandboxGateway(options, {
    CACHE_MEGABYTES: '0',
    PROTECTED_TAGS: 'crown-jewels',
    REQUIRE_PLAN: 'true',
    MAX_MACHINES_PER_PLAN: '3',
    SANDBOX: 'false',
  });
  const { machines } = gateway.sandbox.tenant;
  const fit = machines.filter((row) => row.osPlatform === 'Windows11' && row.onboardingStatus === 'onboarded');
  ids = fit.map(({ id }) => id);
  server = machines.find((row) => row.osPlatform.startsWith('WindowsServer'))?.id ?? '';
});
afterAll(() => gateway.close());

const plan = (input: object) => gateway.run<Plan>(PLAN, { input }).then(({ data }) => data.planAction);
const isolate = (input: object, as?: 'responder') =>
  gateway.attempt<{ isolateMachine: { outcome: string } }>(ISOLATE, { input: { comment: 'Alert 1', ...input } }, as);

test('a plan shows the devices, what speaks against it and what it costs, and changes nothing', async () => {
  const { tenant, requests } = gateway.sandbox;
  const [plain = '', jewel = ''] = ids;
  tenant.machines.find(({ id }) => id === jewel)?.machineTags.push('Crown-Jewels');
  const before = requests.length;
  const shown = await plan({ action: 'ISOLATE_MACHINE', machineIds: [plain, jewel, server] });
  expect(shown.targets).toMatchObject([
    { machineId: plain, osPlatform: 'Windows11', refusals: [], machine: { machineId: plain } },
    { machineId: jewel, refusals: ['The policy of this gateway protects the device: it has the tag Crown-Jewels.'] },
    { machineId: server, warnings: expect.arrayContaining([expect.stringMatching(/is a server/)]) as unknown },
  ]);
  const row = tenant.machines.find(({ id }) => id === plain);
  const { computerDnsName, deviceValue, machineTags, healthStatus, lastSeen } = row ?? {};
  expect(shown.targets[0]).toMatchObject({
    computerDnsName,
    // The names that `Machine` has for them.
    deviceValue: deviceValue?.toUpperCase(),
    deviceValueRaw: deviceValue,
    healthStatusRaw: healthStatus,
    machineTags,
    lastSeen,
  });
  expect(shown).toMatchObject({ action: 'ISOLATE_MACHINE', upstreamCalls: 8 });
  expect(Date.parse(shown.expiresAt ?? '') - Date.now()).toBeGreaterThan(4 * 60_000);
  expect(new Set(requests.slice(before).map(({ method }) => method))).toEqual(new Set(['GET']));
  expect(requests.slice(before).map(({ operation }) => operation)).toEqual([
    'listMachines',
    'listMachineActions',
    'listMachines',
  ]);
});

test('a token does what was planned, on each device that was not refused', async () => {
  const [, jewel = '', one = '', two = ''] = ids;
  const { planToken } = await plan({ action: 'ISOLATE_MACHINE', machineIds: [one, two, jewel] });
  for (const machineId of [one, two]) {
    const { data } = await isolate({ machineId, planToken });
    expect(data?.isolateMachine.outcome).toBe('CREATED');
  }
  expect(gateway.audit.at(-1)).toMatchObject({ plan: true, outcome: 'CREATED' });
  const { errors } = await isolate({ machineId: jewel, planToken });
  expect(errors?.[0]?.message).toMatch(/^input\.planToken: the plan does not hold this device, or refused it/);
  const again = await plan({ action: 'ISOLATE_MACHINE', machineIds: [one] });
  expect(again.targets[0]).toMatchObject({
    pendingActions: [{ type: 'ISOLATE' }],
    warnings: expect.arrayContaining(['An equal action is under way: nothing would be added to it.']) as unknown,
  });
});

test('a device protected after the plan is refused all the same', async () => {
  const machineId = ids[4] ?? '';
  const { planToken } = await plan({ action: 'ISOLATE_MACHINE', machineIds: [machineId] });
  gateway.sandbox.tenant.machines.find(({ id }) => id === machineId)?.machineTags.push('crown-jewels');
  const { errors } = await isolate({ machineId, planToken });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

describe('a token is refused', () => {
  const machineId = (): string => ids[5] ?? '';
  const tokenFor = async (input: object = {}): Promise<string> =>
    (await plan({ action: 'ISOLATE_MACHINE', machineIds: [machineId()], ...input })).planToken ?? '';

  test('that is missing, where the policy wants a plan', async () => {
    const { errors } = await isolate({ machineId: machineId() });
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/^input\.planToken: the policy/) as unknown, extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  test.each<[string, () => Promise<string>]>([
    ['of another action', () => tokenFor({ action: 'RESTRICT_CODE_EXECUTION' })],
    ['of another kind of isolation', () => tokenFor({ isolationType: 'SELECTIVE' })],
    ['with a byte changed', async () => `${(await tokenFor()).slice(0, -4)}AAAA`],
    ['that somebody made up', () => Promise.resolve('bm8gdG9rZW4')],
    [
      'of another caller',
      async () =>
        (
          await gateway.run<Plan>(
            PLAN,
            { input: { action: 'ISOLATE_MACHINE', machineIds: [machineId()] } },
            'responder',
          )
        ).data.planAction.planToken ?? '',
    ],
  ])('%s', async (_, token) => {
    const { errors } = await isolate({ machineId: machineId(), planToken: await token() });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toMatch(/^input\.planToken: was not made for you, for this action/);
    expect(
      gateway.sandbox.tenant.actions.some((row) => row.machineId === machineId() && row.status === 'Pending'),
    ).toBe(false);
  });

  test('that has run out after five minutes', async () => {
    const planToken = await tokenFor();
    const now = Date.now;
    Date.now = () => now() + 5 * 60_000 + 1;
    try {
      const { errors } = await isolate({ machineId: machineId(), planToken });
      expect(errors?.[0]?.message).toMatch(/^input\.planToken: has run out/);
    } finally {
      Date.now = now;
    }
  });
});

test.each([
  [
    'too many devices',
    { action: 'ISOLATE_MACHINE', machineIds: ['a', 'b', 'c', 'd'] },
    /machineIds: at most 3 go in one plan by the policy/,
  ],
  ['no device', { action: 'ISOLATE_MACHINE', machineIds: [] }, /machineIds: is empty/],
  [
    'a missing parameter',
    { action: 'RUN_ANTI_VIRUS_SCAN', machineIds: ['a'] },
    /input\.scanType: this action needs it/,
  ],
  [
    'a foreign parameter',
    { action: 'UNISOLATE_MACHINE', machineIds: ['a'], sha1: 'x' },
    /input\.sha1: is no parameter/,
  ],
  ['a blank hash', { action: 'STOP_AND_QUARANTINE_FILE', machineIds: ['a'], sha1: ' ' }, /input\.sha1: is blank/],
  [
    'a foreign parameter in the vendor’s words',
    { action: 'UNISOLATE_MACHINE', machineIds: ['a'], scanTypeRaw: 'Deep' },
    /input\.scanType: is no parameter/,
  ],
  [
    'a parameter twice',
    { action: 'RUN_ANTI_VIRUS_SCAN', machineIds: ['a'], scanType: 'QUICK', scanTypeRaw: 'Deep' },
    /input\.scanTypeRaw: stands in the place of scanType/,
  ],
])('a plan with %s is refused before any call', async (_, input, message) => {
  const before = gateway.sandbox.requests.length;
  const { errors } = await gateway.attempt(PLAN, { input });
  expect(errors).toMatchObject([{ message: expect.stringMatching(message) as unknown }]);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(gateway.sandbox.requests).toHaveLength(before);
});

test('a plan for an unknown device has no token', async () => {
  const shown = await plan({ action: 'OFFBOARD_MACHINE', machineIds: ['f'.repeat(40)] });
  expect(shown).toMatchObject({ planToken: null, upstreamCalls: 0, targets: [{ machine: null }] });
  expect(shown.targets[0]?.refusals).toEqual(['Defender has no device of this id.']);
});
