import { until } from '../../support/clocks/until.ts';
import { commandsDuring } from '../../support/redis/redis-commands.ts';
import { contentsOf } from '../../support/redis/redis-contents.ts';
import { startGateways, type Gateways } from '../../support/redis/gateways.ts';
import { describeWithRedis, RedisServer } from '../../support/redis/redis-server.ts';

const ALERT = 'query ($id: ID!) { alert(id: $id) { alertId title status machineId } }';
const UPDATE = 'mutation ($input: UpdateAlertInput!) { updateAlert(input: $input) { alert { status } } }';

interface AlertData {
  alert: { alertId: string; title: string; status: string; machineId: string };
}

describeWithRedis('a question at several gateways', () => {
  let server: RedisServer;
  let gateways: Gateways;
  let next = 0;

  beforeAll(async () => {
    server = await RedisServer.start();
    gateways = await startGateways(4, server.url, { sandbox: { quirks: { latencyMs: 50 } } });
  });
  beforeEach(async () => {
    await until('Redis to be there', () => gateways.isShared());
    gateways.newCalls();
  });
  afterAll(async () => {
    await gateways.close();
    await server.close();
  });

  /** An alert that no test has asked for. */
  const freshId = (): string => gateways.sandbox.tenant.alerts[next++]?.id ?? '';
  const ask = async (at: number, id: string) => (await gateways.run<AlertData>(at, ALERT, { id })).data.alert;
  const askAll = (id: string) => Promise.all([0, 1, 2, 3].map((at) => ask(at, id)));
  const change = (at: number, id: string, status: string) =>
    gateways.run(at, UPDATE, { input: { alertId: id, status } });

  test('that is asked 40 times at the same moment is one call', async () => {
    const id = freshId();
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(at, id)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(gateways.newCalls()).toEqual([`GET /api/alerts/${id}`]);
  });

  test('that was answered at one is answered at the others without a call, and costs Redis nothing where it is cached', async () => {
    const id = freshId();
    await ask(0, id);
    const first = await gateways.run<AlertData>(1, ALERT, { id });
    expect(first.extensions.upstream).toMatchObject({ calls: 0, cacheHits: 1 });
    const again = 'query ($id: ID!) { again: alert(id: $id) { title } }';
    const commands = await commandsDuring(server.url, '{answers}:entry', async () => {
      const { extensions } = await gateways.run(1, again, { id });
      expect(extensions.upstream).toMatchObject({ calls: 0, cacheHits: 1 });
    });
    expect(commands).toEqual([]);
    expect(gateways.newCalls()).toHaveLength(1);
  });

  test('is asked by each caller alone', async () => {
    const id = freshId();
    await ask(0, id);
    await gateways.run(1, ALERT, { id }, 'reader');
    expect(gateways.newCalls()).toHaveLength(2);
  });

  test('sees at every gateway what was changed at one', async () => {
    const id = freshId();
    for (const [round, status] of ['IN_PROGRESS', 'RESOLVED', 'NEW', 'IN_PROGRESS', 'NEW'].entries()) {
      await askAll(id);
      await change(round, id, status);
      const seen = await askAll(id);
      expect(seen.map((alert) => alert.status)).toEqual([status, status, status, status]);
    }
  });

  test('that fails at one is asked by the others themselves', async () => {
    const id = freshId();
    gateways.sandbox.quirks.latencyMs = 200;
    const unknown = `da${'9'.repeat(16)}_1`;
    const answers = await Promise.all([0, 1, 2, 3].map((at) => gateways.run(at, ALERT, { id: unknown })));
    gateways.sandbox.quirks.latencyMs = 50;
    expect(answers.map(({ data }) => data)).toEqual(Array(4).fill({ alert: null }));
    await ask(0, id);
  });

  test('is answered while Redis is paused, killed or emptied, and shared again afterwards', async () => {
    const during: Record<string, [() => Promise<unknown> | void, () => Promise<unknown> | void]> = {
      paused: [() => server.pause(), () => server.resume()],
      killed: [() => server.kill(), () => server.restart()],
      emptied: [() => server.command('FLUSHALL'), () => undefined],
    };
    for (const [begin, end] of Object.values(during)) {
      const id = freshId();
      await begin();
      const [before] = await askAll(id);
      await change(0, id, 'RESOLVED');
      expect((await ask(0, id)).status).toBe('RESOLVED');
      expect(before?.alertId).toBe(id);
      await end();
      await until('Redis to be there', () => gateways.isShared());
      expect((await askAll(id)).map(({ status }) => status)).toEqual(Array(4).fill('RESOLVED'));
      const another = freshId();
      gateways.newCalls();
      await askAll(another);
      expect(gateways.newCalls()).toHaveLength(1);
    }
  });

  test('leaves no text of the answer, the caller or the token in Redis', async () => {
    const id = freshId();
    const alert = await ask(0, id);
    const token = await gateways.sandbox.mintToken('admin');
    const contents = [...(await contentsOf(server.url)).entries()].filter(([key]) => key.includes('{answers}'));
    expect(contents.length).toBeGreaterThan(3);
    const text = contents.flat().join('\n');
    const secrets = [id, alert.title, alert.machineId, '/api/alerts', gateways.sandbox.tenantId, token.slice(0, 40)];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
