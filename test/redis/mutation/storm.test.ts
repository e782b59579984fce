import { setTimeout as delay } from 'node:timers/promises';
import { startActionApi } from '../../support/fakes/action-api.ts';
import { FAKE_TENANT } from '../../support/gateway/fake-gateway.ts';
import { startGateway, type TestGateway } from '../../support/gateway/gateway.ts';
import { makeHostile, storm } from '../../support/mutations/isolation-storm.ts';
import { judge } from '../../support/mutations/storm-verdict.ts';
import { UnlimitedQuotas } from '../../support/fakes/unlimited-quotas.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const SECRETS = { CURSOR_SECRET: 'a secret of all gateways', STATE_SECRET: 'another secret of all gateways' };

describeWithRedis('random isolations and releases through four gateways that share state', () => {
  test('while Redis is emptied, paused, killed and started again: nothing is sent twice, and what was promised holds', async () => {
    const seed = Date.now() % 1_000_000;
    const api = await startActionApi();
    makeHostile(api, seed);
    const server = await RedisServer.start();
    const start = (): Promise<TestGateway> =>
      startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT, REDIS_URL: server.url, ...SECRETS }, {}, Date.now, {
        sending: { pauses: [10, 30, 80] },
        quotaStore: new UnlimitedQuotas(),
        redisTimeLimit: 200,
      });
    const gateways = await Promise.all([start(), start(), start(), start()]);
    let over = false;
    const disturb = async (): Promise<number> => {
      for (let round = 0; ; round++) {
        for (const step of ['empty', 'pause', 'kill'] as const) {
          await delay(1_500);
          if (over) return round;
          if (step === 'empty') await server.command('FLUSHALL');
          if (step === 'pause') {
            server.pause();
            await delay(600);
            server.resume();
          }
          if (step === 'kill') {
            await server.kill();
            await server.restart();
          }
        }
      }
    };
    const disturbances = disturb();
    const urls = gateways.map(({ url }) => url);
    const calls = await storm({ calls: 500, machines: 12, together: 16, seed, gateways: urls });
    over = true;
    await disturbances;
    for (const gateway of gateways) await gateway.close();
    await api.settled();
    const audit = gateways.flatMap((gateway) => gateway.audit) as never;
    const verdict = judge(api, calls, audit, { sharesState: true });
    await api.close();
    await server.close();

    expect({ seed, ...verdict }).toMatchObject({ wrongEnds: [], arrivedTwice: [], unaccounted: [], contradicted: [] });
    expect(verdict.ends.CREATED).toBeGreaterThan(0);
    expect(Object.keys(verdict.ends).some((end) => end.startsWith('SHARED_STATE_UNAVAILABLE'))).toBe(true);
  });

  test.each([1, 2, 3])('twenty equal isolations at once are one action (%d)', async () => {
    const api = await startActionApi();
    api.durationOf = () => 500;
    const server = await RedisServer.start();
    const gateways = await Promise.all(
      [1, 2, 3, 4].map(() =>
        startGateway(api.url, { ENTRA_TENANT_ID: FAKE_TENANT, REDIS_URL: server.url, ...SECRETS }, {}, Date.now, {
          quotaStore: new UnlimitedQuotas(),
          redisTimeLimit: 2_000,
        }),
      ),
    );
    const query = `mutation { isolateMachine(input: { machineId: "${'a'.repeat(40)}", comment: "Beaconing" }) { outcome machineAction { machineActionId } } }`;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (gateways[index % 4] as TestGateway).send<{ isolateMachine: { machineAction: { machineActionId: string } } }>(
          'analyst',
          query,
        ),
      ),
    );
    expect(new Set(answers.map((answer) => answer.data?.isolateMachine.machineAction.machineActionId)).size).toBe(1);
    expect(api.arrivals.filter(({ path }) => path.startsWith('/api/machines/'))).toHaveLength(1);
    for (const gateway of gateways) await gateway.close();
    await api.settled();
    await api.close();
    await server.close();
  });
});
