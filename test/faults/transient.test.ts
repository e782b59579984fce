import { jest } from '@jest/globals';
import pLimit from 'p-limit';
import { VendorApi } from '../../src/rest/api/vendor-api.ts';
import { ACCOUNT } from '../support/gateway/account.ts';
import { ENDS } from '../support/faults/fault-ends.ts';
import { startFaultApi } from '../support/faults/fault-api.ts';
import { ALL_MODES, TRANSIENT, type Mode } from '../support/faults/fault-modes.ts';
import { getMachine, READINGS, trialOf, type Outcome, type ReadingName } from '../support/faults/fault-reads.ts';

const READING_NAMES = Object.keys(READINGS) as ReadingName[];
/** Far more than a busy machine needs, as no reading is to be ended by it. */
const PATIENT = { timeLimit: 200_000 };

// No pause before another try: how long they are is not what this is about.
beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterAll(() => void jest.restoreAllMocks());

/** Each reading of a server of its own, all at once. */
async function readAll(mode: Mode, times: number): Promise<Map<ReadingName, Outcome>> {
  const trials = await Promise.all(READING_NAMES.map((name) => trialOf(READINGS[name], mode, { ...PATIENT, times })));
  const outcomes = await Promise.all(trials.map((trial) => trial.run()));
  return new Map(READING_NAMES.flatMap((name, index) => (outcomes[index] ? [[name, outcomes[index]]] : [])));
}

describe('a server that once', () => {
  const fewAtOnce = pLimit(3);
  const tries = new Map<string, Map<ReadingName, Outcome>>();
  let good: Map<ReadingName, Outcome>;
  beforeAll(async () => {
    good = await readAll('never answers', 0);
    const cases = TRANSIENT.flatMap((mode) => [1, 2].map((times) => ({ mode, times })));
    const read = async ({ mode, times }: { mode: Mode; times: number }) =>
      tries.set(`${mode} ${times}`, await readAll(mode, times));
    await Promise.all(cases.map((each) => fewAtOnce(() => read(each))));
  });

  test.each(TRANSIENT)('%s, or twice, is asked once more each time, and gives what it would have given', (mode) => {
    for (const times of [1, 2]) {
      const outcomes = tries.get(`${mode} ${times}`);
      expect(outcomes?.size).toBe(READING_NAMES.length);
      for (const [name, outcome] of outcomes ?? []) {
        const { code, rows, total, reason } = good.get(name) ?? {};
        expect([name, code, reason, rows !== undefined && rows > 0]).toEqual([name, null, null, true]);
        expect({ name, ...outcome }).toMatchObject({ name, code, reason, rows, arrivals: times + 1 });
        expect(outcome.total).toBe(total);
      }
    }
  });
});

describe('the request after one that was answered by a server that', () => {
  // A 429 keeps everybody from asking, and what is slow keeps only the one who waits.
  const modes = ALL_MODES.filter(
    (mode) => ENDS[mode].code !== 'RATE_LIMITED' && ENDS[mode].code !== 'UPSTREAM_TIMEOUT',
  );

  test.each(modes)('%s is answered well, over whatever connection', async (mode) => {
    const server = await startFaultApi({ mode, times: ENDS[mode].arrivals });
    const api = new VendorApi({ baseUrl: server.url, cacheBytes: 0, timeLimit: 100_000 });
    const client = () => api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });
    try {
      const first = await client()
        .call(getMachine, { path: { id: 'machine-1' } })
        .then(
          () => null,
          (error: { code?: string }) => error.code,
        );
      expect(first).toBe(ENDS[mode].code);
      const more = ['machine-2', 'machine-3', 'machine-4'];
      const found = await Promise.all(more.map((id) => client().call<object>(getMachine, { path: { id } })));
      expect(found).toMatchObject(more.map((id) => ({ id })));
      expect(server.arrivals).toHaveLength(ENDS[mode].arrivals + more.length);
      expect(server.strays()).toBe(0);
    } finally {
      await api.close();
      await server.close();
    }
  });
});
