import { until } from '../../support/clocks/until.ts';
import { startFakeApi, type FakeApi } from '../../support/fakes/fake-api.ts';
import { FAKE_TENANT } from '../../support/gateway/fake-gateway.ts';
import { startGateway, type TestGateway } from '../../support/gateway/gateway.ts';
import { tokenOf } from '../../support/gateway/tokens.ts';
import { DEPLOYMENT, REDIS_TIME_LIMIT_MS, startGateways, type Gateways } from '../../support/redis/gateways.ts';
import { contentsOf } from '../../support/redis/redis-contents.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const OPEN =
  'query ($first: Int) { alerts(first: $first, where: { status: { in: [NEW, IN_PROGRESS] } }) { nodes { alertId } } }';

describeWithRedis('what one gateway has learnt of the API', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.close());

  /** Has the API accept the caller there: what is found for others is not believed. */
  const knows = (gateways: Gateways, at: number) =>
    gateways.run(at, 'query ($first: Int) { machines(first: $first) { nodes { id } } }', { first: at + 1 });

  test('the others know, and so do those that start later', async () => {
    const plan = { quirks: { inOperator: false } };
    const gateways = await startGateways(2, server.url, { sandbox: plan });
    try {
      await knows(gateways, 0);
      await knows(gateways, 1);
      gateways.newCalls();
      await gateways.run(0, OPEN, { first: 3 });
      expect(gateways.newCalls().length).toBeGreaterThan(1);
      await until('the finding to be kept', async () =>
        [...(await contentsOf(server.url)).keys()].some((key) => key.includes('{findings}')),
      );
      await gateways.run(1, OPEN, { first: 4 });
      expect(gateways.newCalls()).toHaveLength(1);
      const variables = { REDIS_URL: server.url, ...DEPLOYMENT };
      const options = { redisTimeLimit: REDIS_TIME_LIMIT_MS };
      const later = await startGateway(gateways.sandbox.url, variables, {}, Date.now, options);
      try {
        const token = await gateways.sandbox.mintToken('admin');
        await later.send(token, '{ investigations(first: 1) { nodes { id } } }');
        await later.send(token, '{ investigations(first: 2) { nodes { id } } }');
        gateways.newCalls();
        expect((await later.send(token, OPEN, { first: 5 })).errors).toBeUndefined();
        expect(gateways.newCalls()).toHaveLength(1);
      } finally {
        await later.close();
      }
    } finally {
      await gateways.close();
    }
  });
});

describeWithRedis('a circuit breaker that opens at one gateway', () => {
  let server: RedisServer;
  let api: FakeApi;
  let gateways: TestGateway[];
  let works = true;
  const token = tokenOf({ tid: FAKE_TENANT });

  beforeAll(async () => {
    server = await RedisServer.start();
    api = await startFakeApi({
      'GET /api/machines': (_, response) => {
        response.writeHead(works ? 200 : 500, { 'content-type': 'application/json' }).end('{"value":[]}');
      },
    });
    const variables = { ENTRA_TENANT_ID: FAKE_TENANT, REDIS_URL: server.url, ...DEPLOYMENT };
    const options = { redisTimeLimit: REDIS_TIME_LIMIT_MS };
    gateways = await Promise.all([1, 2].map(() => startGateway(api.url, variables, {}, Date.now, options)));
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await api.close();
    await server.close();
  });

  const ask = async (at: number, first: number) => {
    const answer = await gateways[at]?.send(token, 'query ($first: Int) { machines(first: $first) { nodes { id } } }', {
      first,
    });
    return answer?.errors?.[0];
  };

  test('is open at the others, who then see for themselves', async () => {
    // What one has asked the other finds in Redis, and would not know the caller by it.
    expect([await ask(0, 1), await ask(1, 2)]).toEqual([undefined, undefined]);
    works = false;
    for (let first = 3; first < 15; first++) await ask(0, first);
    works = true;
    let first = 20;
    const next = () => ask(1, (first += 1));
    await until('the other to hold back', async () => (await next())?.extensions.code === 'UPSTREAM_UNAVAILABLE', 5);
    const before = api.calls.length;
    const refused = await next();
    expect(refused?.message).toContain('is not asked for the moment');
    expect(api.calls).toHaveLength(before);
    const retryAfter = refused?.extensions.retryAfter;
    expect(retryAfter).toBeGreaterThan(5);
    expect(retryAfter).toBeLessThanOrEqual(10);
    await until('a trial call to be let through', async () => (await next()) === undefined, 20);
    expect(await next()).toBeUndefined();
  });
});
