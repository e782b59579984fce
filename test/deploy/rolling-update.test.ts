import { setTimeout as delay } from 'node:timers/promises';
import { startActionApi, type ActionApi } from '../support/fakes/action-api.ts';
import { actionDocument } from '../support/gateway/action-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { describeDeployment, startNginx, type Nginx } from '../support/deploy/nginx.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { freePort } from '../support/redis/free-port.ts';
import { RedisServer } from '../support/redis/redis-server.ts';
import { until } from '../support/clocks/until.ts';

/** Tenants, each with quotas of its own, so that none is what the load waits for. */
const TENANTS = Array.from({ length: 12 }, (_, at) => `3f2b6f0a-6c11-4d0e-9a53-${String(at).padStart(12, '0')}`);
const READ = 'query ($id: ID!) { machine(id: $id) { computerDnsName } }';
/** Milliseconds between two requests of one caller, so that two cores are not what the load waits for. */
const PACE_MS = 50;

interface Answer {
  data: { change?: { outcome: string }; machine?: { computerDnsName: string } } | null;
  errors?: unknown;
}

describeDeployment('two gateways behind nginx, restarted in turn under load', () => {
  let api: ActionApi;
  let redis: RedisServer;
  let nginx: Nginx;
  let ports: [number, number];
  const programs: Program[] = [];

  const startAt = async (index: number): Promise<void> => {
    const program = startProgram({
      NODE_ENV: 'production',
      PORT: String(ports[index]),
      DEFENDER_API_URL: api.url,
      REDIS_URL: redis.url,
      CURSOR_SECRET: 'a secret of cursors that both have',
      STATE_SECRET: 'a secret of shared state that both have',
    });
    programs[index] = program;
    const address = await addressOf(program);
    await until('it to be ready', async () => (await fetch(`${address}/health/ready`)).ok);
  };

  beforeAll(async () => {
    api = await startActionApi();
    api.durationOf = () => 1_000_000;
    redis = await RedisServer.start();
    ports = [await freePort(), await freePort()];
    await Promise.all([startAt(0), startAt(1)]);
    nginx = await startNginx(ports);
  });
  afterAll(async () => {
    await nginx.close();
    for (const { child, ended } of programs) {
      child.kill('SIGKILL');
      await ended;
    }
    await redis.close();
    await api.close();
  });

  const ask = async (number: number, query: string, variables: object): Promise<Answer> => {
    const token = tokenOf({ tid: TENANTS[number % TENANTS.length] });
    const response = await fetch(`${nginx.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${text}`);
    return JSON.parse(text) as Answer;
  };
  const idOf = (number: number): string => number.toString(16).padStart(40, '0');

  test('no request fails, and each action reaches the API once', async () => {
    const failures: string[] = [];
    const outcomes: string[] = [];
    let [reads, keys, ended] = [0, 0, false];
    const attempt = async (run: () => Promise<void>): Promise<void> => {
      await run().catch((error: Error) => failures.push(`${error.message} ${String(error.cause ?? '')}`));
      await delay(PACE_MS);
    };
    const reader = async (): Promise<void> => {
      while (!ended) {
        await attempt(async () => {
          const answer = await ask(reads, READ, { id: idOf(reads) });
          reads += 1;
          if (answer.data?.machine == null) failures.push(JSON.stringify(answer));
        });
      }
    };
    // Each is asked for twice at once, as an impatient caller does it: by either gateway, or by both.
    const responder = async (): Promise<void> => {
      while (!ended) {
        const number = keys++;
        const input = { machineId: idOf(number), comment: 'Alert 4711', idempotencyKey: `key-${number}` };
        const isolate = () =>
          attempt(async () => {
            const answer = await ask(number, actionDocument('isolateMachine'), { input });
            outcomes.push(answer.data?.change?.outcome ?? JSON.stringify(answer));
          });
        await Promise.all([isolate(), isolate()]);
      }
    };
    const load = [reader(), reader(), reader(), reader(), responder(), responder()];
    const more = async (count: number): Promise<void> => {
      const [enoughReads, enoughKeys] = [reads + count, keys + count / 5];
      await until('more of the load', () => reads > enoughReads && keys > enoughKeys, 120);
    };
    await more(50);
    for (const index of [0, 1]) {
      const stopped = programs[index];
      stopped?.child.kill('SIGTERM');
      expect(await stopped?.ended).toBe(0);
      await more(20);
      await startAt(index);
      await more(50);
    }
    ended = true;
    await Promise.all(load);
    expect(failures).toEqual([]);
    expect(outcomes.filter((outcome) => outcome !== 'CREATED' && outcome !== 'ALREADY_PENDING')).toEqual([]);
    expect(outcomes).toHaveLength(2 * keys);
    const arrived = api.arrivals.map(({ body }) => String(body.Comment));
    expect(new Set(arrived).size).toBe(arrived.length);
    expect(arrived).toHaveLength(keys);
  });
});
