import { jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import { operation, type Operation } from '../../../src/rest/operation.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';
import { fakeClock, later, realClock } from '../../support/clocks/fake-clock.ts';
import { outcomeOf } from '../../support/fakes/held-call.ts';
import { until } from '../../support/clocks/until.ts';

/** Milliseconds that a request has here, of a clock that stands still but for `later`. */
const LIMIT = 1_000;

const FAULTS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/api/hang': () => undefined,
  '/api/drip': (response) => {
    response.writeHead(200);
    const dripping = setInterval(() => response.write(' '), 10);
    response.once('close', () => clearInterval(dripping));
  },
  '/api/held': (response) => void held.push(response),
  '/api/unavailable': (response) => void response.writeHead(503).end('{}'),
  '/api/over-quota': (response) => void response.writeHead(429, { 'retry-after': '1' }).end('{}'),
  '/api/well': (response) => void response.end('{}'),
};

let server: Server;
let arrivals: string[];
/** Answered when the test says. */
let held: ServerResponse[];
let api: VendorApi;
beforeEach(async () => {
  arrivals = [];
  held = [];
  server = createServer({ keepAliveTimeout: 0 }, ({ url = '' }, response) => {
    arrivals.push(url);
    FAULTS[url.replace(/\?.*$/, '')]?.(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fakeClock();
  api = new VendorApi({ baseUrl, timeLimit: LIMIT });
});
afterEach(async () => {
  realClock();
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
    cacheSeconds: 0,
    ...more,
  });

const client = (signal?: AbortSignal): RestClient =>
  api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token'), ...(signal !== undefined && { signal }) });

const arrived = (count: number): Promise<void> => until(`call ${count} to arrive`, () => arrivals.length === count);

function answerHeld(): void {
  for (const response of held.splice(0)) response.end('{}');
}

/** Expects that a call which has arrived is in progress until so many milliseconds have passed, and times out then. */
async function expectTimeout(call: Promise<unknown>, milliseconds: number): Promise<void> {
  let outcome = 'under way';
  void outcomeOf(call).then((end) => (outcome = end));
  await later(milliseconds - 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(outcome).toBe('under way');
  await later(1);
  await until('the end of the call', () => outcome !== 'under way');
  expect(outcome).toBe('UPSTREAM_TIMEOUT');
}

describe('a request', () => {
  test.each(['hang', 'drip'])('has its answer at its deadline, whatever the API does: %s', async (fault) => {
    const call = client().call(at(fault));
    await arrived(1);
    await expectTimeout(call, LIMIT);
    expect(arrivals).toHaveLength(1);
  });

  test('has only what is left of its time for a second call', async () => {
    const rest = client();
    const first = rest.call(at('held'));
    await arrived(1);
    await later(0.5 * LIMIT);
    answerHeld();
    await first;
    const second = rest.call(at('hang'));
    await arrived(2);
    await expectTimeout(second, 0.5 * LIMIT);
    expect(arrivals).toEqual(['/api/held', '/api/hang']);
  });

  test('waits for nothing any more once its time is over', async () => {
    const rest = client();
    const hanging = rest.call(at('hang'));
    await arrived(1);
    await expectTimeout(hanging, LIMIT);
    const next = outcomeOf(rest.call(at('hang')));
    await later(1);
    expect(await next).toMatch(/^(UPSTREAM_TIMEOUT|RATE_LIMITED)$/);
    expect(await outcomeOf(client().call(at('well')))).toBe('ok');
  });

  test('has the time of the slowest operation in it, and each call its own', async () => {
    const rest = client();
    const hunt = rest.call(at('held', { timeLimit: 4 * LIMIT }));
    await arrived(1);
    await later(1.5 * LIMIT);
    answerHeld();
    expect(await outcomeOf(hunt)).toBe('ok');
    const hanging = rest.call(at('hang'));
    await arrived(2);
    await expectTimeout(hanging, LIMIT);
  });

  test('does not outlast the slowest operation in it', async () => {
    const rest = client();
    const slow = rest.call(at('held', { timeLimit: 2 * LIMIT }));
    await arrived(1);
    await later(1.5 * LIMIT);
    answerHeld();
    expect(await outcomeOf(slow)).toBe('ok');
    const hanging = rest.call(at('hang'));
    await arrived(2);
    await expectTimeout(hanging, 0.5 * LIMIT);
  });

  // The longest pauses that can be drawn: 200 ms before the second try, 400 before the third, and each takes its time.
  test.each([
    [250, 1],
    [450, 2],
    [LIMIT, 3],
  ])('retries inside its time only: with %i ms left it makes %i calls', async (left, calls) => {
    jest.spyOn(Math, 'random').mockReturnValue(0.9999);
    const rest = client();
    await later(LIMIT - left);
    expect(await outcomeOf(rest.call(at('unavailable')))).toBe('UPSTREAM_UNAVAILABLE');
    expect(arrivals).toHaveLength(calls);
  });
});

describe('a call that has to wait for quota', () => {
  test('is refused at once where the quota comes back too late', async () => {
    // No time passes meanwhile: what waited would wait for ever.
    expect(await outcomeOf(client().call(at('over-quota')))).toBe('RATE_LIMITED');
    expect(arrivals).toHaveLength(1);
  });

  test('waits behind the caller’s own until the deadline, and not longer', async () => {
    const leaver = new AbortController();
    const patient = at('hang', { timeLimit: 10 * LIMIT });
    const hanging = Array.from({ length: 16 }, (_, $top) =>
      outcomeOf(client(leaver.signal).call(patient, { query: { $top } })),
    );
    await arrived(16);
    // A tenth of the time is kept for the call itself.
    await expectTimeout(client().call(at('well')), 0.9 * LIMIT);
    expect(arrivals).toHaveLength(16);
    leaver.abort();
    await Promise.all(hanging);
    expect(await outcomeOf(client().call(at('well')))).toBe('ok');
  });
});

test('a reader with more time gets an answer though who asked first had too little', async () => {
  const early = client();
  await later(0.8 * LIMIT);
  const list = at('held');
  const first = outcomeOf(early.call(list));
  const second = client();
  const other = outcomeOf(second.call(list));
  await arrived(1);
  await later(0.2 * LIMIT);
  expect(await first).toBe('UPSTREAM_TIMEOUT');
  // The call that had the time of the first is over; the second makes its own.
  await arrived(2);
  answerHeld();
  expect(await other).toBe('ok');
  expect(second.cost.calls).toBe(1);
});
