import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../support/clocks/until.ts';
import { bucket, quotaProcess, takeUpTo, type QuotaProcess } from '../../support/redis/quota-processes.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

describeWithRedis('quotas of several processes', () => {
  let server: RedisServer;
  let processes: QuotaProcess[];
  const stores = () => processes.map(({ store }) => store);

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    await server.command('FLUSHALL');
    processes = await Promise.all([1, 2, 3, 4].map(() => quotaProcess(server.url)));
  });

  afterEach(async () => {
    await Promise.all(processes.map((each) => each.close()));
  });

  afterAll(() => server.close());

  test('together let go as many calls as the limit says, and every store tells the same rest', async () => {
    const lists = [bucket('lists', 50)];
    const taken = await Promise.all(stores().map((store) => takeUpTo(store, lists, 100)));
    expect(taken.reduce((sum, each) => sum + each)).toBe(50);
    const told = await Promise.all(stores().map((store) => store.usage('tenant app lists')));
    expect(told.map(({ minute }) => minute)).toEqual([50, 50, 50, 50]);
  });

  test('count in all buckets or in none, and take back what was not made', async () => {
    const [first, second] = stores() as [QuotaProcess['store'], QuotaProcess['store']];
    const both = [bucket('small', 1), bucket('large', 3)];
    const { refund } = await first.tryAcquire(both, 1);
    expect((await second.tryAcquire(both, 1)).wait).toBeGreaterThan(59_000);
    expect((await second.usage('tenant app large')).minute).toBe(1);
    await refund?.();
    expect((await second.usage('tenant app large')).minute).toBe(0);
    expect(await takeUpTo(second, both, 9)).toBe(1);
  });

  test('keep a fifth for actions, all together', async () => {
    const reads = [bucket('ceiling', 20, { share: 0.8 })];
    const taken = await Promise.all(stores().map((store) => takeUpTo(store, reads, 20)));
    expect(taken.reduce((sum, each) => sum + each)).toBe(16);
    expect(await takeUpTo(stores()[0] as QuotaProcess['store'], [bucket('ceiling', 20)], 9, 0)).toBe(4);
  });

  test('a 429 at one stops all of them, and a limit named there holds for all', async () => {
    const [first, second] = stores() as [QuotaProcess['store'], QuotaProcess['store']];
    await first.blockFor('tenant app lists', 7_000);
    await first.blockFor('tenant app lists', 2_000);
    const { wait } = await second.tryAcquire([bucket('lists', 50)], 1);
    expect(wait).toBeGreaterThan(6_000);
    expect(wait).toBeLessThanOrEqual(7_000);
    expect(await second.usage('tenant app lists')).toMatchObject({ blocked: true, minute: 0 });
    await first.learnLimit('tenant app others', { calls: 3, milliseconds: 60_000 });
    expect(await takeUpTo(second, [bucket('others', 50)], 9)).toBe(3);
    expect((await second.usage('tenant app others')).learnedLimits).toEqual([{ calls: 3, milliseconds: 60_000 }]);
  });

  test('how long calls ran is added up', async () => {
    await Promise.all(stores().map((store) => store.recordDuration('tenant app hunts', 1_500)));
    expect(await stores()[3]?.usage('tenant app hunts')).toMatchObject({ runMsThisHour: 6_000, runMsToday: 6_000 });
  });

  test('a process that waits gets its share of what becomes free, though another one asks first', async () => {
    const lists = [bucket('lists', 12, { seconds: 1 })];
    const [greedy, modest] = stores() as [QuotaProcess['store'], QuotaProcess['store']];
    const made = { greedy: 0, modest: 0 };
    let over = false;
    const run = async (name: keyof typeof made, store: QuotaProcess['store']): Promise<void> => {
      while (!over) {
        const { wait, refund } = await store.tryAcquire(lists, 1);
        if (refund === undefined) await delay(Math.min(wait, 200));
        else made[name] += 1;
      }
    };
    const running = [run('greedy', greedy), run('greedy', greedy), run('greedy', greedy), run('modest', modest)];
    await until('90 calls', () => made.greedy + made.modest >= 90);
    over = true;
    await Promise.all(running);
    expect(made.modest / (made.greedy + made.modest)).toBeGreaterThan(0.35);
  });

  test('an action of one process goes before the reads of another', async () => {
    const few = [bucket('few', 1, { seconds: 1 })];
    const [first, second] = stores() as [QuotaProcess['store'], QuotaProcess['store']];
    await takeUpTo(first, few, 1);
    const { wait } = await second.tryAcquire(few, 0);
    await first.tryAcquire(few, 1);
    await delay(wait);
    expect((await first.tryAcquire(few, 1)).refund).toBeUndefined();
    expect((await second.tryAcquire(few, 0)).refund).toBeDefined();
  });

  test('tell a waiter behind others how long it takes where all processes wait', async () => {
    const lists = [bucket('lists', 10)];
    const [first, second] = stores() as [QuotaProcess['store'], QuotaProcess['store']];
    await takeUpTo(first, lists, 10);
    expect(await first.wait(lists, 6)).toBeLessThan(62_000);
    await second.tryAcquire(lists, 1);
    expect(await first.wait(lists, 6)).toBeGreaterThan(120_000);
  });
});

