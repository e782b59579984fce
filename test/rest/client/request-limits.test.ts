import type { ServerResponse } from 'node:http';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import { operation } from '../../../src/rest/operation.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';
import { startFakeApi, type FakeApi } from '../../support/fakes/fake-api.ts';
import { outcomeOf } from '../../support/fakes/held-call.ts';

const MEGABYTE = 1024 * 1024;
/** JSON of sixty megabytes, which is parsed in no time. */
const LARGE = Buffer.from(`"${'x'.repeat(60 * MEGABYTE - 2)}"`);

const facts = {
  method: 'GET',
  permissions: { application: [], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'apis-intro.md',
} as const;
const large = operation({ id: 'getLarge', path: '/api/large', cacheSeconds: 0, ...facts });
const small = operation({ id: 'listSmall', path: '/api/small', ...facts });

const PATIENCE = 200_000;

let fake: FakeApi;
let api: VendorApi;
beforeEach(async () => {
  fake = await startFakeApi({
    'GET /api/large': (_: unknown, response: ServerResponse) => void response.end(LARGE),
    'GET /api/small': {},
  });
  // A slow machine takes its time for half a gigabyte, and for hundreds of calls at once.
  api = new VendorApi({ baseUrl: fake.url, timeLimit: PATIENCE });
});
afterEach(async () => {
  expect(fake.unexpected).toEqual([]);
  await api.close();
  await fake.close();
});

const client = (): RestClient => api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') });

/** How often each outcome occurred. */
function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

describe('one request', () => {
  test('reads 512 MB at the most', async () => {
    const rest = client();
    const outcomes: string[] = [];
    for (let call = 0; call < 9; call++) outcomes.push(await outcomeOf(rest.call(large)));
    // Eight answers are 480 MB; of the ninth no more than the rest is read.
    expect(outcomes).toEqual([...Array<string>(8).fill('ok'), 'UPSTREAM_ERROR']);
  });

  test('makes 300 calls at the most, be they all at once', async () => {
    const rest = client();
    const calls = Array.from({ length: 400 }, (_, $top) => outcomeOf(rest.call(small, { query: { $top } })));
    expect(tally(await Promise.all(calls))).toEqual({ ok: 300, COST_LIMIT_EXCEEDED: 100 });
    expect(rest.cost.calls).toBe(300);
    expect(fake.calls).toHaveLength(300);
  });

  test('may read what was kept when it has made all its calls', async () => {
    const [rest, later] = [client(), client()];
    for (let $top = 0; $top < 300; $top++) await later.call(small, { query: { $top } });
    await rest.call(small, { query: { $top: 300 } });
    expect(await outcomeOf(later.call(small, { query: { $top: 300 } }))).toBe('ok');
    expect(await outcomeOf(later.call(small, { query: { $top: 301 } }))).toBe('COST_LIMIT_EXCEEDED');
  });

  test('does not count the calls that were refused before they were made', async () => {
    const rest = client();
    const scarce = operation({ ...small, id: 'listScarce', limit: { perMinute: null, perHour: 1 } });
    for (let $top = 0; $top < 400; $top++) await outcomeOf(rest.call(scarce, { query: { $top } }));
    expect(rest.cost.calls).toBe(1);
    expect(await outcomeOf(rest.call(small))).toBe('ok');
  });
});
