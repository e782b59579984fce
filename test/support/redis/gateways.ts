import { startSandbox, type Persona, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import type { ServerOptions } from '../../../src/server.ts';
import { startGateway, type Answer, type TestGateway } from '../gateway/gateway.ts';

/** What all processes of a deployment have in common, but for the address of Redis. */
const DEPLOYMENT = {
  CURSOR_SECRET: 'a secret of cursors that all processes have',
  STATE_SECRET: 'a secret of shared state that all processes have',
} as const;

/** Generous: these gateways, their sandbox and the test share one event loop, and are not what is late. */
const REDIS_TIME_LIMIT_MS = 1_000;

export interface GatewaysOptions {
  sandbox?: Partial<SandboxOptions>;
  /** Environment variables of each gateway. */
  variables?: Readonly<Record<string, string>>;
  server?: Partial<ServerOptions>;
  /** Milliseconds after which Redis counts as gone. */
  redisTimeLimit?: number;
}

/** Several gateways with caches of their own, which share a sandbox and a Redis. */
export interface Gateways {
  sandbox: Sandbox;
  all: readonly TestGateway[];
  /** Runs a query at the gateway of a number, counted round and round, as a persona; any error rejects. */
  run<T>(
    at: number,
    query: string,
    variables?: Record<string, unknown>,
    as?: Persona,
  ): Promise<Answer<T> & { data: T }>;
  /** Runs a query that may fail. */
  attempt<T>(at: number, query: string, variables?: Record<string, unknown>, as?: Persona): Promise<Answer<T>>;
  /** Whether all of them have told last that Redis is there. */
  isShared(): boolean;
  /** Calls that have reached the sandbox, as `GET /api/alerts`, since the last time that it was asked. */
  newCalls(): string[];
  close(): Promise<void>;
}

/** Starts so many gateways in front of one sandbox, sharing the Redis at `redisUrl`, or nothing where that is null. */
export async function startGateways(
  count: number,
  redisUrl: string | null,
  { sandbox: plan, variables, server, redisTimeLimit = REDIS_TIME_LIMIT_MS }: GatewaysOptions = {},
): Promise<Gateways> {
  const sandbox = await startSandbox(plan);
  const shared =
    redisUrl === null ? { CURSOR_SECRET: DEPLOYMENT.CURSOR_SECRET } : { REDIS_URL: redisUrl, ...DEPLOYMENT };
  const start = (): Promise<TestGateway> =>
    startGateway(sandbox.url, { ...shared, ...variables }, {}, plan?.now, { redisTimeLimit, ...server });
  const all = await Promise.all(Array.from({ length: count }, start));
  const tokens = new Map<Persona, Promise<string>>();
  let seen = 0;
  const attempt = async <T>(
    at: number,
    query: string,
    sent?: Record<string, unknown>,
    as: Persona = 'admin',
  ): Promise<Answer<T>> => {
    const token = tokens.get(as) ?? sandbox.mintToken(as);
    tokens.set(as, token);
    return (all[at % count] as TestGateway).send<T>(await token, query, sent);
  };
  return {
    sandbox,
    all,
    attempt,
    run: async <T>(at: number, query: string, sent?: Record<string, unknown>, as?: Persona) => {
      const answer = await attempt<T>(at, query, sent, as);
      if (answer.errors !== undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
      return { ...answer, data: answer.data };
    },
    isShared: () =>
      all.every(({ logs }) =>
        String(logs.findLast(({ msg }) => /^Redis is/.test(String(msg)))?.msg).startsWith('Redis is there'),
      ),
    newCalls: () => {
      const calls = sandbox.requests.slice(seen).map(({ method, path }) => `${method} ${path}`);
      seen = sandbox.requests.length;
      return calls;
    },
    close: async () => {
      await Promise.all(all.map((gateway) => gateway.close()));
      await sandbox.close();
    },
  };
}
