import { randomBytes } from 'node:crypto';
import { EntryStore } from '../../../src/redis/cache/entry-store.ts';
import { RedisConnection } from '../../../src/redis/connection/redis-connection.ts';
import { parseRedisUrl } from '../../../src/redis/connection/redis-url.ts';
import { ValueSealer } from '../../../src/redis/connection/sealed-value.ts';
import { until } from '../../support/clocks/until.ts';
import { contentsOf } from '../../support/redis/redis-contents.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const MEGABYTE = 1024 * 1024;

describeWithRedis('entries of all processes', () => {
  let server: RedisServer;
  let redis: RedisConnection;
  const storeWith = (secret: string, maxBytes = 4 * MEGABYTE): EntryStore =>
    new EntryStore(redis, new ValueSealer(secret), { space: 'things', maxBytes });

  beforeEach(async () => {
    server = await RedisServer.start();
    redis = new RedisConnection(parseRedisUrl(server.url), { keyPrefix: 'test:', timeLimit: 1_000 });
    await redis.connect(5_000);
  });
  afterEach(async () => {
    redis.close();
    server.resume();
    await server.close();
  });

  test.each([0, 1, 256 * 1024, 256 * 1024 + 1, 3 * MEGABYTE])('of %d bytes come back as they went', async (bytes) => {
    const value = randomBytes(bytes);
    const [head, rest] = [value.subarray(0, bytes / 3), value.subarray(bytes / 3)];
    await storeWith('a secret').put('a name', [head, rest], 60_000);
    const found = await storeWith('a secret').get('a name');
    expect(found?.value.equals(value)).toBe(true);
    expect(found?.left).toBeGreaterThan(50_000);
    expect(found?.left).toBeLessThanOrEqual(60_000);
  });

  test('are found under their name and with their secret alone', async () => {
    await storeWith('a secret').put('ann', [Buffer.from('rows of ann')], 60_000);
    expect(await storeWith('a secret').get('bob')).toBeNull();
    expect(await storeWith('another secret').get('ann')).toBeNull();
    // Moved to another name by someone with access to Redis.
    const [from, to] = ['ann', 'bob'].map((name) => `test:${storeWith('a secret').keyOf(name)}`);
    await server.command(`COPY ${from} ${to}`);
    expect(await storeWith('a secret').get('bob')).toBeNull();
  });

  test('take the bytes allowed and no more, also where a server has lost their sum', async () => {
    const store = storeWith('a secret', MEGABYTE);
    const bytesKept = async () =>
      [...(await contentsOf(server.url))]
        .filter(([key]) => key.includes(':entry:'))
        .reduce((sum, [, { length }]) => sum + length, 0);
    for (let number = 0; number < 12; number++) {
      if (number === 6) await server.command('DEL test:{things}:bytes');
      await store.put(`name ${number}`, [randomBytes(200_000)], 60_000);
      expect(await bytesKept()).toBeLessThan(1.1 * MEGABYTE);
    }
    expect(await store.get('name 11')).not.toBeNull();
    expect(await store.get('name 0')).toBeNull();
    await store.put('too large', [randomBytes(MEGABYTE + 1)], 60_000);
    expect(await store.get('too large')).toBeNull();
    expect(await store.get('name 11')).not.toBeNull();
  });

  test('written again count once', async () => {
    const store = storeWith('a secret', MEGABYTE);
    for (let number = 0; number < 10; number++) await store.put('one name', [randomBytes(400_000)], 60_000);
    await store.put('another', [randomBytes(400_000)], 60_000);
    expect(await store.get('one name')).not.toBeNull();
    expect(await server.command('GET test:{things}:bytes')).toBe('$6\r\n800000\r\n');
  });

  test('that Redis is slow to take are not waited for, and are there in the end, whole', async () => {
    const store = storeWith('a secret');
    const value = randomBytes(2 * MEGABYTE);
    server.pause();
    const started = performance.now();
    await store.put('a name', [value], 60_000);
    expect(performance.now() - started).toBeLessThan(500);
    server.resume();
    await until('the entry to be there', async () => (await store.get('a name'))?.value.equals(value) === true);
  });
});
