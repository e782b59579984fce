import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { caller, errorOf, rowsOf } from './sandbox-client.ts';
import type { Ask } from './sandbox-client.ts';

let now: number;
let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  now = Date.parse('2026-11-20T12:00:00Z');
  sandbox = await startSandbox({ machines: 200, alerts: 50, now: () => now, actionSeconds: 3 });
  ask = await caller(sandbox, 'admin');
});
afterEach(() => sandbox.close());

const post = (path: string, body?: unknown) => ask(path, { method: 'POST', body });
const get = async (id: unknown) => (await ask(`/api/machineactions/${String(id)}`)).json;

function machineOn(platform: RegExp, onboarded = true, version = /./): string {
  const machine = sandbox.tenant.machines.find(
    (row) =>
      platform.test(row.osPlatform) &&
      version.test(row.version) &&
      (row.onboardingStatus === 'onboarded') === onboarded,
  );
  if (!machine) throw new Error(`no device on ${platform}`);
  return machine.id;
}

describe('a machine action', () => {
  test('goes from Pending over InProgress to Succeeded by the clock', async () => {
    const id = machineOn(/^Windows11$/);
    const created = await post(`/api/machines/${id}/isolate`, {
      Comment: "O'Neill's order",
      IsolationType: 'Selective',
    });
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({
      type: 'Isolate',
      scope: 'Selective',
      status: 'Pending',
      machineId: id,
      requestorComment: "O'Neill's order",
      requestor: 'ada.admin@contoso.example',
    });
    const action = created.json['id'];
    now += 2_999;
    expect((await get(action))['status']).toBe('Pending');
    now += 1;
    expect((await get(action))['status']).toBe('InProgress');
    now += 3_000;
    const done = await get(action);
    expect(done['status']).toBe('Succeeded');
    expect(done['lastUpdateDateTimeUtc']).toMatch(/^2026-11-20T12:00:06\.\d{7}Z$/);
  });

  test('stands first in the list, where its update time has another name', async () => {
    const created = await post(`/api/machines/${machineOn(/^Windows11$/)}/unisolate`, { Comment: 'x' });
    now += 4_000;
    const [first] = rowsOf(await ask('/api/machineactions?$top=1'));
    expect(first).toMatchObject({ id: created.json['id'], status: 'InProgress' });
    expect(first).toHaveProperty('lastUpdateTimeUtc');
    expect(first).not.toHaveProperty('lastUpdateDateTimeUtc');
    const pending = await ask(
      `/api/machineactions?$filter=status eq 'InProgress' and machineId eq '${String(first?.['machineId'])}'`,
    );
    expect(rowsOf(pending)).toHaveLength(1);
  });

  test('already under way is answered with the pending one, or refused', async () => {
    const path = `/api/machines/${machineOn(/^Windows11$/)}/runAntiVirusScan`;
    const body = { Comment: 'x', ScanType: 'Quick' };
    const first = await post(path, body);
    const again = await post(path, body);
    expect(again.json['id']).toBe(first.json['id']);
    sandbox.quirks.duplicateAction = 'bad-request';
    const refused = await post(path, body);
    expect([refused.status, errorOf(refused).message]).toEqual([400, 'Action is already in progress']);
    now += 6_000;
    expect((await post(path, body)).json['id']).not.toBe(first.json['id']);
  });

  test('can be cancelled until it has ended', async () => {
    const created = await post(`/api/machines/${machineOn(/^Windows11$/)}/restrictCodeExecution`, { Comment: 'x' });
    const path = `/api/machineactions/${String(created.json['id'])}/cancel`;
    const cancelled = await post(path, { Comment: 'Not needed' });
    expect(cancelled.status).toBe(200);
    expect(cancelled.json).toMatchObject({ status: 'Cancelled', cancellationComment: 'Not needed' });
    now += 60_000;
    expect((await get(created.json['id']))['status']).toBe('Cancelled');
    expect((await post(path, { Comment: 'again' })).status).toBe(400);
    expect((await post('/api/machineactions/11111111-2222-4333-8444-555555555555/cancel', {})).status).toBe(404);
  });

  test.each([
    ['isolate', { comment: 'x' }, 'MissingRequiredParameter', /Comment/],
    ['isolate', { Comment: '' }, 'MissingRequiredParameter', /Comment/],
    ['isolate', undefined, 'MissingRequiredParameter', /Comment/],
    ['isolate', { Comment: 'x', isolationType: 'Full' }, 'InvalidRequestBody', /incorrect/],
    ['isolate', { Comment: 'x', IsolationType: 'full' }, 'InvalidInput', /IsolationType/],
    ['isolate', { Comment: 5 }, 'InvalidRequestBody', /Comment/],
    ['isolate', ['Comment'], 'InvalidRequestBody', /incorrect/],
    ['runAntiVirusScan', { Comment: 'x' }, 'MissingRequiredParameter', /ScanType/],
    ['StopAndQuarantineFile', { Comment: 'x', Sha1: 'abc' }, 'InvalidHashValue', /Sha1/],
    ['runliveresponse', { Comment: 'x' }, 'MissingRequiredParameter', /Commands/],
    ['runliveresponse', { Commands: [{ type: 'RunScript', params: [] }] }, 'MissingRequiredParameter', /ScriptName/],
    ['runliveresponse', { Commands: [{ Type: 'RunScript' }] }, 'MissingRequiredParameter', /type/],
  ])('%s with %j is refused', async (action, body, code, message) => {
    const refused = await post(`/api/machines/${machineOn(/^Windows11$/)}/${action}`, body);
    expect(refused.status).toBe(400);
    expect(errorOf(refused)).toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  test('takes names in any letter case when the service does', async () => {
    sandbox.quirks.caseSensitiveBodies = false;
    const path = `/api/machines/${machineOn(/^Windows11$/)}/isolate`;
    expect((await post(path, { comment: 'x', isolationtype: 'Full' })).status).toBe(201);
  });

  test('is refused where the platform or the agent cannot take it', async () => {
    const isolate = async (id: string, IsolationType: string) =>
      errorOf(await post(`/api/machines/${id}/isolate`, { Comment: 'x', IsolationType }))?.code;
    const mac = machineOn(/^macOS$/);
    expect(await isolate(mac, 'Selective')).toBe('OsPlatformNotSupported');
    Object.assign(sandbox.tenant.machines.find(({ id }) => id === mac) ?? {}, { agentVersion: '101.98.83' });
    expect(await isolate(mac, 'Full')).toBe('ClientVersionNotSupported');
    Object.assign(sandbox.tenant.machines.find(({ id }) => id === mac) ?? {}, { agentVersion: '101.98.84' });
    expect(await isolate(mac, 'Full')).toBeUndefined();
    expect(await isolate(machineOn(/^Linux$/), 'Selective')).toBe('OsPlatformNotSupported');
    expect(await isolate(machineOn(/^Linux$/), 'Full')).toBeUndefined();
    expect(await isolate(machineOn(/^Windows10$/, true, /^1607$/), 'Full')).toBe('ClientVersionNotSupported');
    expect(await isolate(machineOn(/./, false), 'Full')).toBe('BadRequest');
    expect(await isolate(machineOn(/./, false), 'UnManagedDevice')).toBeUndefined();
    expect(await isolate('nobody', 'Full')).toBe('ResourceNotFound');
  });

  test('offboarding answers 200 and in the end changes the device', async () => {
    const id = machineOn(/^Windows11$/);
    expect((await post(`/api/machines/${id}/offboard`, { Comment: 'x' })).status).toBe(200);
    now += 6_000;
    await ask('/api/machineactions?$top=1');
    expect((await ask(`/api/machines/${id}`)).json['onboardingStatus']).toBe('CanBeOnboarded');
  });

  test('a package can be fetched when it is ready', async () => {
    const created = await post(`/api/machines/${machineOn(/^Windows11$/)}/collectInvestigationPackage`, {
      Comment: 'x',
    });
    const path = `/api/machineactions/${String(created.json['id'])}/getPackageUri`;
    expect((await ask(path)).status).toBe(404);
    now += 60_000;
    const link = String((await ask(path)).json['value']);
    expect(link).toMatch(/^"http.*"$/);
    expect((await fetch(link.slice(1, -1))).status).toBe(200);
  });

  test('live response runs its commands and refuses a second session on the device', async () => {
    const path = `/api/machines/${machineOn(/^Windows11$/)}/runliveresponse`;
    const script = { type: 'RunScript', params: [{ key: 'ScriptName', value: 'a.ps1' }] };
    const fetchFile = { type: 'GetFile', params: [{ key: 'Path', value: 'C:\\Temp\\x' }] };
    expect(errorOf(await post(path, { Commands: [fetchFile, script] })).code).toBe('InvalidInput');
    const created = await post(path, { Commands: [script, fetchFile], Comment: 'x' });
    expect(created.status).toBe(201);
    expect(errorOf(await post(path, { Commands: [script] })).code).toBe('ActiveRequestAlreadyExists');
    const link = `/api/machineactions/${String(created.json['id'])}/GetLiveResponseResultDownloadLink(index=0)`;
    expect((await ask(link)).status).toBe(404);
    now += 6_000;
    const result = await fetch(String((await ask(link)).json['value']));
    expect(await result.json()).toMatchObject({ script_name: 'a.ps1', exit_code: 0 });
  });

  test('more than 25 live response sessions at once are 429', async () => {
    sandbox.quirks.limits = false;
    const body = { Commands: [{ type: 'PutFile', params: [{ key: 'FileName', value: 'a.ps1' }] }] };
    const machines = sandbox.tenant.machines.filter((row) => row.onboardingStatus === 'onboarded').slice(0, 26);
    const statuses = [];
    for (const { id } of machines) statuses.push((await post(`/api/machines/${id}/runliveresponse`, body)).status);
    expect(statuses).toEqual([...Array<number>(25).fill(201), 429]);
  });

  test('starting an investigation raises an alert and runs to its end', async () => {
    const id = machineOn(/^Windows11$/);
    const started = await post(`/api/machines/${id}/startInvestigation`, { Comment: 'look' });
    expect([started.status, started.json['state']]).toEqual([201, 'Queued']);
    const alert = await ask(`/api/alerts/${String(started.json['triggeringAlertId'])}`);
    expect(alert.json).toMatchObject({ machineId: id, investigationId: Number(started.json['id']) });
    const path = `/api/investigations/${String(started.json['id'])}`;
    now += 3_000;
    expect((await ask(path)).json['state']).toBe('Running');
    now += 3_000;
    expect((await ask(path)).json).toMatchObject({ state: 'Benign', endTime: expect.any(String) as string });
  });
});
