import { alertPage, idsOf } from '../../support/gateway/walk-alerts.ts';
import { until } from '../../support/clocks/until.ts';
import { startGateways, type Gateways } from '../../support/redis/gateways.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const ALERT = 'query ($id: ID!) { alert(id: $id) { alertId } }';

describeWithRedis('while Redis is paused, killed and emptied', () => {
  let server: RedisServer;
  beforeEach(async () => {
    server = await RedisServer.start();
  });
  afterEach(async () => {
    server.resume();
    await server.close();
  });

  test('a walk over four gateways gives each alert once, in the order of the list', async () => {
    const gateways = await startGateways(4, server.url, { redisTimeLimit: 300 });
    const events: Record<number, () => unknown> = {
      3: () => server.pause(),
      6: () => server.resume(),
      9: () => server.command('FLUSHALL'),
      11: () => server.kill(),
      14: () => server.restart(),
      17: () => server.command('FLUSHALL'),
    };
    try {
      const ids: string[] = [];
      let after: string | null = null;
      for (let at = 0; at === 0 || after !== null; at++) {
        await events[at]?.();
        const runs = {
          run: <T>(query: string, variables?: Record<string, unknown>) => gateways.run<T>(at, query, variables),
        };
        const page = await alertPage(runs, { first: 250, after });
        ids.push(...idsOf(page));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      }
      expect(ids).toEqual(gateways.sandbox.tenant.alerts.map(({ id }) => id));
      // What could not be shared was read again, and no more.
      expect(gateways.newCalls().length).toBeLessThan(25);
    } finally {
      await gateways.close();
    }
  });

  test('an answer is not later by more than 50 ms than without it', async () => {
    const sandbox = { quirks: { latencyMs: 30 } };
    const alone = await startGateways(4, null, { sandbox });
    const shared = await startGateways(4, server.url, { sandbox, redisTimeLimit: 40 });
    let next = 0;
    /** Milliseconds of the slowest of four answers, one of each gateway, to questions that no one has asked. */
    const slowest = async (gateways: Gateways): Promise<number> => {
      const ids = gateways.sandbox.tenant.alerts.slice(next, (next += 4)).map(({ id }) => id);
      const times = await Promise.all(
        ids.map(async (id, at) => {
          const started = performance.now();
          await gateways.run(at, ALERT, { id });
          return performance.now() - started;
        }),
      );
      return Math.max(...times);
    };
    try {
      await slowest(alone);
      await slowest(shared);
      const excess: number[] = [];
      for (let round = 0; round < 6; round++) {
        await until('Redis to be there', () => shared.isShared());
        const usual = await slowest(alone);
        server.pause();
        excess.push((await slowest(shared)) - usual);
        server.resume();
      }
      // The machine has other work too, which is not what is late.
      expect(Math.min(...excess)).toBeLessThan(50);
    } finally {
      await Promise.all([alone.close(), shared.close()]);
    }
  });

  test('a question that another gateway was asking is asked again', async () => {
    const gateways = await startGateways(2, server.url, {
      sandbox: { quirks: { latencyMs: 400 } },
      redisTimeLimit: 100,
    });
    try {
      const id = gateways.sandbox.tenant.alerts[0]?.id ?? '';
      const first = gateways.run(0, ALERT, { id });
      await until('the first to ask', () => gateways.sandbox.requests.length === 1);
      const second = gateways.run(1, ALERT, { id });
      server.pause();
      expect((await first).data).toEqual((await second).data);
      expect(gateways.newCalls()).toHaveLength(2);
    } finally {
      await gateways.close();
    }
  });
});
