import { jest } from '@jest/globals';
import { VendorApi } from '../../src/rest/api/vendor-api.ts';
import { operation } from '../../src/rest/operation.ts';
import { RestError } from '../../src/rest/rest-error.ts';
import { ACCOUNT } from '../support/gateway/account.ts';
import { startFaultApi, type FaultApi, type Plan } from '../support/faults/fault-api.ts';
import { getMachine } from '../support/faults/fault-reads.ts';
import { jumpingClock, type JumpingClock } from '../support/clocks/jumping-clock.ts';

const isolate = operation({
  id: 'isolate',
  method: 'POST',
  path: '/api/machines/{id}/isolate',
  permissions: { application: [], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'isolate-machine.md',
});

/** May take minutes; here it has not that long. */
const hunt = operation({
  ...isolate,
  id: 'hunt',
  path: '/api/advancedqueries/run',
  isReadOnly: true,
  cacheSeconds: 0,
  timeLimit: 300,
});

/** Seconds for which a server that fails is left alone. */
const PAUSE = 10;

let server: FaultApi;
let api: VendorApi;
let clock: JumpingClock;
let noPause: { mockRestore(): void };
beforeEach(async () => {
  server = await startFaultApi();
  api = new VendorApi({ baseUrl: server.url, cacheBytes: 0, timeLimit: 20_000 });
  clock = jumpingClock();
  // How long a read pauses before it is tried again is not what this is about.
  noPause = jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
  noPause.mockRestore();
  clock.stop();
  await api.close();
  await server.close();
});

/** A client of a tenant's own application; the server knows it by the tenant's name. */
function clientOf(tenantId: string, applicationId = 'an-application') {
  const account = { ...ACCOUNT, tenantId, applicationId, principal: `${applicationId} of ${tenantId}` };
  return api.client({ account, token: () => Promise.resolve(tenantId) });
}

/** What became of one read, and how many calls it made. */
async function read(tenantId: string, id = 'machine-1', applicationId?: string) {
  const before = server.arrivals.length;
  const error = await clientOf(tenantId, applicationId)
    .call(getMachine, { path: { id } })
    .then(
      () => null,
      (cause: unknown) => (cause instanceof RestError ? cause : Promise.reject(cause as Error)),
    );
  return {
    code: error?.code ?? null,
    retryAfter: error?.extensions.retryAfter,
    arrivals: server.arrivals.length - before,
  };
}

/** Reads until the server is no longer asked; the calls that it took. */
async function open(tenantId: string, plan: Plan): Promise<number> {
  server.plans.set(tenantId, plan);
  const before = server.arrivals.length;
  for (let tries = 0; tries < 10; tries++) {
    const asked = server.arrivals.length;
    await read(tenantId);
    if (server.arrivals.length === asked) return asked - before;
  }
  throw new Error('The server is asked for ever.');
}

describe('a server that fails ten calls of a tenant', () => {
  test.each(['says 500', 'says 503', 'resets after it has read'] as const)(
    '(%s) is not asked the eleventh time: the caller is told at once, and when to come back',
    async (mode) => {
      expect(await open('contoso', { mode })).toBe(10);
      expect(await read('contoso', 'machine-2')).toEqual({
        code: 'UPSTREAM_UNAVAILABLE',
        retryAfter: PAUSE,
        arrivals: 0,
      });
    },
  );

  test('is asked for another tenant as before, and for an action of the same', async () => {
    await open('contoso', { mode: 'says 500' });
    expect(await read('fabrikam')).toMatchObject({ code: null, arrivals: 1 });
    const action = clientOf('contoso').call(isolate, { path: { id: 'machine-1' } });
    await expect(action).rejects.toMatchObject({ code: 'UPSTREAM_ERROR' });
    expect(server.arrivals.at(-1)?.call).toBe('POST /api/machines/machine-1/isolate');
    expect(await read('contoso')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', arrivals: 0 });
  });

  test('is asked with one call after ten seconds; the others wait for that one, and all go on if it is well', async () => {
    await open('contoso', { mode: 'says 500' });
    clock.jump((PAUSE - 1) * 1000);
    expect(await read('contoso')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryAfter: 1, arrivals: 0 });

    const before = server.arrivals.length;
    server.plans.set('contoso', { mode: 'answers late' });
    clock.jump(1_500);
    clock.goOn();
    const ids = ['machine-1', 'machine-2', 'machine-3', 'machine-4'];
    const all = await Promise.all(ids.map((id) => read('contoso', id)));
    expect(all.map(({ code }) => code)).toEqual(ids.map(() => null));
    const [first = NaN, ...later] = server.arrivals.slice(before).map(({ at }) => at);
    expect(later).toHaveLength(ids.length - 1);
    // It was answered late.
    for (const at of later) expect(at - first).toBeGreaterThan(100);
    expect(await read('contoso')).toMatchObject({ code: null, arrivals: 1 });
  });

  test('and the one after ten seconds is left alone for ten more', async () => {
    await open('contoso', { mode: 'says 500' });
    clock.jump(PAUSE * 1000 + 1);
    expect(await read('contoso')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', arrivals: 1 });
    clock.jump((PAUSE - 1) * 1000);
    expect(await read('contoso')).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', arrivals: 0 });
    clock.jump(1_001);
    server.plans.delete('contoso');
    expect(await read('contoso')).toMatchObject({ code: null, arrivals: 1 });
  });
});

describe('a server is asked on', () => {
  test('while most calls of a tenant are answered', async () => {
    for (let round = 0; round < 4; round++) {
      server.plans.delete('contoso');
      for (let calls = 0; calls < 3; calls++) expect(await read('contoso')).toMatchObject({ code: null, arrivals: 1 });
      server.plans.set('contoso', { mode: 'says 500' });
      expect(await read('contoso')).toMatchObject({ code: 'UPSTREAM_ERROR', arrivals: 3 });
    }
  });

  test('that lets calls run for all the minutes that they may take, however many of one caller do; none is made again', async () => {
    server.plans.set('contoso', { mode: 'never answers' });
    clock.goOn();
    const calls = Array.from({ length: 12 }, (_, n) =>
      clientOf('contoso').call(hunt, { body: { Query: `T | take ${n}` } }),
    );
    const ends = await Promise.allSettled(calls);
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'UPSTREAM_TIMEOUT' } });
    expect(server.arrivals.length).toBeLessThanOrEqual(calls.length);
    server.plans.delete('contoso');
    expect(await read('contoso')).toMatchObject({ code: null, arrivals: 1 });
  });

  test('that says 404, however often', async () => {
    for (let calls = 0; calls < 15; calls++) {
      expect(await read('contoso', `nobody-${calls}`)).toMatchObject({ code: 'NOT_FOUND', arrivals: 1 });
    }
    expect(await read('contoso')).toMatchObject({ code: null, arrivals: 1 });
  });

  test.each([
    ['says 429 for a minute', 'RATE_LIMITED'],
    ['sends broken JSON', 'UPSTREAM_ERROR'],
    ['redirects', 'UPSTREAM_ERROR'],
  ] as const)('that %s, however often', async (mode, code) => {
    server.plans.set('contoso', { mode });
    // Each application has a quota of its own, so that none keeps the next from asking.
    for (let calls = 0; calls < 15; calls++) {
      expect(await read('contoso', 'machine-1', `application-${calls}`)).toMatchObject({ code, arrivals: 1 });
    }
    server.plans.delete('contoso');
    expect(await read('contoso')).toMatchObject({ code: null, arrivals: 1 });
  });
});
