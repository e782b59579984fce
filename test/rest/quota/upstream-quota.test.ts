import { QuotaClasses } from '../../../src/rest/quota/quota-classes.ts';
import { jest } from '@jest/globals';
import { MemoryQuotaStore, type QuotaStore } from '../../../src/rest/quota/quota-store.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { fakeClock, passing, realClock } from '../../support/clocks/fake-clock.ts';
import {
  ACTION,
  HUNT,
  LIST,
  OTHER,
  WIDE,
  startQuotaApi,
  throttle,
  type QuotaApi,
} from '../../support/fakes/quota-api.ts';
import { until } from '../../support/clocks/until.ts';

let upstream: QuotaApi;
const started: QuotaApi[] = [];
async function start(...options: Parameters<typeof startQuotaApi>): Promise<QuotaApi> {
  upstream = await startQuotaApi(...options);
  started.push(upstream);
  return upstream;
}
// Time stands still but while `passing` waits, so that no call is late.
beforeEach(fakeClock);
afterEach(async () => {
  realClock();
  await Promise.all(started.splice(0).map((one) => one.close()));
});

const VERIFIED = { verified: true };
const REFUSED = { code: 'RATE_LIMITED', extensions: { retryAfter: expect.any(Number) as number } };

async function leftOf(rest: RestClient, name = LIST.id): Promise<number | null | undefined> {
  return (await rest.quotaStatus()).find((budget) => budget.name === name)?.remainingThisMinute;
}

describe('a quota', () => {
  test('is shared by the callers of an application in a tenant, and by nobody else', async () => {
    const { client, arrivals } = await start();
    await Promise.all(['ann', 'ann', 'bob', 'bob'].map((name) => client(name, VERIFIED).call(OTHER)));
    // Reads that are alike are shared, so each caller cost one call; the rest of the four is used up here.
    await client('ann', VERIFIED).call(OTHER);
    await client('ann', VERIFIED).call(OTHER);
    await expect(client('eve', VERIFIED).call(OTHER)).rejects.toMatchObject(REFUSED);
    expect(arrivals).toHaveLength(4);
    await client('eve', VERIFIED).call(LIST);
    await client('eve', { ...VERIFIED, applicationId: 'another' }).call(OTHER);
    await client('eve', { ...VERIFIED, tenantId: 'another' }).call(OTHER);
    expect(arrivals).toHaveLength(7);
  });

  test('of a whole tenant is shared by all of its applications', async () => {
    const { client, arrivals } = await start();
    await client('ann', { ...VERIFIED, applicationId: 'one' }).call(HUNT);
    await client('ann', { ...VERIFIED, applicationId: 'two' }).call(HUNT);
    await expect(client('ann', { ...VERIFIED, applicationId: 'three' }).call(HUNT)).rejects.toMatchObject(REFUSED);
    expect(await leftOf(client('ann', { ...VERIFIED, applicationId: 'four' }), HUNT.id)).toBe(0);
    await client('ann', { ...VERIFIED, tenantId: 'another' }).call(HUNT);
    expect(arrivals).toHaveLength(3);
  });

  test('keeps a call for actions where reads share it, and all of it is theirs', async () => {
    const shared = new Map([LIST, ACTION].map(({ id }) => [id, 'things']));
    const { client, arrivals } = await start({ classes: new QuotaClasses({ shared, ceiling: null }) });
    for (let read = 0; read < 3; read++) await client('ann', VERIFIED).call(LIST);
    await expect(client('ann', VERIFIED).call(LIST)).rejects.toMatchObject(REFUSED);
    expect((await client('ann', VERIFIED).quotaStatus()).map(({ name }) => name)).toEqual([
      HUNT.id,
      WIDE.id,
      OTHER.id,
      'things',
    ]);
    await client('ann', VERIFIED).call(ACTION);
    await expect(client('ann', VERIFIED).call(ACTION)).rejects.toMatchObject(REFUSED);
    expect(arrivals).toHaveLength(4);
  });

  test('of all operations together is kept where there is a ceiling', async () => {
    const { client, arrivals } = await start({ classes: new QuotaClasses({ shared: new Map(), ceiling: 5 }) });
    for (const operation of [LIST, OTHER, LIST, OTHER]) await client('ann', VERIFIED).call(operation);
    await expect(client('ann', VERIFIED).call(LIST)).rejects.toMatchObject(REFUSED);
    await client('ann', VERIFIED).call(ACTION);
    expect(arrivals).toHaveLength(5);
  });

  test('is counted by the store that is given', async () => {
    const store: QuotaStore = new MemoryQuotaStore(() => performance.now());
    const [one, two] = [await start({ store }), await start({ store })];
    for (const { client } of [one, two, one, two]) await client('ann', VERIFIED).call(LIST);
    await expect(one.client('ann', VERIFIED).call(LIST)).rejects.toMatchObject(REFUSED);
    expect(await leftOf(two.client('ann', VERIFIED))).toBe(0);
  });

  test('in use is told by class and tenant: of several applications the least that is left', async () => {
    const { client, api } = await start();
    for (const [applicationId, calls] of [['one', 1] as const, ['two', 3] as const, ['three', 2] as const]) {
      for (let call = 0; call < calls; call++) await client('ann', { ...VERIFIED, applicationId }).call(LIST);
    }
    const tenantId = 'a-tenant';
    expect(await api.quotas()).toEqual([
      { limitClass: LIST.id, tenantId, window: 'minute', remaining: 1 },
      { limitClass: LIST.id, tenantId, window: 'hour', remaining: 1497 },
    ]);
  });
});

