import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { DefenderApi } from '../../src/rest/defender-api.ts';
import { operation, type Operation } from '../../src/rest/operation.ts';
import type { RestClient } from '../../src/rest/rest-client.ts';
import { ACCOUNT } from '../support/account.ts';
import { outcomeOf } from '../support/held-call.ts';
import { until } from '../support/until.ts';

/** Milliseconds that a request has here, and by how much the answer may be late on a busy machine. */
const LIMIT = 1_000;
const LATE = 500;

const FAULTS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/api/hang': () => undefined,
  '/api/drip': (response) => {
    response.writeHead(200);
    const dripping = setInterval(() => response.write(' '), 10);
    response.once('close', () => clearInterval(dripping));
  },
  '/api/slow': (response) => void delay(LIMIT / 2).then(() => response.end('{}')),
  '/api/slower': (response) => void delay(1.5 * LIMIT).then(() => response.end('{}')),
  '/api/unavailable': (response) => void response.writeHead(503).end('{}'),
  '/api/over-quota': (response) => void response.writeHead(429, { 'retry-after': '1' }).end('{}'),
  '/api/well': (response) => void response.end('{}'),
};

let server: Server;
let arrivals: string[];
let api: DefenderApi;
beforeEach(async () => {
  arrivals = [];
  server = createServer(({ url = '' }, response) => {
    arrivals.push(url);
    FAULTS[url.replace(/\?.*$/, '')]?.(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api = new DefenderApi({ baseUrl, timeLimit: LIMIT });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await api.close();
});

const at = (name: string, more: Partial<Operation> = {}): Operation =>
  operation({
    id: name,
    method: 'GET',
    path: `/api/${name}`,
    permissions: { application: [], delegated: [] },
    limit: { perMinute: null, perHour: null },
    source: 'apis-intro.md',
    keepSeconds: 0,
    ...more,
  });

const client = (signal?: AbortSignal): RestClient =>
  api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token'), ...(signal !== undefined && { signal }) });

/** What became of a call, and after how many milliseconds. */
async function timed(call: Promise<unknown>): Promise<{ outcome: string; took: number }> {
  const started = performance.now();
  const outcome = await outcomeOf(call);
  return { outcome, took: performance.now() - started };
}

function expectAbout(took: number, milliseconds: number): void {
  expect(took).toBeGreaterThan(milliseconds - 20);
  expect(took).toBeLessThan(milliseconds + LATE);
}

describe('a request', () => {
  test.each(['hang', 'drip'])('has its answer at its deadline, whatever the API does: %s', async (fault) => {
    const { outcome, took } = await timed(client().call(at(fault)));
    expect(outcome).toBe('UPSTREAM_TIMEOUT');
    expectAbout(took, LIMIT);
    expect(arrivals).toHaveLength(1);
  });

  test('has only what is left of its time for a second call', async () => {
    const rest = client();
    const { outcome, took } = await timed(
      rest.call(at('slow')).then(() => {
        expect(arrivals).toEqual(['/api/slow']);
        return rest.call(at('hang'));
      }),
    );
    expect([outcome, arrivals]).toEqual(['UPSTREAM_TIMEOUT', ['/api/slow', '/api/hang']]);
    expectAbout(took, LIMIT);
  });

  test('asks nothing any more once its time is over', async () => {
    const rest = client();
    await outcomeOf(rest.call(at('hang')));
    const { outcome, took } = await timed(rest.call(at('well')));
    expect(outcome).toMatch(/^(UPSTREAM_TIMEOUT|RATE_LIMITED)$/);
    expect(took).toBeLessThan(LATE);
    expect((await timed(client().call(at('well')))).outcome).toBe('ok');
  });

  test('has the time of the slowest operation in it, and each call its own', async () => {
    const rest = client();
    const started = performance.now();
    const hunt = at('slower', { timeLimit: 4 * LIMIT });
    expect(await outcomeOf(rest.call(hunt))).toBe('ok');
    expect(performance.now() - started).toBeGreaterThan(LIMIT);
    const { outcome, took } = await timed(rest.call(at('hang')));
    expect(outcome).toBe('UPSTREAM_TIMEOUT');
    expectAbout(took, LIMIT);
  });

  test('does not outlast the slowest operation in it', async () => {
    const rest = client();
    const started = performance.now();
    await rest.call(at('slower', { timeLimit: 2 * LIMIT }));
    expect(await outcomeOf(rest.call(at('hang')))).toBe('UPSTREAM_TIMEOUT');
    expectAbout(performance.now() - started, 2 * LIMIT);
  });

  test('retries inside its time only', async () => {
    const { outcome, took } = await timed(client().call(at('unavailable')));
    expect(outcome).toBe('UPSTREAM_UNAVAILABLE');
    expect(took).toBeLessThan(LIMIT + LATE);
    expect(arrivals.length).toBeLessThanOrEqual(3);
  });
});

describe('a call that has to wait for quota', () => {
  test('is refused at once where the quota comes back too late', async () => {
    const { outcome, took } = await timed(client().call(at('over-quota')));
    expect(outcome).toBe('RATE_LIMITED');
    expect(took).toBeLessThan(LATE);
    expect(arrivals).toHaveLength(1);
  });

  test('waits behind the caller’s own until the deadline, and not longer', async () => {
    const leaver = new AbortController();
    const patient = at('hang', { timeLimit: 10 * LIMIT });
    const hanging = Array.from({ length: 16 }, (_, $top) =>
      outcomeOf(client(leaver.signal).call(patient, { query: { $top } })),
    );
    await until('all to hang', () => arrivals.length === 16);
    const { outcome, took } = await timed(client().call(at('well')));
    expect(outcome).toBe('UPSTREAM_TIMEOUT');
    // A tenth of the time is kept for the call itself.
    expectAbout(took, 0.9 * LIMIT);
    expect(arrivals).toHaveLength(16);
    leaver.abort();
    await Promise.all(hanging);
    expect(await outcomeOf(client().call(at('well')))).toBe('ok');
  });
});

test('a reader with more time gets an answer though who asked first had too little', async () => {
  const early = client();
  await delay(0.8 * LIMIT);
  const list = at('slow');
  const first = outcomeOf(early.call(list));
  const second = client();
  expect(await Promise.all([first, outcomeOf(second.call(list))])).toEqual(['UPSTREAM_TIMEOUT', 'ok']);
  expect(second.cost.calls).toBe(1);
});
