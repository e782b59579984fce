import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { caller, errorOf } from './sandbox-client.ts';
import type { Ask } from './sandbox-client.ts';

const START = Date.parse('2026-11-20T12:00:30Z');
let now = START;
let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  now = START;
  sandbox = await startSandbox({ machines: 5, alerts: 10, now: () => now });
  ask = await caller(sandbox, 'reader');
});
afterEach(() => sandbox.close());

const get = async (path: string) => (await ask(path)).status;

async function spend(count: number, path = '/api/alerts?$top=1'): Promise<number[]> {
  const statuses = [];
  for (let call = 0; call < count; call++) statuses.push(await get(path));
  return [...new Set(statuses)];
}

describe('published limits', () => {
  test('the 101st call of a minute is 429 with the seconds to wait, and the next minute is free again', async () => {
    expect(await spend(100)).toEqual([200]);
    const refused = await ask('/api/alerts?$top=1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(errorOf(refused)).toMatchObject({
      code: 'TooManyRequests',
      message: expect.stringContaining('quota exceeded! maximum allowed 100 per 00:01:00.') as string,
    });
    now += 29_999;
    expect(await get('/api/alerts?$top=1')).toBe(429);
    now += 1;
    expect(await get('/api/alerts?$top=1')).toBe(200);
  });

  test('are counted for each operation and application by itself', async () => {
    await spend(100);
    expect(await get('/api/alerts?$top=1')).toBe(429);
    expect(await get('/api/machines?$top=1')).toBe(200);
    expect((await (await caller(sandbox, 'app'))('/api/alerts?$top=1')).status).toBe(200);
    // Another user of the same application shares its allowance.
    expect((await (await caller(sandbox, 'admin'))('/api/alerts?$top=1')).status).toBe(429);
  });

  test('hold by the hour too', async () => {
    now = Date.parse('2026-11-20T12:00:00Z');
    ask = await caller(sandbox, 'app');
    for (let minute = 0; minute < 15; minute++) {
      expect(await spend(100)).toEqual([200]);
      now += 60_000;
    }
    const refused = await ask('/api/alerts?$top=1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(45 * 60)]);
    expect(errorOf(refused).message).toContain('1500 per 01:00:00');
  });

  test('are lower where the page says so', async () => {
    ask = await caller(sandbox, 'responder');
    const id = sandbox.tenant.actions[0]?.id;
    expect((await spend(2, `/api/machineactions/${id}/getPackageUri`)).includes(429)).toBe(false);
    expect(await get(`/api/machineactions/${id}/getPackageUri`)).toBe(429);
  });

  test('refused tokens cost nothing, and limits can be switched off', async () => {
    for (let call = 0; call < 5; call++) await ask('/api/alerts', { token: 'nonsense' });
    expect(await spend(100)).toEqual([200]);
    sandbox.quirks.limits = false;
    expect(await spend(5)).toEqual([200]);
  });
});
