import { TokenCache, type UpstreamToken } from '../../src/auth/entra/token-cache.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LIFE = 60 * MINUTE;

let now = 0;
let acquired = 0;
let fault: Error | null = null;

beforeEach(() => {
  now = Date.UTC(2026, 10, 20, 12);
  acquired = 0;
  fault = null;
});

const sourceOf = (random = 0.5, capacity = 20_000): TokenCache =>
  new TokenCache({ now: () => now, random: () => random, capacity });

async function acquire(): Promise<UpstreamToken> {
  acquired += 1;
  const token = `token ${acquired}`;
  await Promise.resolve();
  if (fault !== null) throw fault;
  return { token, expiresAt: now + LIFE };
}

/** Lets what runs in the background come to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a token', () => {
  test('is acquired once for 50 who ask at the same time, and once for each key', async () => {
    const source = sourceOf();
    const tokens = await Promise.all(Array.from({ length: 50 }, () => source.get('one', acquire)));
    expect(new Set(tokens)).toEqual(new Set(['token 1']));
    expect(await source.get('another', acquire)).toBe('token 2');
    expect(acquired).toBe(2);
  });

  test.each([
    ['the earliest', 0, 30],
    ['the latest', 1, 36],
  ])('is renewed in the background from half its life on: at %s', async (_, random, minute) => {
    const source = sourceOf(random);
    await source.get('key', acquire);
    now += minute * MINUTE - 1;
    await source.get('key', acquire);
    expect(acquired).toBe(1);
    now += 1;
    expect(await source.get('key', acquire)).toBe('token 1');
    await settled();
    expect(acquired).toBe(2);
    expect(await source.get('key', acquire)).toBe('token 2');
    expect(acquired).toBe(2);
  });

  test('is renewed once, however many ask meanwhile', async () => {
    const source = sourceOf();
    await source.get('key', acquire);
    now += 40 * MINUTE;
    let finish = (): void => undefined;
    const slow = (): Promise<UpstreamToken> => {
      acquired += 1;
      return new Promise((resolve) => (finish = () => resolve({ token: 'slow', expiresAt: now + LIFE })));
    };
    const tokens = await Promise.all(Array.from({ length: 50 }, () => source.get('key', slow)));
    expect(new Set(tokens)).toEqual(new Set(['token 1']));
    now += 10 * MINUTE;
    expect(await source.get('key', slow)).toBe('token 1');
    expect(acquired).toBe(2);
    finish();
    await settled();
    expect(await source.get('key', slow)).toBe('slow');
  });

  test('is served to within a minute of its end whatever its renewal comes to, which is tried twice a minute at most', async () => {
    const source = sourceOf();
    await source.get('key', acquire);
    fault = new Error('The sign-in service is down.');
    for (let second = 10; second < 59 * 60; second += 10) {
      now += 10 * SECOND;
      expect(await source.get('key', acquire)).toBe('token 1');
      await settled();
    }
    expect(acquired).toBeGreaterThan(10);
    expect(acquired).toBeLessThanOrEqual(1 + 60);
    now += 10 * SECOND;
    await expect(source.get('key', acquire)).rejects.toThrow('down');
    fault = null;
    await expect(source.get('key', acquire)).resolves.toMatch(/^token/);
  });

  test('that is dropped is acquired again', async () => {
    const source = sourceOf();
    await source.get('key', acquire);
    source.invalidate('another', 'token 1');
    expect(await source.get('key', acquire)).toBe('token 1');
    source.invalidate('key', 'token 1');
    expect(await source.get('key', acquire)).toBe('token 2');
    // The answer to a call made with the first one may come late.
    source.invalidate('key', 'token 1');
    expect(await source.get('key', acquire)).toBe('token 2');
  });

  test('that lives for less than a minute is served once to each who asks, and never again', async () => {
    const source = sourceOf();
    const brief = (): Promise<UpstreamToken> =>
      acquire().then(({ token }) => ({ token, expiresAt: now + 30 * SECOND }));
    expect(await source.get('key', brief)).toBe('token 1');
    expect(await source.get('key', brief)).toBe('token 2');
  });
});

describe('a refusal', () => {
  class Refused extends Error {
    readonly final = true;
  }

  test('is remembered for 30 seconds, for its key alone', async () => {
    const source = sourceOf();
    fault = new Refused('no');
    await expect(source.get('key', acquire)).rejects.toBe(fault);
    now += 30 * SECOND - 1;
    await expect(source.get('key', acquire)).rejects.toBe(fault);
    expect(acquired).toBe(1);
    await expect(source.get('another', acquire)).rejects.toBe(fault);
    expect(acquired).toBe(2);
    fault = null;
    now += 1;
    expect(await source.get('key', acquire)).toBe('token 3');
  });

  test('that passes is not remembered', async () => {
    const source = sourceOf();
    fault = new Error('busy');
    await expect(source.get('key', acquire)).rejects.toThrow('busy');
    fault = null;
    expect(await source.get('key', acquire)).toBe('token 2');
  });

  test('in the background costs nobody the token that is held', async () => {
    const source = sourceOf();
    await source.get('key', acquire);
    fault = new Refused('no');
    now += 40 * MINUTE;
    expect(await source.get('key', acquire)).toBe('token 1');
    await settled();
    expect(await source.get('key', acquire)).toBe('token 1');
  });
});

describe('many users', () => {
  test('are looked up among 10,000 without going through them, which would take 20 ms each', async () => {
    const source = sourceOf();
    for (let user = 0; user < 10_000; user += 1) await source.get(`user ${user}`, acquire);
    expect(acquired).toBe(10_000);
    const started = performance.now();
    for (let user = 0; user < 10_000; user += 1) await source.get(`user ${(user * 7919) % 10_000}`, acquire);
    const each = (performance.now() - started) / 10_000;
    expect(acquired).toBe(10_000);
    // Some microseconds on a quiet machine.
    expect(each).toBeLessThan(3);
  });

  test('are held up to a limit, those forgotten first who asked the longest ago', async () => {
    const source = sourceOf(0.5, 100);
    for (let user = 0; user < 101; user += 1) await source.get(`user ${user}`, acquire);
    expect(await source.get('user 100', acquire)).toBe('token 101');
    expect(await source.get('user 0', acquire)).toBe('token 102');
  });
});
