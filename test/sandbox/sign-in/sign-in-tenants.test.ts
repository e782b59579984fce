import { decodeJwt } from 'jose';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { caller, errorOf, rowsOf } from '../sandbox-client.ts';
import type { Ask } from '../sandbox-client.ts';
import { CONTOSO, FABRIKAM } from './sign-in-client.ts';

const START = Date.parse('2026-11-20T12:00:30Z');
const UNKNOWN = '99999999-8888-4777-a666-555555555555';
let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startSandbox({ machines: 5, alerts: 10, tenantIds: [CONTOSO, FABRIKAM], now: () => START });
  ask = await caller(sandbox, 'app');
});
afterEach(() => sandbox.close());

const tokenOf = (tid: string, claims: Record<string, unknown> = {}) => sandbox.mintToken('app', { tid, ...claims });
const tenantOf = (tid: string) => {
  const tenant = sandbox.tenants.get(tid);
  if (!tenant) throw new Error(`There is no tenant ${tid}.`);
  return tenant;
};

describe('several tenants on one address', () => {
  test('are picked by the token, each with data of its own', async () => {
    for (const tid of [sandbox.tenantId, CONTOSO, FABRIKAM]) {
      const answer = await ask('/api/machines', { token: await tokenOf(tid) });
      expect(rowsOf(answer).map(({ id }) => id)).toEqual(tenantOf(tid).machines.map(({ id }) => id));
      expect(sandbox.requests.at(-1)).toMatchObject({ tenantId: tid, status: 200 });
    }
    const ids = [...sandbox.tenants.values()].flatMap(({ alerts }) => alerts.map(({ id }) => id));
    expect(new Set(ids).size).toBe(30);
    expect(new Set(tenantOf(CONTOSO).alerts.map(({ aadTenantId }) => aadTenantId))).toEqual(new Set([CONTOSO]));
  });

  test('are listed from the start, the home first, and the same for the same seed', async () => {
    expect([...sandbox.tenants.keys()]).toEqual([sandbox.tenantId, CONTOSO, FABRIKAM]);
    expect([sandbox.tenants.size, sandbox.tenants.has(FABRIKAM), sandbox.tenants.has(UNKNOWN)]).toEqual([
      3,
      true,
      false,
    ]);
    expect(sandbox.tenants.get(UNKNOWN)).toBeUndefined();
    expect(sandbox.tenants.get(sandbox.tenantId)).toBe(sandbox.tenant);
    expect(sandbox.tenants.get(CONTOSO)).toBe(sandbox.tenants.get(CONTOSO));
    const again = await startSandbox({ machines: 5, alerts: 10, tenantIds: [CONTOSO], now: () => START });
    expect(again.tenants.get(CONTOSO)).toEqual(tenantOf(CONTOSO));
    await again.close();
  });

  test('keep writes and hunting to the one tenant', async () => {
    const token = await tokenOf(CONTOSO);
    const id = tenantOf(CONTOSO).alerts[0]?.id ?? '';
    const change = { method: 'PATCH', body: { assignedTo: 'analyst@contoso.example' } };
    expect((await ask(`/api/alerts/${id}`, { ...change, token })).status).toBe(200);
    expect(tenantOf(CONTOSO).alerts[0]?.assignedTo).toBe('analyst@contoso.example');
    const elsewhere = await ask(`/api/alerts/${id}`, { ...change, token: await tokenOf(FABRIKAM) });
    expect(elsewhere.status).toBe(404);
    const hunt = async (tid: string) => {
      const body = { Query: 'DeviceInfo | distinct DeviceId' };
      const { json } = await ask('/api/advancedqueries/run', { method: 'POST', body, token: await tokenOf(tid) });
      return (json['Results'] as { DeviceId: string }[]).map(({ DeviceId }) => DeviceId);
    };
    const known = (tid: string) => tenantOf(tid).machines.map((machine) => machine.id);
    expect(known(CONTOSO)).toEqual(expect.arrayContaining(await hunt(CONTOSO)));
    expect(known(FABRIKAM)).toEqual(expect.arrayContaining(await hunt(FABRIKAM)));
  });

  test('count their calls apart, also for one application', async () => {
    const appid = '6b0d8a4e-1f53-4c27-9e8b-0a2c4d6e8f10';
    const [contoso, fabrikam] = [await tokenOf(CONTOSO, { appid }), await tokenOf(FABRIKAM, { appid })];
    for (let call = 0; call < 100; call++) await ask('/api/alerts?$top=1', { token: contoso });
    expect((await ask('/api/alerts?$top=1', { token: contoso })).status).toBe(429);
    expect((await ask('/api/alerts?$top=1', { token: fabrikam })).status).toBe(200);
  });

  test('give personas of their own', async () => {
    const of = async (tid: string) => decodeJwt(await sandbox.mintToken('reader', { tid }));
    const [one, other] = [await of(CONTOSO), await of(FABRIKAM)];
    expect(one).toMatchObject({ tid: CONTOSO, iss: `https://sts.windows.net/${CONTOSO}/`, name: other['name'] });
    expect(one['oid']).not.toBe(other['oid']);
  });

  test('are 401 when unknown, and the arrival then has no tenant', async () => {
    const answer = await ask('/api/alerts', { token: await tokenOf(UNKNOWN) });
    expect([answer.status, errorOf(answer).code]).toEqual([401, 'Unauthorized']);
    expect(sandbox.requests.at(-1)).toMatchObject({ tokenSubject: null, tenantId: null });
  });
});
