import { VendorApi } from '../../src/rest/api/vendor-api.ts';
import { operation } from '../../src/rest/operation.ts';
import { ACCOUNT } from '../support/gateway/account.ts';
import { fakeClock, passing, realClock } from '../support/clocks/fake-clock.ts';
import { ENDS } from '../support/faults/fault-ends.ts';
import { startFaultApi } from '../support/faults/fault-api.ts';
import { ALL_MODES, type Mode } from '../support/faults/fault-modes.ts';
import { getMachine } from '../support/faults/fault-reads.ts';
import { until } from '../support/clocks/until.ts';

const METHODS = ['POST', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
/** Milliseconds of a clock that stands still until all changes have arrived. */
const LIMIT = 3_000;

const changing = (method: Method) =>
  operation({
    id: `change-${method}`,
    method,
    path: '/api/machines/{id}/change',
    permissions: { application: [], delegated: [] },
    limit: { perMinute: null, perHour: null },
    source: 'apis-intro.md',
    maxResponseBytes: 256 * 1024,
  });

/** Makes ready a change to ask of a server that fails, over a connection that was used before. */
async function changeOf(mode: Mode, method: Method) {
  const server = await startFaultApi({ mode, after: 1 });
  const api = new VendorApi({ baseUrl: server.url, cacheBytes: 0, timeLimit: LIMIT });
  const client = () => api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
  await client().call(getMachine, { path: { id: 'machine-1' } });
  const run = async () => {
    const body = method === 'DELETE' ? undefined : { Comment: 'Found by Contoso' };
    const started = performance.now();
    const failure = await client()
      .call(changing(method), { path: { id: 'machine-1' }, body })
      .then(
        () => null,
        (error: { code: string; extensions: { retryAfter?: number } }) => error,
      );
    const milliseconds = performance.now() - started;
    await until('exchanges to be over', () => server.underWay() === 0);
    await api.close();
    const arrivals = server.arrivals.slice(1).map(({ call }) => call);
    const { code = null, extensions } = failure ?? {};
    return { code, retryAfter: extensions?.retryAfter, arrivals, strays: server.strays(), milliseconds };
  };
  return { run: () => run().finally(() => server.close()), arrived: () => server.arrivals.length > 1 };
}

const outcomes = new Map<string, Awaited<ReturnType<Awaited<ReturnType<typeof changeOf>>['run']>>>();
beforeAll(async () => {
  fakeClock();
  const cases = METHODS.flatMap((method) => ALL_MODES.map((mode) => ({ method, mode })));
  const changes = await Promise.all(cases.map(({ method, mode }) => changeOf(mode, method)));
  const run = async ({ method, mode }: { method: Method; mode: Mode }, index: number): Promise<void> => {
    const outcome = await changes[index]?.run();
    if (outcome !== undefined) outcomes.set(`${method} ${mode}`, outcome);
  };
  const ends = Promise.all(cases.map(run));
  await until('all changes to arrive', () => changes.every((change) => change.arrived()));
  await passing(ends, 50);
});
afterAll(realClock);

describe.each(METHODS)('a change by %s', (method) => {
  test.each(ALL_MODES)('is sent once to a server that %s, and the caller hears what came of it', (mode) => {
    const { code, retryAfter, arrivals, strays, milliseconds } = outcomes.get(`${method} ${mode}`) ?? {};
    expect(arrivals).toEqual([`${method} /api/machines/machine-1/change`]);
    expect([code, strays]).toEqual([ENDS[mode].code, 0]);
    if (code === 'UPSTREAM_TIMEOUT') expect(Math.round(milliseconds ?? NaN)).toBe(LIMIT);
    // A date names a moment, which has come nearer since.
    if (mode === 'says 429 until a date') expect(retryAfter).toBeGreaterThan(3_590);
    else expect(retryAfter).toBe(ENDS[mode].retryAfter);
  });
});
