import { connect } from 'node:net';
import { HANDLERS } from '../../src/sandbox/routes/handlers.ts';
import { GRAPH_OPERATIONS, XDR_OPERATIONS } from '../../src/sandbox/wire/other-api-operations.ts';
import { OPERATIONS } from '../../src/sandbox/wire/operations.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { caller, errorOf } from './sandbox-client.ts';
import type { Ask } from './sandbox-client.ts';

let sandbox: Sandbox;
let ask: Ask;

beforeEach(async () => {
  sandbox = await startSandbox({ machines: 5, alerts: 10 });
  ask = await caller(sandbox, 'admin');
});
afterEach(() => sandbox.close());

describe('the sandbox', () => {
  test('answers every operation it lists, each listed once', () => {
    const ids = [...OPERATIONS, ...GRAPH_OPERATIONS, ...XDR_OPERATIONS].map((operation) => operation.id);
    expect(Object.keys(HANDLERS).sort()).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('listens on the loopback address only', () => {
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('refuses unknown paths, wrong methods and endless addresses', async () => {
    expect(errorOf(await ask('/api/nothing')).code).toBe('NotFound');
    expect((await ask('/')).status).toBe(404);
    expect((await ask('/api/alerts', { method: 'DELETE' })).status).toBe(405);
    const filter = encodeURIComponent(`id in ('${'x'.repeat(8_300)}')`);
    expect((await ask(`/api/alerts?$filter=${filter}`)).status).toBe(414);
    expect((await ask('/api/alerts/%ff')).status).toBe(400);
  });

  test('refuses a body that is no JSON', async () => {
    const token = await sandbox.mintToken('admin');
    const send = (body: string, type: string) =>
      fetch(`${sandbox.url}/api/alerts/batchUpdate`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body,
      });
    expect((await send('{', 'application/json')).status).toBe(400);
    expect((await send('{}', 'text/plain')).status).toBe(400);
  });

  test('gives each error a fresh correlation id and records it', async () => {
    const first = errorOf(await ask('/api/alerts/x'));
    const second = errorOf(await ask('/api/alerts/x'));
    expect(first.target).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.target).not.toBe(second.target);
    expect(sandbox.requests.map((request) => request.correlationId)).toEqual([first.target, second.target]);
  });

  test('records arrivals as they came, with operation, status, subject and body', async () => {
    await ask('/api/alerts?$top=1&$filter=severity%20eq%20%27High%27');
    await ask('/api/alerts/batchUpdate', { method: 'POST', body: { alertIds: ['x'] } });
    await ask('/api/alerts', { token: null });
    expect(sandbox.requests).toMatchObject([
      {
        method: 'GET',
        path: '/api/alerts?$top=1&$filter=severity%20eq%20%27High%27',
        operation: 'listAlerts',
        status: 200,
      },
      { method: 'POST', operation: 'batchUpdateAlerts', status: 200, body: { alertIds: ['x'] } },
      { operation: 'listAlerts', status: 401, tokenSubject: null, body: null },
    ]);
    expect(sandbox.requests[0]?.tokenSubject).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('waits before each answer when told to, and closes even so, leaving no timer', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    sandbox.quirks.latencyMs = 60_000;
    const waiting = ask('/api/alerts').catch((error: unknown) => error);
    while (sandbox.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();
    expect(await waiting).toHaveProperty('message', 'fetch failed');
    expect(timers()).toBeLessThanOrEqual(before);
  });

  test('leaves nothing listening once closed, however often it is closed', async () => {
    const { port } = new URL(sandbox.url);
    await sandbox.close();
    await sandbox.close();
    const refused = await new Promise<unknown>((resolve) => {
      connect(Number(port), '127.0.0.1').once('error', resolve).once('connect', resolve);
    });
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  });
});
