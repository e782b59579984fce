import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { caller, errorOf } from '../sandbox-client.ts';
import type { Ask } from '../sandbox-client.ts';

let sandbox: Sandbox;
let ask: Ask;

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 40, alerts: 200, quirks: { limits: false } });
  ask = await caller(sandbox, 'admin');
});
afterAll(() => sandbox.close());

const hunt = (Query: string) => ask('/api/advancedqueries/run', { method: 'POST', body: { Query } });

describe('hunting', () => {
  test('answers a schema and rows, without any OData envelope', async () => {
    const answer = await hunt('DeviceInfo | summarize arg_max(Timestamp, *) by DeviceId | project DeviceId | take 3');
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json)).toEqual(['Schema', 'Results']);
    expect(answer.json['Schema']).toEqual([{ Name: 'DeviceId', Type: 'String' }]);
    const known = new Set(sandbox.tenant.machines.map((row) => row.id));
    const found = (answer.json['Results'] as { DeviceId: string }[]).map((row) => known.has(row.DeviceId));
    expect(found).toEqual([true, true, true]);
  });

  test('refuses a wrong query with the reason, and a body in the wrong letter case', async () => {
    const wrong = await hunt('DeviceInfo | where Nonsense == 1');
    expect([wrong.status, errorOf(wrong).code]).toEqual([400, 'BadRequest']);
    expect(errorOf(wrong).message).toContain('Nonsense');
    const lower = await ask('/api/advancedqueries/run', { method: 'POST', body: { query: 'DeviceInfo' } });
    expect(errorOf(lower)).toMatchObject({
      code: 'MissingRequiredParameter',
      message: expect.stringContaining('Query') as string,
    });
  });
});

describe('an alert raised on a hunted event', () => {
  const raise = async (changes: Record<string, unknown>) => {
    // Events of devices that have left the list are in the tables too.
    const known = sandbox.tenant.machines.map(({ id }) => `'${id}'`).join(', ');
    const query = `DeviceProcessEvents | where DeviceId in (${known}) | take 1
      | project eventTime = Timestamp, machineId = DeviceId, reportId = ReportId`;
    const [event] = (await hunt(query)).json['Results'] as Record<string, unknown>[];
    const body = {
      ...event,
      reportId: String(event?.['reportId']),
      severity: 'High',
      title: "Raised by O'Neill",
      description: 'x',
      recommendedAction: 'look',
      category: 'Execution',
      ...changes,
    };
    return ask('/api/alerts/CreateAlertByReference', { method: 'POST', body });
  };

  test('is new at first, with an investigation, and merged into afterwards', async () => {
    const first = await raise({});
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({ title: "Raised by O'Neill", severity: 'High', status: 'New' });
    expect(sandbox.tenant.alerts[0]?.id).toBe(first.json['id']);
    const investigation = await ask(`/api/investigations/${String(first.json['investigationId'])}`);
    expect(investigation.json['triggeringAlertId']).toBe(first.json['id']);
    expect((await raise({ title: "Raised by O'Neill" })).json['id']).toBe(first.json['id']);
    expect((await raise({ title: 'Another' })).json['id']).not.toBe(first.json['id']);
  });

  test('needs an event that there is, and every member', async () => {
    expect((await raise({ reportId: '-1' })).status).toBe(404);
    expect((await raise({ eventTime: '2026-01-01T00:00:00Z' })).status).toBe(404);
    expect(errorOf(await raise({ severity: 'Informational' })).code).toBe('InvalidInput');
    expect(errorOf(await raise({ recommendedAction: undefined })).message).toContain('recommendedAction');
  });
});
