import { setTimeout as delay } from 'node:timers/promises';
import { MemoryIdempotencyStore, type Unconfirmed } from '../../../src/rest/mutation/idempotency-store.ts';
import type { RestError } from '../../../src/rest/rest-error.ts';
import { until } from '../../support/clocks/until.ts';
import { claimOf, mutationProcess, type MutationProcess } from '../../support/redis/mutation-processes.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const LOST: Unconfirmed = { correlationTag: 'mark', known: ['1'], correlationId: 'request' };
const RESULT = { outcome: 'CREATED', row: { id: 'an-action-of-contoso' }, sent: true } as const;

describeWithRedis('mutations of several processes', () => {
  let server: RedisServer;
  let processes: MutationProcess[];
  let [first, second]: MutationProcess[] = [];
  const started = async (options?: Parameters<typeof mutationProcess>[1]): Promise<MutationProcess> => {
    const made = await mutationProcess(server.url, options);
    processes.push(made);
    return made;
  };
  const run: MutationProcess['store']['run'] = (claim, task) => (first as MutationProcess).store.run(claim, task);
  const runElsewhere: typeof run = (claim, task) => (second as MutationProcess).store.run(claim, task);
  const failure = (promise: Promise<unknown>): Promise<RestError> =>
    promise.then(
      () => Promise.reject(new Error('It should have failed.')),
      (error: unknown) => error as RestError,
    );

  beforeEach(async () => {
    server = await RedisServer.start();
    processes = [];
    first = await started();
    second = await started();
  });

  afterEach(async () => {
    server.resume();
    for (const each of processes) each.kill();
    await server.close();
  });

  test('are made one after the other in a lane, whichever process makes them', async () => {
    let [inside, most] = [0, 0];
    const task = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await delay(10);
      inside -= 1;
    };
    const claims = [1, 2, 3, 4].map((number) => claimOf(`key ${number}`));
    await Promise.all(claims.flatMap((claim) => [run(claim, task), runElsewhere(claim, task)]));
    expect(most).toBe(1);
    await Promise.all([run(claimOf('a', { lane: 'one' }), task), runElsewhere(claimOf('b', { lane: 'other' }), task)]);
    expect(most).toBe(2);
  });

  test('have results that every process knows, encrypted', async () => {
    await run(claimOf('key'), (claimed) => claimed.settle({ owner: 'ada', result: RESULT }));
    const known = await runElsewhere(claimOf('key'), ({ record }) => Promise.resolve(record));
    expect(known).toEqual({ owner: 'ada', result: RESULT });
    const keys = await server.command('KEYS *');
    expect(keys).toContain('record');
    for (const [name] of keys.matchAll(/test:mutation\S+record\S+/g)) {
      expect(await server.command(`HGET ${name} state`)).not.toContain('an-action');
    }
  });

  test('whose key stands for another one are refused everywhere, also while it is made', async () => {
    const other = claimOf('key', { fingerprint: 'release', lane: 'another device' });
    const refused = run(claimOf('key'), () => failure(runElsewhere(other, () => Promise.resolve())));
    expect((await refused).message).toMatch(/^input\.idempotencyKey: stands for another action/);
    // Nothing came of it, so the key is free.
    expect(await runElsewhere(other, () => Promise.resolve('free'))).toBe('free');
  });

  test('that were marked as being sent are known as such where their process was killed, after its lease', async () => {
    const dying = await started();
    void dying.store.run(claimOf('key'), async (claimed) => {
      await claimed.markSending(LOST);
      dying.kill();
      await new Promise(() => undefined);
    });
    await until('the mark', async () => (await server.command('DBSIZE')) !== ':0\r\n' && !dying.redis.isAvailable);
    const asked = performance.now();
    const found = await runElsewhere(claimOf('key'), ({ record }) => Promise.resolve(record));
    expect(found.unconfirmed).toEqual(LOST);
    expect(performance.now() - asked).toBeLessThan(15_000);
  });

  test('are not sent by a process that another one has taken the lane from, and its result is not taken for the other', async () => {
    await run(claimOf('key'), async (claimed) => {
      const [, lane] = /(test:mutation\S+lane\S+)/.exec(await server.command('KEYS *lane*')) ?? [];
      await server.command(`SET ${lane} another`);
      expect(await failure(claimed.markSending(LOST))).toMatchObject({
        code: 'SHARED_STATE_UNAVAILABLE',
        notSent: true,
      });
      await until('the fence to close', () => {
        try {
          claimed.fence();
          return false;
        } catch (error) {
          expect(error).toMatchObject({ code: 'SHARED_STATE_UNAVAILABLE', notSent: true });
          return true;
        }
      });
      await claimed.settle({ owner: 'ada', result: RESULT });
      await server.command(`DEL ${lane}`);
    });
    expect(await runElsewhere(claimOf('key'), ({ record }) => Promise.resolve(record))).toEqual({ owner: 'ada' });
  });

  test('are refused while Redis is gone, with what to do, and made again when it is back', async () => {
    server.pause();
    const error = await failure(run(claimOf('key'), () => Promise.resolve()));
    expect(error).toMatchObject({ code: 'SHARED_STATE_UNAVAILABLE', extensions: { retryAfter: 2 } });
    expect(error.message).toMatch(/^Nothing was sent/);
    server.resume();
    await until('Redis to be there again', () => first?.redis.isAvailable === true);
    expect(await run(claimOf('key'), () => Promise.resolve('made'))).toBe('made');
  });

  test('are made by each process alone where the operator wants it so', async () => {
    const alone = await started({ fallback: new MemoryIdempotencyStore() });
    server.pause();
    await alone.store.run(claimOf('key'), (claimed) => claimed.settle({ owner: 'ada', result: RESULT }));
    const known = await alone.store.run(claimOf('key'), ({ record }) => Promise.resolve(record));
    expect(known.result).toEqual(RESULT);
  });

  test('whose result could not be saved are known to all when Redis is back', async () => {
    await run(claimOf('key'), async (claimed) => {
      await claimed.markSending(LOST);
      server.pause();
      claimed.fence();
      await claimed.settle({ owner: 'ada', result: RESULT });
      server.resume();
      await until('Redis to be there again', () => processes.every(({ redis }) => redis.isAvailable));
    });
    const known = await runElsewhere(claimOf('key'), ({ record }) => Promise.resolve(record));
    expect(known).toEqual({ owner: 'ada', result: RESULT });
  });

  test('are remembered though Redis is emptied, and their lanes stay theirs', async () => {
    await run(claimOf('done'), (claimed) => claimed.settle({ owner: 'ada', result: RESULT }));
    const order: string[] = [];
    const { waiting } = await run(claimOf('long', { lane: 'another' }), async (claimed) => {
      await claimed.markSending(LOST);
      await server.command('FLUSHALL');
      const waiting = runElsewhere(claimOf('next', { lane: 'another' }), () => {
        order.push('elsewhere');
        return Promise.resolve();
      });
      await delay(3_000);
      claimed.fence();
      order.push('here');
      // In an object, as the lane would else be kept until the other one has it.
      return { waiting };
    });
    expect(await runElsewhere(claimOf('done'), ({ record }) => Promise.resolve(record.result))).toEqual(RESULT);
    await waiting;
    expect(order).toEqual(['here', 'elsewhere']);
  });

  test('of a process with another secret are refused', async () => {
    const other = await started({ secret: 'a secret that is not the same' });
    expect(await failure(other.store.run(claimOf('key'), () => Promise.resolve()))).toMatchObject({
      code: 'SHARED_STATE_UNAVAILABLE',
      cause: { cause: { message: 'STATE_SECRET is not that of the other processes' } },
    });
  });
});
