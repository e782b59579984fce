import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../support/clocks/until.ts';
import { startActionApi, type ActionApi } from '../../support/fakes/action-api.ts';
import { MACHINE, startActionGateway, type ActionGateway } from '../../support/gateway/action-gateway.ts';
import { DEPLOYMENT, REDIS_TIME_LIMIT_MS } from '../../support/redis/gateways.ts';
import { contentsOf } from '../../support/redis/redis-contents.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const WAIT = 'query ($id: ID!, $seconds: Int) { machineAction(id: $id, waitSeconds: $seconds) { status } }';
const INTERVAL = 300;

describeWithRedis('waiters at four gateways', () => {
  let server: RedisServer;
  let api: ActionApi;
  let gateways: ActionGateway[];
  let reads: number;

  beforeEach(async () => {
    server = await RedisServer.start();
    api = await startActionApi();
    api.durationOf = () => 1_000_000;
    api.readFails = () => (reads++, false);
    const variables = { REDIS_URL: server.url, ...DEPLOYMENT };
    const options = { pollInterval: INTERVAL, redisTimeLimit: REDIS_TIME_LIMIT_MS };
    gateways = await Promise.all([1, 2, 3, 4].map(() => startActionGateway(variables, options, api)));
    await until(
      'all to know each other',
      async () => (await server.command('ZCARD defender-graphql:{processes}:seen')) === ':4\r\n',
    );
  });
  afterEach(async () => {
    server.resume();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await api.close();
    await server.close();
  });

  const wait = async (at: number, id: string, as = 'an-analyst') => {
    const gateway = gateways[at % gateways.length] as ActionGateway;
    return (await gateway.send<{ machineAction: { status: string } | null }>(as, WAIT, { id, seconds: 60 })).data
      ?.machineAction;
  };
  async function isolated(machineId = MACHINE): Promise<string> {
    const { data } = await (gateways[0] as ActionGateway).ask('isolateMachine', { machineId });
    return data?.change.machineAction?.machineActionId ?? '';
  }
  const end = (id: string): void => {
    const action = api.actions.find((each) => each.id === id);
    if (action !== undefined) action.status = 'Succeeded';
  };

  /** Reads while so many wait for one action that ends after ten intervals; all have to be told its end. */
  async function readsOf(waiters: number, machineId: string): Promise<number> {
    const id = await isolated(machineId);
    reads = 0;
    const waiting = Array.from({ length: waiters }, (_, at) => wait(at, id));
    await delay(10 * INTERVAL);
    end(id);
    for (const action of await Promise.all(waiting)) expect(action?.status).toBe('SUCCEEDED');
    return reads;
  }

  test('cost forty as many calls as one', async () => {
    const one = await readsOf(1, MACHINE);
    const forty = await readsOf(40, 'cd'.repeat(20));
    expect(one).toBeGreaterThan(5);
    // Forty requests do not come at one moment here; without sharing there would be one look for each of them.
    expect(forty).toBeLessThanOrEqual(one + 6);
  });

  test('are told of an action that does not exist, or has ended, by calls that began after they asked', async () => {
    reads = 0;
    const none = '00000000-0000-4000-8000-999999999999';
    expect(await Promise.all(Array.from({ length: 20 }, (_, at) => wait(at, none)))).toEqual(Array(20).fill(null));
    expect(reads).toBeLessThanOrEqual(6);
    const id = await isolated();
    const early = wait(0, id);
    await until('the first to look', () => reads > 0);
    end(id);
    expect((await wait(1, id))?.status).toBe('SUCCEEDED');
    expect((await early)?.status).toBe('SUCCEEDED');
  });

  test('have the rows of their own caller alone, and each caller gets its turn', async () => {
    const id = await isolated();
    const waiting = ['ada', 'ronan', 'mei'].flatMap((as) => [0, 1, 2, 3].map((at) => wait(at, id, as)));
    reads = 0;
    const started = performance.now();
    await until('some turns', () => reads >= 18);
    // Two looks at once for each of them at the most, and then one in each interval for all.
    expect(performance.now() - started).toBeGreaterThan(9 * INTERVAL);
    end(id);
    for (const action of await Promise.all(waiting)) expect(action?.status).toBe('SUCCEEDED');
  });

  test('are told all the same while Redis is paused, and after it was emptied', async () => {
    const id = await isolated();
    const waiting = Array.from({ length: 8 }, (_, at) => wait(at, id));
    await until('some turns', () => reads >= 4);
    await server.command('FLUSHALL');
    await delay(2 * INTERVAL);
    server.pause();
    reads = 0;
    await until('all to poll by themselves', () => reads >= 6);
    end(id);
    for (const action of await Promise.all(waiting)) expect(action?.status).toBe('SUCCEEDED');
  });

  test('leave no id of an action in Redis', async () => {
    const id = await isolated();
    const waiting = [0, 1, 2, 3].map((at) => wait(at, id));
    reads = 0;
    await until('some turns', () => reads >= 7);
    const contents = [...(await contentsOf(server.url)).entries()].filter(([key]) => key.includes('{polls'));
    expect(contents.length).toBeGreaterThan(3);
    expect(contents.flat().filter((text) => text.includes(id) || text.includes(MACHINE))).toEqual([]);
    end(id);
    await Promise.all(waiting);
  });
});