describeWithRedis('quotas while Redis is away', () => {
  let server: RedisServer;
  let processes: QuotaProcess[];
  const [lists] = [[bucket('lists', 40)]];

  beforeEach(async () => {
    server = await RedisServer.start();
    processes = await Promise.all([1, 2, 3, 4].map(() => quotaProcess(server.url, 200)));
    await Promise.all(processes.map(({ registry }) => registry.heartbeat()));
  });

  afterEach(async () => {
    server.resume();
    await Promise.all(processes.map((each) => each.close()));
    await server.close();
  });

  const takeAll = (most = 100): Promise<number[]> =>
    Promise.all(processes.map(({ store }) => takeUpTo(store, lists as never, most)));
  const available = () => processes.every(({ redis }) => redis.isAvailable);
  const total = (taken: number[]): number => taken.reduce((sum, each) => sum + each);

  test('each lets go its share, and what went is counted when Redis is back', async () => {
    server.pause();
    expect(await takeAll()).toEqual([10, 10, 10, 10]);
    server.resume();
    await until('Redis to be there again', available);
    expect(total(await takeAll())).toBe(0);
    const told = await Promise.all(processes.map(({ store }) => store.usage('tenant app lists')));
    expect(told.map(({ minute }) => minute)).toEqual([40, 40, 40, 40]);
  });

  test('asks it no more once it is gone: nothing waits', async () => {
    server.pause();
    await takeAll(1);
    const started = performance.now();
    await takeAll(5);
    expect(processes.some(({ redis }) => redis.isAvailable)).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('a Redis that was emptied learns again what all processes have counted', async () => {
    expect(total(await takeAll(8))).toBe(32);
    await processes[0]?.store.blockFor('tenant app others', 60_000);
    await processes[1]?.store.learnLimit('tenant app thirds', { calls: 2, milliseconds: 60_000 });
    await server.command('FLUSHALL');
    await until('all counts to be there', async () => {
      const used = await processes[2]?.store.usage('tenant app lists');
      return used?.minute === 32;
    });
    expect(await processes[3]?.store.usage('tenant app others')).toMatchObject({ blocked: true });
    // A process leaves the last places to those that wait as well, and has to look again.
    await until('what is left to go', async () => {
      await takeAll();
      return (await processes[2]?.store.usage('tenant app lists'))?.minute === 40;
    });
    await takeAll();
    expect((await processes[2]?.store.usage('tenant app lists'))?.minute).toBe(40);
  });

  test('a Redis that was killed and started again is used again, with what was counted before and meanwhile', async () => {
    expect(total(await takeAll(2))).toBe(8);
    await server.kill();
    await until('all to notice', async () => {
      await takeAll(0);
      await Promise.all(processes.map(({ registry }) => registry.heartbeat()));
      return processes.every(({ redis }) => !redis.isAvailable);
    });
    expect(total(await takeAll(3))).toBe(12);
    await server.restart();
    await until('Redis to be there again', available);
    await until(
      'all counts to be there',
      async () => (await processes[0]?.store.usage('tenant app lists'))?.minute === 20,
    );
  });
});
