import { until } from '../support/clocks/until.ts';
import { startGateways } from '../support/redis/gateways.ts';
import { describeWithRedis, RedisServer } from '../support/redis/redis-server.ts';

describeWithRedis('readiness', () => {
  test('tells whether shared state is available, and does not depend on it', async () => {
    const redis = await RedisServer.start();
    const gateways = await startGateways(1, redis.url, { sandbox: { machines: 5, alerts: 5 } });
    const ready = async (): Promise<unknown> => {
      const response = await fetch(`${gateways.all[0]?.url}/health/ready`);
      return { code: response.status, ...((await response.json()) as object) };
    };
    try {
      expect(await ready()).toEqual({ code: 200, status: 'ready', sharedState: 'available' });
      await redis.kill();
      const gone = { code: 200, status: 'ready', sharedState: 'unavailable' };
      await until('Redis to be gone', async () => {
        // It is found out by what is asked of it.
        await gateways.attempt(0, '{ machines(first: 1) { nodes { id } } }');
        return JSON.stringify(await ready()) === JSON.stringify(gone);
      });
      await redis.restart();
      await until('Redis to be there', async () => JSON.stringify(await ready()).includes('"available"'));
    } finally {
      await gateways.close();
      await redis.close();
    }
  });
});
