import { pino } from 'pino';
import { createAuth, type AuthSettings } from '../../../src/auth/create-auth.ts';
import { readConfig } from '../../../src/config.ts';
import { KqlChecker } from '../../../src/kql/check/checker.ts';
import { createServer, type Gateway, type ServerOptions } from '../../../src/server.ts';
import { startSandbox, type Persona, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: Record<string, unknown> & { code: string };
}

export interface Answer<T = Record<string, never>> {
  status: number;
  headers: Headers;
  data: T | null;
  errors?: GraphqlError[];
  extensions: { upstream: { calls: number; cacheHits: number; coalesced: number; waitedMs: number } };
}

export interface TestGateway {
  url: string;
  gateway: Gateway;
  /** What was logged, one object per line. */
  logs: Record<string, unknown>[];
  /** What was written down of changes, one object per line; empty where AUDIT_LOG names a file. */
  audit: Record<string, unknown>[];
  /** Sends a document with a token. */
  send<T>(token: string, query: string, variables?: Record<string, unknown>): Promise<Answer<T>>;
  close(): Promise<void>;
}

/** One for all gateways of a test file: each would load the parser again, which takes over two seconds. */
const kql = new KqlChecker();
// Benchmarks start gateways without Jest.
if (typeof afterAll === 'function') afterAll(() => kql.close());

/** A gateway on a free port in front of the API at `apiUrl`, configured by environment variables as in production. */
export async function startGateway(
  apiUrl: string,
  variables: Readonly<Record<string, string>> = {},
  settings: Partial<AuthSettings> = {},
  now: () => number = Date.now,
  options: Partial<ServerOptions> = {},
): Promise<TestGateway> {
  const logs: Record<string, unknown>[] = [];
  const audit: Record<string, unknown>[] = [];
  const writeDown = (line: string): Promise<void> => {
    audit.push(JSON.parse(line) as Record<string, unknown>);
    return Promise.resolve();
  };
  const write = (line: string): void => void logs.push(JSON.parse(line) as Record<string, unknown>);
  // Tests and simulated servers share the event loop with the gateway.
  const own = { MAX_EVENT_LOOP_DELAY_MS: '0', INTROSPECTION: 'true' };
  const read = readConfig({ DEFENDER_API_URL: apiUrl, XDR_API_URL: apiUrl, ...own, ...variables });
  if (read.defender === undefined) throw new Error('A gateway under test needs the address of an API.');
  const defender = { ...read.defender, auth: { ...read.defender.auth, ...settings } };
  const config = { ...read, defender };
  const auth = createAuth(defender.auth, now);
  const gateway = await createServer({
    config,
    apiUrl,
    graphUrl: defender.graphUrl,
    xdrUrl: defender.xdrUrl,
    auth,
    log: pino({ level: 'trace' }, { write }),
    kql,
    ...(config.auditLog === undefined && { audit: writeDown }),
    ...options,
  });
  const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    gateway,
    logs,
    audit,
    send: async <T>(token: string, query: string, sent: Record<string, unknown> = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: sent }),
      });
      const body = (await response.json()) as Answer<T>;
      return { ...body, status: response.status, headers: response.headers };
    },
    close: () => gateway.close(),
  };
}

export interface SandboxGateway extends TestGateway {
  sandbox: Sandbox;
  /** Runs a query as a persona; any error rejects, so that no test can overlook one. */
  run<T>(query: string, variables?: Record<string, unknown>, as?: Persona): Promise<Answer<T> & { data: T }>;
  /** Runs a query that may fail. */
  attempt<T>(query: string, variables?: Record<string, unknown>, as?: Persona): Promise<Answer<T>>;
}

/** A gateway in front of a sandbox of its own. */
export async function startSandboxGateway(
  options: Partial<SandboxOptions> = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<SandboxGateway> {
  const sandbox = await startSandbox(options);
  const gateway = await startGateway(sandbox.url, variables, {}, options.now);
  const tokens = new Map<Persona, Promise<string>>();
  const attempt = async <T>(
    query: string,
    sent?: Record<string, unknown>,
    as: Persona = 'admin',
  ): Promise<Answer<T>> => {
    const token = tokens.get(as) ?? sandbox.mintToken(as);
    tokens.set(as, token);
    return gateway.send<T>(await token, query, sent);
  };
  return {
    ...gateway,
    sandbox,
    attempt,
    run: async <T>(query: string, sent?: Record<string, unknown>, as?: Persona) => {
      const answer = await attempt<T>(query, sent, as);
      if (answer.errors !== undefined || answer.data === null) throw new Error(JSON.stringify(answer.errors));
      return { ...answer, data: answer.data };
    },
    close: async () => {
      await gateway.close();
      await sandbox.close();
    },
  };
}
