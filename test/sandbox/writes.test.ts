import { createHash } from 'node:crypto';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { caller, errorOf, rowsOf } from './sandbox-client.ts';
import type { Ask, Received } from './sandbox-client.ts';

let sandbox: Sandbox;
let ask: Ask;
let asApp: Ask;

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 30, alerts: 60, quirks: { limits: false } });
  ask = await caller(sandbox, 'admin');
  asApp = await caller(sandbox, 'app');
});
afterAll(() => sandbox.close());

const post = (path: string, body: unknown) => ask(path, { method: 'POST', body });
const patch = (path: string, body: unknown) => ask(path, { method: 'PATCH', body });
const codeOf = (answer: Received) => [answer.status, errorOf(answer).code];

describe('alerts', () => {
  test('are changed, commented and resolved', async () => {
    const [alert] = sandbox.tenant.alerts;
    const before = alert?.lastUpdateTime;
    const changed = await patch(`/api/alerts/${alert?.id}`, {
      status: 'Resolved',
      assignedTo: "mary.o'neill@contoso.example",
      classification: 'FalsePositive',
      determination: 'NotMalicious',
      comment: 'Größe "ok" ✓',
    });
    expect(changed.status).toBe(200);
    expect(changed.json).toMatchObject({ status: 'Resolved', determination: 'NotMalicious' });
    expect(changed.json['lastUpdateTime']).not.toBe(before);
    const again = (await ask(`/api/alerts/${alert?.id}`)).json;
    expect(again['comments']).toContainEqual(
      expect.objectContaining({ comment: 'Größe "ok" ✓', createdBy: 'ada.admin@contoso.example' }),
    );
    expect((await patch(`/api/alerts/${alert?.id}`, { status: 'New' })).json['resolvedTime']).toBeNull();
  });

  test('refuse wrong names, values, pairs and ids', async () => {
    const path = `/api/alerts/${sandbox.tenant.alerts[1]?.id}`;
    expect(codeOf(await patch(path, { Status: 'Resolved' }))).toEqual([400, 'InvalidRequestBody']);
    expect(codeOf(await patch(path, { status: 'Closed' }))).toEqual([400, 'InvalidInput']);
    const pair = { classification: 'FalsePositive', determination: 'Malware' };
    expect(codeOf(await patch(path, pair))).toEqual([400, 'InvalidInput']);
    expect(codeOf(await patch('/api/alerts/da1_1', { status: 'New' }))).toEqual([404, 'ResourceNotFound']);
  });

  test('change together with an empty answer', async () => {
    const alertIds = sandbox.tenant.alerts.slice(2, 5).map((alert) => alert.id);
    const classification = 'Informational, expected activity';
    const answer = await post('/api/alerts/batchUpdate', { alertIds, status: 'InProgress', classification });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(sandbox.tenant.alerts.slice(2, 5).map((alert) => [alert.status, alert.classification])).toEqual(
      Array(3).fill(['InProgress', 'InformationalExpectedActivity']),
    );
    expect(codeOf(await post('/api/alerts/batchUpdate', { AlertIds: alertIds }))).toEqual([
      400,
      'MissingRequiredParameter',
    ]);
  });
});

describe('devices', () => {
  test('get and lose tags one by one and together', async () => {
    const [one, other] = sandbox.tenant.machines;
    const tagged = await post(`/api/machines/${one?.id}/tags`, { Value: "O'Neill ✓", Action: 'Add' });
    expect(tagged.json['machineTags']).toContain("O'Neill ✓");
    const found = await ask(`/api/machines?$filter=machineTags/any(tag: tag eq '${encodeURIComponent("O''Neill ✓")}')`);
    expect(rowsOf(found).map((row) => row['id'])).toEqual([one?.id]);
    const both = { Value: 'batch', Action: 'Add', MachineIds: [one?.id, other?.id] };
    expect(rowsOf(await post('/api/machines/AddOrRemoveTagForMultipleMachines', both))).toHaveLength(2);
    expect(rowsOf(await ask('/api/machines/findbytag?tag=bat&useStartsWithFilter=true'))).toHaveLength(2);
    expect(rowsOf(await ask('/api/machines/findbytag?tag=bat'))).toEqual([]);
    await post(`/api/machines/${one?.id}/tags`, { Value: 'batch', Action: 'Remove' });
    expect(one?.machineTags).not.toContain('batch');
    const many = { ...both, MachineIds: Array<string>(501).fill('x') };
    const refused = await post('/api/machines/AddOrRemoveTagForMultipleMachines', many);
    expect(codeOf(refused)).toEqual([400, 'MaximumBatchSizeExceeded']);
    expect(errorOf(refused).message).toMatch(/501.*500/);
  });

  test('get a value, and a new list of tags', async () => {
    const id = sandbox.tenant.machines[2]?.id;
    expect((await post(`/api/machines/${id}/setDeviceValue`, { DeviceValue: 'High' })).json['deviceValue']).toBe(
      'High',
    );
    expect(codeOf(await post(`/api/machines/${id}/setDeviceValue`, { deviceValue: 'High' }))).toEqual([
      400,
      'MissingRequiredParameter',
    ]);
    const patched = await patch(`/api/machines/${id}`, { machineTags: ['a', 'b'], deviceValue: 'Low' });
    expect(patched.json).toMatchObject({ machineTags: ['a', 'b'], deviceValue: 'Low' });
  });
});

