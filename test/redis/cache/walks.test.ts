import { idsOf, alertPage } from '../../support/gateway/walk-alerts.ts';
import { startGateways, type Gateways } from '../../support/redis/gateways.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

/** The ids of all alerts, each page of 250 asked at the next gateway. */
async function walk(gateways: Gateways): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let at = 0; at === 0 || after !== null; at++) {
    const page = await alertPage(
      { run: (query, variables) => gateways.run(at, query, variables) },
      { first: 250, after },
    );
    ids.push(...idsOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  }
  return ids;
}

describeWithRedis('a walk with each page at another gateway', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.close());

  test('gives each alert once, in the order of the list', async () => {
    const gateways = await startGateways(2, server.url);
    try {
      expect(await walk(gateways)).toEqual(gateways.sandbox.tenant.alerts.map(({ id }) => id));
    } finally {
      await gateways.close();
    }
  });
});