test('a wait that would leave no time for the call itself is not begun', async () => {
  let clock = 0;
  const { client, arrivals } = await start({ store: new MemoryQuotaStore(() => clock), timeLimit: 20_000 });
  for (let call = 0; call < 4; call++) await client('ann', VERIFIED).call(LIST);
  clock = 41_000;
  await expect(client('ann', VERIFIED).call(LIST)).rejects.toMatchObject({ extensions: { retryAfter: 20 } });
  clock = 60_500;
  await client('ann', VERIFIED).call(LIST);
  expect(arrivals).toHaveLength(5);
});

describe('a 429', () => {
  // No pause before another try, beside that for the quota.
  beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));

  test('stops its class for all callers of the application until Retry-After, and no other', async () => {
    const { client, arrivals } = await start({ timeLimit: 5000 });
    upstream.answering = (_, response) => arrivals.length === 1 && throttle(response, 1);
    const ann = client('ann', VERIFIED);
    const first = ann.call(LIST);
    await until('the 429 to be heard', async () => arrivals.length > 0 && (await leftOf(ann)) === 0);
    const told = performance.now();
    const bob = client('bob', VERIFIED);
    await passing(Promise.all([bob.call(OTHER), first, bob.call(LIST)]));
    const [, other, ...later] = arrivals;
    expect(other?.path).toBe(OTHER.path);
    expect(later).toHaveLength(2);
    for (const { at } of later) expect(at - told).toBeGreaterThanOrEqual(1000);
    expect(ann.cost).toMatchObject({ calls: 2 });
    expect(ann.cost.waitedMs + bob.cost.waitedMs).toBeGreaterThan(1900);
  });

  test('that names an allowance lowers the class to it, in the budgets too', async () => {
    const { client, arrivals } = await start({ timeLimit: 3000 });
    const message = 'API calls quota exceeded! maximum allowed 2 per 00:01:00.';
    upstream.answering = (_, response) => arrivals.length === 1 && throttle(response, 1, message);
    const rest = client('ann', VERIFIED);
    await passing(rest.call(LIST));
    expect((await rest.quotaStatus()).find(({ name }) => name === LIST.id)).toMatchObject({
      perMinute: 2,
      remainingThisMinute: 0,
      perHour: 1500,
    });
    await expect(client('bob', VERIFIED).call(LIST)).rejects.toMatchObject(REFUSED);
    expect(arrivals).toHaveLength(2);
  });

  test('with a wait beyond the deadline fails at once, and so does what comes after it', async () => {
    const throttled: unknown[] = [];
    const { client, arrivals } = await start({ observer: { throttled: (...what) => throttled.push(what) } });
    upstream.answering = (_, response) => throttle(response, 300);
    const failed = { code: 'RATE_LIMITED', extensions: { retryAfter: 300, correlationId: 'a-correlation-id' } };
    await expect(client('ann', VERIFIED).call(LIST)).rejects.toMatchObject(failed);
    await expect(client('bob', VERIFIED).call(LIST)).rejects.toMatchObject({ extensions: { retryAfter: 300 } });
    expect(arrivals).toHaveLength(1);
    expect(throttled).toEqual([[LIST.id, 'a-tenant', 300]]);
  });
});