describe('indicators', () => {
  const wanted = {
    indicatorValue: '192.0.2.77',
    indicatorType: 'IpAddress',
    action: 'Block',
    title: "O'Neill's list",
    description: 'x',
    application: 'first',
    expirationTime: '2027-01-01T00:00:00Z',
    rbacGroupNames: ['Workstations'],
  };

  test('are made, and changed by submitting the same value', async () => {
    const made = await post('/api/indicators', wanted);
    expect(made.json).toMatchObject({
      indicatorValue: '192.0.2.77',
      expirationTime: '2027-01-01T00:00:00.0000000Z',
      rbacGroupIds: ['140'],
      sourceType: 'User',
    });
    const changed = await post('/api/indicators', { ...wanted, action: 'Warn', application: 'second' });
    expect(changed.json).toMatchObject({ id: made.json['id'], action: 'Warn', application: 'first' });
    const found = await ask("/api/indicators?$filter=indicatorValue eq '192.0.2.77'");
    expect(rowsOf(found)).toHaveLength(1);
  });

  test.each([
    [{ indicatorValue: '192.0.2.0/24' }, 'InvalidIpAddress'],
    [{ indicatorType: 'FileSha1' }, 'InvalidHashValue'],
    [{ indicatorType: 'ipaddress' }, 'InvalidInput'],
    [{ action: 'Audit' }, 'InvalidInput'],
    [{ title: undefined }, 'MissingRequiredParameter'],
    [{ Title: 'x' }, 'InvalidRequestBody'],
    [{ expirationTime: 'tomorrow' }, 'InvalidInput'],
    [{ educateUrl: 'https://contoso.example' }, 'InvalidInput'],
  ])('with %j are refused', async (change, code) => {
    expect(codeOf(await post('/api/indicators', { ...wanted, ...change }))).toEqual([400, code]);
  });

  test('are imported one by one, a bad one not spoiling the others', async () => {
    const Indicators = [
      { ...wanted, indicatorValue: '192.0.2.78' },
      { ...wanted, indicatorValue: 'no address' },
    ];
    const answer = await post('/api/indicators/import', { Indicators });
    expect(answer.status).toBe(200);
    expect(rowsOf(answer)).toEqual([
      expect.objectContaining({ indicator: '192.0.2.78', isFailed: false, failureReason: null }),
      expect.objectContaining({ indicator: 'no address', isFailed: true, failureReason: expect.any(String) as string }),
    ]);
    const tooMany = { Indicators: Array(501).fill(wanted) };
    expect(codeOf(await post('/api/indicators/import', tooMany))).toEqual([400, 'MaximumBatchSizeExceeded']);
    expect(codeOf(await post('/api/indicators/import', { indicators: [] }))).toEqual([400, 'MissingRequiredParameter']);
  });

  test('are deleted by applications only, all of a batch or none', async () => {
    const [one, two, three] = sandbox.tenant.indicators.map((row) => row.id);
    expect((await ask(`/api/indicators/${one}`, { method: 'DELETE' })).status).toBe(403);
    expect((await asApp(`/api/indicators/${one}`, { method: 'DELETE' })).status).toBe(204);
    expect((await asApp(`/api/indicators/${one}`, { method: 'DELETE' })).status).toBe(404);
    const batch = (IndicatorIds: unknown[]) =>
      asApp('/api/indicators/BatchDelete', { method: 'POST', body: { IndicatorIds } });
    expect((await batch([two, '999999'])).status).toBe(404);
    expect((await batch([two, 'abc'])).status).toBe(400);
    expect((await batch([])).status).toBe(400);
    expect((await batch([two, three])).status).toBe(204);
    expect(sandbox.tenant.indicators.some((row) => row.id === two || row.id === three)).toBe(false);
  });

  test('of others are hidden from an application that may see only its own', async () => {
    const token = await sandbox.mintToken('app', { roles: ['Ti.ReadWrite'] });
    expect(rowsOf(await asApp('/api/indicators', { token }))).toEqual([]);
    await asApp('/api/indicators', { token, method: 'POST', body: { ...wanted, indicatorValue: '192.0.2.79' } });
    expect(rowsOf(await asApp('/api/indicators', { token }))).toHaveLength(1);
  });
});

describe('the library', () => {
  const upload = (name: string, fields: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('File', new Blob(['Get-Date']), name);
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    return ask('/api/libraryfiles', { method: 'POST', body: form });
  };

  test('takes a file, refuses its name a second time unless told to replace it, and gives it up', async () => {
    const made = await upload('neue datei.ps1', { Description: 'Größe', ParametersDescription: '-x' });
    expect(made.json).toMatchObject({
      fileName: 'neue datei.ps1',
      hasParameters: true,
      sha256: createHash('sha256').update('Get-Date').digest('hex'),
    });
    expect((await upload('neue datei.ps1')).status).toBe(400);
    expect((await upload('neue datei.ps1', { OverrideIfExists: 'true' })).json).not.toHaveProperty(
      'parametersDescription',
    );
    const names = rowsOf(await ask('/api/libraryfiles')).map((row) => row['fileName']);
    expect(names.filter((name) => name === 'neue datei.ps1')).toHaveLength(1);
    const path = `/api/libraryfiles/${encodeURIComponent('neue datei.ps1')}`;
    expect((await ask(path, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(path, { method: 'DELETE' })).status).toBe(404);
  });
});
