import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

type Row = Sandbox['tenant']['machines'][number];

const gateways: SandboxGateway[] = [];
async function start(variables: Record<string, string> = {}): Promise<SandboxGateway> {
  const gateway = await startSandboxGateway({ machines: 80, alerts: 10, quirks: { limits: false } }, variables);
  gateways.push(gateway);
  return gateway;
}
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
});

function machineOf({ sandbox }: SandboxGateway, fits: (row: Row) => boolean): Row {
  const found = sandbox.tenant.machines.find(fits);
  if (found === undefined) throw new Error('The sandbox has no such device.');
  return found;
}

const desk = (row: Row): boolean => row.osPlatform === 'Windows11' && row.onboardingStatus === 'onboarded';

async function ask(gateway: SandboxGateway, mutation: string, input: object) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { outcome } }`;
  const { data, errors } = await gateway.attempt<Record<string, { outcome: string }>>(document, { input });
  const posts = gateway.sandbox.requests.filter(({ method }) => method === 'POST').length;
  return {
    outcome: data?.[mutation]?.outcome,
    code: errors?.[0]?.extensions.code,
    message: errors?.[0]?.message,
    posts,
  };
}

describe('a protected device', () => {
  test.each([
    [
      'PROTECTED_TAGS',
      'Crown Jewels, other',
      (row: Row) => void row.machineTags.push('crown jewels'),
      /the tag crown jewels/,
    ],
    ['PROTECTED_DEVICE_VALUES', 'high', (row: Row) => void (row.deviceValue = 'High'), /device value is High/],
    ['PROTECTED_OS', 'Linux,windows11', () => undefined, /platform is Windows11/],
  ])('by %s=%s is not acted upon, though what lifts is', async (name, value, mark, why) => {
    const gateway = await start({ [name]: value });
    const machine = machineOf(gateway, (row) => desk(row) && row.deviceValue !== 'High');
    mark(machine);
    const input = { machineId: machine.id, comment: 'Alert 1' };
    const refused = await ask(gateway, 'isolateMachine', input);
    expect(refused).toMatchObject({ code: 'FORBIDDEN', posts: 0 });
    expect(refused.message).toMatch(why);
    expect(await ask(gateway, 'unisolateMachine', input)).toMatchObject({ outcome: 'CREATED', posts: 1 });
  });
});

test.each([
  ['PROTECTED_TAGS', 'other', { machineTags: ['desk', { name: 'other' }] }, 'machineTags'],
  ['PROTECTED_TAGS', 'other', { machineTags: { 0: 'other' } }, 'machineTags'],
  ['PROTECTED_DEVICE_VALUES', 'high', { deviceValue: ['High'] }, 'deviceValue'],
  ['PROTECTED_OS', 'Linux', { osPlatform: 7 }, 'osPlatform'],
])('a device is not acted upon where %s=%s and nobody can read whether it is protected: %j', async (...row) => {
  const [name, value, odd, property] = row;
  const gateway = await start({ [name]: value });
  const machine = machineOf(gateway, desk);
  Object.assign(machine, odd);
  const refused = await ask(gateway, 'isolateMachine', { machineId: machine.id, comment: 'Alert 1' });
  expect(refused).toMatchObject({ code: 'FORBIDDEN', posts: 0 });
  expect(refused.message).toContain(`its ${property} cannot be read`);
});

test('a name is no id: the action is refused, as the name may be another device’s tomorrow', async () => {
  const gateway = await start();
  const { computerDnsName } = machineOf(gateway, desk);
  const refused = await ask(gateway, 'isolateMachine', { machineId: computerDnsName, comment: 'Alert 1' });
  expect(refused).toMatchObject({ code: 'NOT_FOUND', posts: 0 });
});

test('with REQUIRE_COMMENT a session and a cancellation need one too', async () => {
  const gateway = await start({ REQUIRE_COMMENT: 'true' });
  const { id } = machineOf(gateway, desk);
  const commands = [{ type: 'GET_FILE', params: [{ key: 'PATH', value: 'C:\\x' }] }];
  for (const [mutation, input] of [
    ['runLiveResponse', { machineId: id, commands }],
    ['cancelMachineAction', { machineActionId: 'a' }],
  ] as const) {
    const refused = await ask(gateway, mutation, input);
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', posts: 0 });
    expect(refused.message).toMatch(/^input\.comment: the policy/);
  }
  expect(await ask(gateway, 'runLiveResponse', { machineId: id, commands, comment: 'x' })).toMatchObject({ posts: 1 });
});
