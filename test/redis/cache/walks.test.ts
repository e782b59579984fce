import { alertPage, idsOf } from '../../support/gateway/walk-alerts.ts';
import { startGateways, type Gateways } from '../../support/redis/gateways.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

/** The ids of all alerts, each page of 250 asked at the next gateway. */
async function walk(gateways: Gateways): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let at = 0; at === 0 || after !== null; at++) {
    const runs = {
      run: <T>(query: string, variables?: Record<string, unknown>) => gateways.run<T>(at, query, variables),
    };
    const page = await alertPage(runs, { first: 250, after });
    ids.push(...idsOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  }
  return ids;
}

/** Upstream calls of a walk over 5,000 alerts; each alert has to come once, in the order of the list. */
async function callsOfWalk(processes: number, redisUrl: string | null): Promise<number> {
  const gateways = await startGateways(processes, redisUrl);
  try {
    expect(await walk(gateways)).toEqual(gateways.sandbox.tenant.alerts.map(({ id }) => id));
    return gateways.newCalls().length;
  } finally {
    await gateways.close();
  }
}

describeWithRedis('a walk with each page at another gateway', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.close());

  test.each([2, 4])('costs %d gateways as many calls as one', async (processes) => {
    const alone = await callsOfWalk(1, null);
    expect(await callsOfWalk(processes, server.url)).toBe(alone);
    expect(alone).toBeLessThan(10);
  });
});
