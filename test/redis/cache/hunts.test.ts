import { contentsOf } from '../../support/redis/redis-contents.ts';
import { startGateways, type Gateways } from '../../support/redis/gateways.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';
import { until } from '../../support/clocks/until.ts';

interface Hunt {
  rowCount: number;
  keptUntil: string | null;
  rows: { nodes: { values: Record<string, unknown> }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}

const HUNT = `query ($query: KQL!, $after: String, $first: Int = 500) { hunt(query: $query) { rowCount keptUntil
  rows(first: $first, after: $after) { nodes { values } pageInfo { endCursor hasNextPage } } } }`;
const QUERY = 'AlertEvidence | project AlertId, Title, Severity | take 5000';
const RUN = 'POST /api/advancedqueries/run';

describeWithRedis('a hunt with each page at another gateway', () => {
  let server: RedisServer;
  let gateways: Gateways;

  beforeAll(async () => {
    server = await RedisServer.start();
    gateways = await startGateways(4, server.url, { variables: { HUNTING_CACHE_MEGABYTES: '1' } });
  });

  beforeEach(async () => {
    await server.command('FLUSHALL');
    gateways.newCalls();
  });

  afterAll(async () => {
    await gateways.close();
    await server.close();
  });

  const page = async (at: number, variables: object = {}) =>
    (await gateways.run<{ hunt: Hunt }>(at, HUNT, { query: QUERY, ...variables })).data.hunt;

  test('is one call, and gives each of its 5,000 rows once', async () => {
    const pages = [await page(0)];
    while (pages.at(-1)?.rows.pageInfo.hasNextPage === true) {
      pages.push(await page(pages.length, { after: pages.at(-1)?.rows.pageInfo.endCursor }));
    }
    expect(pages).toHaveLength(10);
    expect(pages.flatMap(({ rows }) => rows.nodes)).toHaveLength(5_000);
    // As the gateway has them that ran it.
    for (const [index, { rows }] of pages.slice(1).entries()) {
      const { nodes } = (await page(0, { after: pages[index]?.rows.pageInfo.endCursor })).rows;
      expect(rows.nodes).toEqual(nodes);
    }
    expect(new Set(pages.map(({ keptUntil, rowCount }) => `${keptUntil} ${rowCount}`)).size).toBe(1);
    expect(gateways.newCalls()).toEqual([RUN]);
  });

  test('is for its caller alone', async () => {
    const { endCursor: after } = (await page(0)).rows.pageInfo;
    const { errors } = await gateways.attempt(1, HUNT, { query: QUERY, after }, 'hunter');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
    expect((await page(2, { after })).rows.nodes).toHaveLength(500);
  });

  test('makes room for newer ones, within the bytes of all processes together', async () => {
    const cursors: string[] = [];
    for (const at of [0, 1, 2, 3, 0, 1]) {
      cursors.push((await page(at, { first: 5 })).rows.pageInfo.endCursor);
    }
    const bytes = [...(await contentsOf(server.url)).entries()]
      .filter(([key]) => key.includes('{hunts}:entry:'))
      .reduce((sum, [, { length }]) => sum + length, 0);
    expect(bytes).toBeGreaterThan(0.4 * 1024 * 1024);
    expect(bytes).toBeLessThan(1.1 * 1024 * 1024);
    // Of the newest one the rows are there, and of the oldest at none of the processes that did not run it.
    expect((await page(2, { after: cursors.at(-1) })).rows.nodes).toHaveLength(500);
    const { errors } = await gateways.attempt(3, HUNT, { query: QUERY, after: cursors[0] });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
  });

  test('stands in Redis encrypted, under a name that tells nothing', async () => {
    await page(0);
    const contents = [...(await contentsOf(server.url)).entries()].flat().join('\n');
    const { id, title } = gateways.sandbox.tenant.alerts[0] as { id: string; title: string };
    expect(contents.length).toBeGreaterThan(100_000);
    expect([id, title, 'AlertInfo', 'Severity'].filter((text) => contents.includes(text))).toEqual([]);
  });

  test('works at the gateway that ran it while Redis is gone, and says so elsewhere', async () => {
    server.pause();
    try {
      const { endCursor: after } = (await page(0)).rows.pageInfo;
      const { errors } = await gateways.attempt(1, HUNT, { query: QUERY, after });
      expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
      expect(errors?.[0]?.message).toContain('by the process that found them alone where it could not share them');
      expect((await page(0, { after })).rows.nodes).toHaveLength(500);
    } finally {
      server.resume();
    }
    await until('Redis to be there again', () => gateways.isShared());
    const { endCursor: after } = (await page(0)).rows.pageInfo;
    expect((await page(1, { after })).rows.nodes).toHaveLength(500);
  });
});
