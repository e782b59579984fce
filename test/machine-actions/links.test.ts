import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { upstreamOf } from '../support/fakes/upstream.ts';

let gateway: SandboxGateway;
let machineId: string;
let now = Date.now();
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 40, alerts: 5, actionSeconds: 10, now: () => now });
  const { machines } = gateway.sandbox.tenant;
  machineId = machines.find((row) => row.osPlatform === 'Windows11' && row.onboardingStatus === 'onboarded')?.id ?? '';
});
afterAll(() => gateway.close());

interface Shown {
  packageUri: string | null;
  commands: { index: number; commandStatus: string; resultUri: string | null }[] | null;
}

const PACKAGE = 'query ($id: ID!) { machineAction(id: $id) { packageUri } }';
const RESULTS = 'query ($id: ID!) { machineAction(id: $id) { commands { index commandStatus resultUri } } }';

const read = (query: string, id: string) => gateway.run<{ machineAction: Shown }>(query, { id }, 'responder');

async function make(field: string): Promise<string> {
  const { data } = await gateway.run<{ made: { machineAction: { machineActionId: string } } }>(
    `mutation { made: ${field} { machineAction { machineActionId } } }`,
    {},
    'responder',
  );
  return data.made.machineAction.machineActionId;
}

test('a package has a link once it is collected, which opens, is asked for each time, and is logged nowhere', async () => {
  const id = await make(`collectInvestigationPackage(input: { machineId: "${machineId}", comment: "Alert 1" })`);
  const early = await upstreamOf(gateway.sandbox, () => read(PACKAGE, id));
  expect(early.answer.data.machineAction.packageUri).toBeNull();
  expect(early.operations).toEqual(['getMachineAction']);
  now += 25_000;
  const { answer, operations } = await upstreamOf(gateway.sandbox, () => read(PACKAGE, id));
  const link = answer.data.machineAction.packageUri ?? '';
  expect(operations).toEqual(['getMachineAction', 'getPackageUri']);
  expect(link).toMatch(/^http:.*token=\w+$/);
  expect((await fetch(link)).status).toBe(200);
  const again = await upstreamOf(gateway.sandbox, () => read(PACKAGE, id));
  expect(again.operations).toContain('getPackageUri');
  expect(JSON.stringify([gateway.logs, gateway.audit])).not.toContain('token=');
  expect(JSON.stringify([gateway.logs, gateway.audit])).not.toContain('/download/');
});

test('an action that collects nothing has no link, and costs no call for it', async () => {
  const id = await make(`runAntiVirusScan(input: { machineId: "${machineId}", scanType: QUICK, comment: "Alert 1" })`);
  now += 25_000;
  const { answer, operations } = await upstreamOf(gateway.sandbox, () => read(PACKAGE, id));
  expect(answer.data.machineAction.packageUri).toBeNull();
  expect(operations).toEqual(['getMachineAction']);
});

test('each command of a session that leaves a result has a link of its own', async () => {
  const id = await make(`runLiveResponse(input: { machineId: "${machineId}", commands: [
    { type: PUT_FILE, params: [{ key: FILE_NAME, value: "tool.exe" }] }
    { type: RUN_SCRIPT, params: [{ key: SCRIPT_NAME, value: "collect.ps1" }] }
    { type: GET_FILE, params: [{ key: PATH, value: "C:\\\\Temp\\\\a.txt" }] }
  ] })`);
  const early = await read(RESULTS, id);
  expect(early.data.machineAction.commands?.map(({ resultUri }) => resultUri)).toEqual([null, null, null]);
  now += 25_000;
  const { answer, operations } = await upstreamOf(gateway.sandbox, () => read(RESULTS, id));
  expect(answer.data.machineAction.commands).toEqual([
    { index: 0, commandStatus: 'COMPLETED', resultUri: null },
    { index: 1, commandStatus: 'COMPLETED', resultUri: expect.stringMatching(new RegExp(`${id}/1\\?sig=`)) as unknown },
    { index: 2, commandStatus: 'COMPLETED', resultUri: expect.stringMatching(new RegExp(`${id}/2\\?sig=`)) as unknown },
  ]);
  expect(operations).toEqual([
    'getMachineAction',
    'getLiveResponseResultDownloadLink',
    'getLiveResponseResultDownloadLink',
  ]);
  expect(JSON.stringify([gateway.logs, gateway.audit])).not.toContain('sig=');
});

test('a reader who may not fetch packages loses the link only', async () => {
  const id = gateway.sandbox.tenant.actions.find(
    (row) => row.type === 'CollectInvestigationPackage' && row.status === 'Succeeded',
  )?.id;
  const query = 'query ($id: ID!) { machineAction(id: $id) { status packageUri } }';
  const { data, errors } = await gateway.attempt(query, { id }, 'reader');
  expect(data).toEqual({ machineAction: { status: 'SUCCEEDED', packageUri: null } });
  expect(errors).toMatchObject([{ path: ['machineAction', 'packageUri'], extensions: { code: 'FORBIDDEN' } }]);
});
