import { UnverifiedBulkhead, type Account } from '../../../src/rest/resilience/unverified-bulkhead.ts';

const account = (over: Partial<Account> = {}): Account => ({
  applicationId: 'app',
  tenantId: 'tenant',
  principal: 'a token',
  verified: false,
  ...over,
});

describe('credentials', () => {
  test('are known once accepted, until rejected, each for itself', () => {
    const credentials = new UnverifiedBulkhead();
    expect(credentials.isKnown(account())).toBe(false);
    credentials.accept(account());
    expect(credentials.isKnown(account())).toBe(true);
    expect(credentials.isKnown(account({ principal: 'another token' }))).toBe(false);
    credentials.reject(account());
    expect(credentials.isKnown(account())).toBe(false);
  });

  test('that were verified are known without having been used, and after a rejection', () => {
    const credentials = new UnverifiedBulkhead();
    const verified = account({ verified: true });
    credentials.reject(verified);
    expect(credentials.isKnown(verified)).toBe(true);
    expect(credentials.isKnown(account())).toBe(false);
  });
});

const LISTS = { key: 'lists', perMinute: 100 };

describe('calls with credentials that nobody knows', () => {
  /** Calls that do not end before they are told to. */
  function heldCalls() {
    const credentials = new UnverifiedBulkhead();
    const ends: (() => void)[] = [];
    const started: string[] = [];
    const call = (name: string, by = account({ principal: name }), key = 'app tenant lists', perMinute = 100) =>
      credentials.admit<void>(by, { key, perMinute }, () => {
        started.push(name);
        return new Promise((resolve) => ends.push(resolve));
      });
    return { credentials, call, started, ends };
  }
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  test('are 8 at once of one quota, whoever sends them', async () => {
    const { call, started, ends } = heldCalls();
    const calls = Array.from({ length: 12 }, (_, index) => call(`token ${index}`));
    await turn();
    expect(started).toHaveLength(8);
    ends[3]?.();
    await turn();
    expect(started).toHaveLength(9);
    for (let end = 0; end < 12; end++) {
      ends[end]?.();
      await turn();
    }
    await Promise.all(calls);
    expect(started).toHaveLength(12);
  });

  test('hold up neither those that are known nor those of another quota', async () => {
    const { credentials, call, started } = heldCalls();
    for (let index = 0; index < 12; index++) void call('unknown');
    await turn();
    credentials.accept(account({ principal: 'known' }));
    void call('known');
    void call('verified', account({ verified: true }));
    void call('elsewhere', account(), 'app tenant others');
    await turn();
    expect(started.slice(8)).toEqual(['known', 'verified', 'elsewhere']);
  });

  test('are a tenth of a quota smaller than most, and one at the least', async () => {
    const { call, started } = heldCalls();
    for (let index = 0; index < 12; index++) void call('few', undefined, 'few', 45);
    for (let index = 0; index < 12; index++) void call('one', undefined, 'one', 2);
    await turn();
    expect(started).toEqual(['few', 'few', 'few', 'few', 'one']);
  });

  test('are refused where too many wait already', async () => {
    const { call, started } = heldCalls();
    for (let index = 0; index < 208; index++) void call(`token ${index}`);
    await expect(call('one more')).rejects.toMatchObject({ code: 'RATE_LIMITED', extensions: { retryAfter: 5 } });
    expect(started).toHaveLength(8);
  });

  test('make room when they fail', async () => {
    const credentials = new UnverifiedBulkhead();
    for (let index = 0; index < 20; index++) {
      await expect(credentials.admit(account(), LISTS, () => Promise.reject(new Error('No.')))).rejects.toThrow('No.');
    }
    await expect(credentials.admit(account(), LISTS, () => Promise.resolve('went'))).resolves.toBe('went');
  });
});
