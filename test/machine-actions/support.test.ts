import { startFakeGateway, withFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { Reply } from '../support/fakes/fake-api.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

interface Case {
  osPlatform: string;
  version?: unknown;
  agentVersion?: unknown;
  onboardingStatus?: unknown;
}
type Row = readonly [device: Case, mutation: string, more: object, warning: RegExp | null];

const SELECTIVE = { isolationType: 'SELECTIVE' };
const CONTAIN = { isolationType: 'UN_MANAGED_DEVICE' };
const QUICK = { scanType: 'QUICK' };
const COMMANDS = { commands: [{ type: 'GET_FILE', params: [{ key: 'PATH', value: '/var/log/x' }] }] };
const FILE = { sha1: 'a'.repeat(40) };
const MAC: Case = { osPlatform: 'macOS', version: '15.5', agentVersion: '101.25072.0014' };
const OLD_MAC: Case = { osPlatform: 'macOS', version: '12.1', agentVersion: '101.98.83' };
const LINUX: Case = { osPlatform: 'Linux', version: '24.4', agentVersion: '101.98.84' };
const UBUNTU: Case = { osPlatform: 'Ubuntu' };
const OLD_LINUX: Case = { osPlatform: 'RedHatEnterpriseLinux', agentVersion: '101.45.0' };
const WINDOWS: Case = { osPlatform: 'Windows11', version: '24H2', agentVersion: '10.8760.26100.1742' };
const WINDOWS10: Case = { osPlatform: 'Windows10', version: '1703' };

/** The table of the vendor's pages on response actions, cell by cell: null where the action is supported. */
const ROWS: readonly Row[] = [
  [WINDOWS, 'isolateMachine', {}, null],
  [MAC, 'isolateMachine', {}, null],
  [LINUX, 'isolateMachine', {}, null],
  [UBUNTU, 'isolateMachine', {}, null],
  [OLD_LINUX, 'isolateMachine', {}, null],
  [{ osPlatform: 'macOS' }, 'isolateMachine', {}, null],
  [
    OLD_MAC,
    'isolateMachine',
    {},
    /want agent 101\.98\.84 or later for isolateMachine on macOS, the device has 101\.98\.83/,
  ],
  [WINDOWS10, 'isolateMachine', {}, null],
  [{ osPlatform: 'Windows10', version: '1607' }, 'isolateMachine', {}, /want Windows 10 1703 or later.*has 1607/],
  [{ osPlatform: 'WindowsServer2012R2' }, 'isolateMachine', {}, null],
  [{ osPlatform: 'WindowsServer2008R2' }, 'isolateMachine', {}, /do not name WindowsServer2008R2 for isolateMachine/],
  [{ osPlatform: 'iOS' }, 'isolateMachine', {}, /do not name iOS for isolateMachine/],
  [WINDOWS, 'isolateMachine', SELECTIVE, null],
  [
    WINDOWS10,
    'isolateMachine',
    SELECTIVE,
    /want Windows 10 1709 or later for a SELECTIVE isolation, the device has 1703/,
  ],
  [MAC, 'isolateMachine', SELECTIVE, /say that a SELECTIVE isolation is not for macOS/],
  [LINUX, 'isolateMachine', SELECTIVE, /say that a SELECTIVE isolation is not for Linux/],
  [WINDOWS, 'isolateMachine', CONTAIN, /keep UN_MANAGED_DEVICE for devices without a sensor/],
  [{ ...WINDOWS, onboardingStatus: 'CanBeOnboarded' }, 'isolateMachine', CONTAIN, null],
  [{ ...MAC, onboardingStatus: 'CanBeOnboarded' }, 'isolateMachine', {}, /not onboarded \(CanBeOnboarded\)/],
  [{ ...MAC, onboardingStatus: 'CanBeOnboarded' }, 'unisolateMachine', {}, null],
  [MAC, 'unisolateMachine', {}, null],
  [WINDOWS, 'runAntiVirusScan', QUICK, null],
  [MAC, 'runAntiVirusScan', QUICK, null],
  [LINUX, 'runAntiVirusScan', QUICK, null],
  [OLD_MAC, 'runAntiVirusScan', QUICK, /want agent 101\.98\.84/],
  [OLD_LINUX, 'runAntiVirusScan', QUICK, /want agent 101\.98\.84.*has 101\.45\.0/],
  [WINDOWS, 'collectInvestigationPackage', {}, null],
  [OLD_MAC, 'collectInvestigationPackage', {}, null],
  [LINUX, 'collectInvestigationPackage', {}, null],
  [MAC, 'runLiveResponse', COMMANDS, null],
  [LINUX, 'runLiveResponse', COMMANDS, null],
  [WINDOWS10, 'restrictCodeExecution', {}, /want Windows 10 1709/],
  [MAC, 'restrictCodeExecution', {}, /do not name macOS for restrictCodeExecution/],
  [LINUX, 'unrestrictCodeExecution', {}, /do not name Linux/],
  [WINDOWS, 'stopAndQuarantineFile', FILE, null],
  [LINUX, 'stopAndQuarantineFile', FILE, /do not name Linux for stopAndQuarantineFile/],
  [MAC, 'startInvestigation', {}, /do not name macOS for startInvestigation/],
  [LINUX, 'offboardMachine', {}, /say that offboardMachine is not for Linux/],
  [{ osPlatform: '' }, 'isolateMachine', SELECTIVE, null],
  // What is odd in a row keeps nothing from being sent.
  [{ ...MAC, agentVersion: 101.45 }, 'isolateMachine', {}, /the device has 101\.45/],
  [{ ...MAC, agentVersion: {}, version: [] }, 'isolateMachine', {}, null],
  [{ ...WINDOWS, onboardingStatus: 1 }, 'isolateMachine', {}, /not onboarded \(1\)/],
  [{ ...WINDOWS, onboardingStatus: {} }, 'isolateMachine', {}, null],
];

const mutationOf = (mutation: string): string =>
  `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { outcome warnings } }`;
const PLAN =
  'query ($input: PlanActionInput!) { planAction(input: $input) { warnings targets { refusals warnings } planToken } }';
const actionOf = (mutation: string): string => mutation.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

interface Payload {
  outcome: string;
  warnings: string[];
}
interface Plan {
  planAction: { warnings: string[]; targets: { refusals: string[]; warnings: string[] }[]; planToken: string | null };
}

describe('an action on a device that Defender’s pages name or do not', () => {
  const replies: Record<string, Reply> = {};
  let gateway: FakeGateway;
  let made = 0;
  beforeAll(async () => {
    gateway = await startFakeGateway(replies);
  });
  afterAll(async () => {
    await gateway.close();
    expect(gateway.api.unexpected).toEqual([]);
  });

  test.each(ROWS)('%j: %s %j is planned and sent, warning %s', async (device, mutation, more, warning) => {
    const id = `${(made += 1)}`.padStart(40, 'a');
    const machine = { id, computerDnsName: 'mac-7.contoso.example', onboardingStatus: 'onboarded', ...device };
    replies[`GET /api/machines/${id}`] = machine;
    replies['GET /api/machineactions'] = { value: [] };
    replies['GET /api/investigations'] = { value: [] };
    const verbs = ['isolate', 'unisolate', 'runliveresponse', 'StopAndQuarantineFile', 'offboard', mutation];
    for (const verb of verbs) replies[`POST /api/machines/${id}/${verb}`] = { id: `made-${made}` };
    const expected: unknown[] = [
      warning === null ? null : new RegExp(`${warning.source}.*Defender decides\\.$`),
      mutation === 'offboardMachine' ? /^Offboarding/ : null,
      /server/i.test(device.osPlatform) ? /is a server/ : null,
    ].flatMap((each): unknown[] => (each === null ? [] : [expect.stringMatching(each)]));

    const planned = await gateway.run<Plan>(PLAN, { input: { action: actionOf(mutation), machineIds: [id], ...more } });
    const { planAction } = planned.data;
    expect(planAction.targets).toEqual([{ refusals: [], warnings: expected }]);
    expect(planAction.warnings).toEqual(
      planAction.targets[0]?.warnings.map((each) => `mac-7.contoso.example: ${each}`),
    );
    expect(planAction.planToken).not.toBeNull();

    const before = gateway.api.calls.length;
    const input = { machineId: id, comment: 'Alert 1', ...more };
    const { data } = await gateway.run<Record<string, Payload>>(mutationOf(mutation), { input });
    expect(data[mutation]).toEqual({ outcome: 'CREATED', warnings: expected });
    expect(gateway.api.calls.slice(before).filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

test.each([
  [
    'OsPlatformNotSupported',
    /^input\.machineId: Defender does not support isolateMachine on the platform of this device, FreeBSD \(OsPl/,
  ],
  [
    'ClientVersionNotSupported',
    /does not support isolateMachine with the version of this device, 101\.1\.2 \(ClientVersionNot/,
  ],
])('what Defender means by %s is told with the device’s own words', async (code, message) => {
  const replies: Record<string, Reply> = {
    'GET /api/machines/m1': { id: 'm1', osPlatform: 'FreeBSD', agentVersion: '101.1.2', onboardingStatus: 'onboarded' },
    'GET /api/machineactions': { value: [] },
    'POST /api/machines/m1/isolate': (_, response) =>
      void response.writeHead(400).end(JSON.stringify({ error: { code, message: 'No', target: 'c0ffee' } })),
  };
  await withFakeGateway(replies, async (fake) => {
    const { errors } = await fake.attempt(mutationOf('isolateMachine'), { input: { machineId: 'm1', comment: 'x' } });
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(message) as unknown,
        extensions: { code: 'BAD_USER_INPUT', correlationId: 'c0ffee' },
      },
    ]);
    expect(fake.api.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

test.each(['Submitted', null])('an action whose status is %s may be under way, and is cancelled', async (status) => {
  const replies: Record<string, Reply> = {
    'GET /api/machineactions/a1': { id: 'a1', status },
    'POST /api/machineactions/a1/cancel': { id: 'a1', status: 'Cancelled' },
  };
  await withFakeGateway(replies, async (fake) => {
    const document =
      'mutation ($input: CancelMachineActionInput!) { cancelMachineAction(input: $input) { outcome warnings machineAction { status } } }';
    const { data } = await fake.run(document, { input: { machineActionId: 'a1', comment: 'x' } });
    const cancelled = { outcome: 'CREATED', warnings: [], machineAction: { status: 'CANCELLED' } };
    expect(data).toEqual({ cancelMachineAction: cancelled });
  });
});

describe('on the sandbox', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 200, alerts: 10, quirks: { limits: false } });
  });
  afterAll(() => gateway.close());

  const machineOn = (platform: string, nth = 0): string =>
    gateway.sandbox.tenant.machines.filter(
      ({ osPlatform, onboardingStatus }) => osPlatform === platform && onboardingStatus === 'onboarded',
    )[nth]?.id ?? '';
  const ask = (mutation: string, machineId: string, more: object) =>
    gateway.attempt<Record<string, Payload>>(mutationOf(mutation), {
      input: { machineId, comment: 'Alert 1', ...more },
    });

  test.each([
    ['macOS', 'isolateMachine', {}],
    ['macOS', 'runAntiVirusScan', QUICK],
    ['macOS', 'collectInvestigationPackage', {}],
    ['macOS', 'runLiveResponse', COMMANDS],
    ['Linux', 'isolateMachine', {}],
    ['Linux', 'runAntiVirusScan', QUICK],
    ['Linux', 'collectInvestigationPackage', {}],
    ['Linux', 'runLiveResponse', COMMANDS],
  ])('a device with %s takes %s', async (platform, mutation, more) => {
    const { data, errors } = await ask(mutation, machineOn(platform), more);
    expect(errors).toBeUndefined();
    expect(data?.[mutation]).toMatchObject({ outcome: 'CREATED' });
    expect(data?.[mutation]?.warnings.filter((each) => each.includes('Defender’s pages'))).toEqual([]);
  });

  test.each([
    ['macOS', 'isolateMachine', SELECTIVE],
    ['Linux', 'isolateMachine', SELECTIVE],
    ['macOS', 'restrictCodeExecution', {}],
    ['Linux', 'stopAndQuarantineFile', FILE],
  ])('a device with %s is refused %s by the API, not by the gateway', async (platform, mutation, more) => {
    const before = gateway.sandbox.requests.length;
    const { errors } = await ask(mutation, machineOn(platform, 1), more);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(
          new RegExp(`platform of this device, ${platform} \\(OsPlatformNotSupported`),
        ) as unknown,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(gateway.sandbox.requests.slice(before).filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});
