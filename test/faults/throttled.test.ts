import { jest } from '@jest/globals';
import { VendorApi } from '../../src/rest/api/vendor-api.ts';
import type { RestClient } from '../../src/rest/client/rest-client.ts';
import { ACCOUNT } from '../support/gateway/account.ts';
import { fakeClock, passing, realClock } from '../support/clocks/fake-clock.ts';
import { startFaultApi, type FaultApi, type Plan } from '../support/faults/fault-api.ts';
import type { Mode } from '../support/faults/fault-modes.ts';
import { getMachine, READINGS, type ReadingName } from '../support/faults/fault-reads.ts';
import { until } from '../support/clocks/until.ts';

/** Milliseconds of a clock that stands still but while `passing` waits. */
const SECOND = 1_000;

beforeEach(fakeClock);
// No pause before another try, beside that for the quota.
beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(realClock);

interface Bench {
  server: FaultApi;
  client: () => RestClient;
  /** How many refusals the gateway has heard. */
  refused: () => number;
}

/** Runs against a server that fails as planned, and ends everything. */
async function against<T>(plan: Plan, timeLimit: number, run: (bench: Bench) => Promise<T>, habits = {}): Promise<T> {
  const server = await startFaultApi(plan, habits);
  let refused = 0;
  const observer = { throttled: () => void (refused += 1) };
  const api = new VendorApi({ baseUrl: server.url, cacheBytes: 1024 * 1024, timeLimit, observer });
  const client = (): RestClient => api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
  try {
    return await run({ server, client, refused: () => refused });
  } finally {
    await api.close();
    await server.close();
  }
}

const machine = (client: RestClient, id: string) => client.call<{ id: string }>(getMachine, { path: { id } });

/** Milliseconds between arrivals. */
const gaps = ({ arrivals }: FaultApi): number[] =>
  arrivals.slice(1).map(({ at }, index) => at - (arrivals[index]?.at ?? NaN));

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, extensions }: { code: string; extensions: { retryAfter?: number } }) => [code, extensions.retryAfter],
  );

describe('a server that says 429 for a second', () => {
  test('once: whatever is read, it is asked again after that second, and the read succeeds', async () => {
    const names = Object.keys(READINGS) as ReadingName[];
    const readings = Promise.all(
      names.map((name) => {
        const { after, read, ...reading } = READINGS[name];
        const habits = 'habits' in reading ? reading.habits : {};
        const plan = { mode: 'says 429 for a second', after, times: 1 } as const;
        const run = async ({ server, client }: Bench): Promise<void> => {
          const clients: RestClient[] = [];
          const { rows } = await read({
            client: () => {
              const made = client();
              clients.push(made);
              return made;
            },
            timeLimit: 20 * SECOND,
          });
          expect([name, rows > 0, server.arrivals.length]).toEqual([name, true, after + 2]);
          expect(gaps(server)[after]).toBeGreaterThanOrEqual(SECOND);
          // What was waited is told.
          const waited = clients.reduce((sum, { cost }) => sum + cost.waitedMs, 0);
          expect([name, waited > SECOND - 100]).toEqual([name, true]);
        };
        return against(plan, 20 * SECOND, run, habits);
      }),
    );
    await passing(readings);
  });

  test('each time: it is asked three times, never within the second, and the caller is told to wait one more', async () => {
    await against({ mode: 'says 429 for a second' }, 20 * SECOND, async ({ server, client }) => {
      expect(await passing(refusal(machine(client(), 'machine-1')))).toEqual(['RATE_LIMITED', 1]);
      expect(server.arrivals).toHaveLength(3);
      for (const gap of gaps(server)) expect(gap).toBeGreaterThanOrEqual(SECOND);
    });
  });

  test('once: nobody else asks the same operation within it, and all do after it', async () => {
    await against({ mode: 'says 429 for a second', times: 1 }, 20 * SECOND, async ({ server, client, refused }) => {
      const ids = ['machine-1', 'machine-2', 'machine-3', 'machine-4'];
      const first = machine(client(), 'machine-1');
      await until('the refusal to be heard', () => refused() === 1);
      const all = [first, ...ids.slice(1).map((id) => machine(client(), id))];
      expect((await passing(Promise.all(all))).map(({ id }) => id)).toEqual(ids);
      const [refusedAt = NaN, ...later] = server.arrivals.map(({ at }) => at);
      expect(later).toHaveLength(ids.length);
      for (const at of later) expect(at - refusedAt).toBeGreaterThanOrEqual(SECOND);
    });
  });
});

describe('a server that', () => {
  const long: [Mode, number][] = [
    ['says 429 for a minute', 60],
    ['says 429 until a date', 3600],
    ['says 429 for a huge time', 86_400],
    ['says 429 for no time', 60],
  ];
  test.each(long)(
    '%s is not asked again, by nobody, and everybody is told at once when it may be',
    async (mode, told) => {
      await against({ mode }, 20 * SECOND, async ({ server, client }) => {
        for (const id of ['machine-1', 'machine-2', 'machine-1']) {
          // No time passes meanwhile: anyone who waited would wait for ever.
          const [code, retryAfter] = (await refusal(machine(client(), id))) ?? [];
          expect(code).toBe('RATE_LIMITED');
          // A date names a whole second.
          expect(retryAfter).toBeLessThanOrEqual(told);
          expect(retryAfter).toBeGreaterThanOrEqual(told - (mode === 'says 429 until a date' ? 1 : 0));
        }
        expect(server.arrivals).toHaveLength(1);
      });
    },
  );

  test('says 503 for two minutes is not asked again by the request, which is told of them at once', async () => {
    await against({ mode: 'says 503 for two minutes' }, 20 * SECOND, async ({ server, client }) => {
      expect(await refusal(machine(client(), 'machine-1'))).toEqual(['UPSTREAM_UNAVAILABLE', 120]);
      expect(server.arrivals).toHaveLength(1);
    });
  });
});
