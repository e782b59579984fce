import { constants } from 'node:os';
import { ConfigError, readConfig, type Config } from './config.ts';
import type { Auth } from './auth/create-auth.ts';
import { watchSecrets } from './secrets/watch-secrets.ts';
import type { Gateway } from './server.ts';
import { endLastLine, fileSize } from './telemetry/audit-log.ts';
import { createLog } from './telemetry/log.ts';
import { warnOfOpenAttempts } from './telemetry/open-attempts.ts';
import { exitFlushed, exitOnUncaughtErrors } from './telemetry/uncaught-errors.ts';

/** A configuration that cannot be used ends the start with every fault listed. */
function endFor(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    return endFor(error);
  }
}

/** How long readiness is off before connections close, so that a load balancer can look away first. */
const NOTICE_MS = 5_000;

const EXAMPLE = '{ alerts(first: 3) { nodes { title severity machine { computerDnsName } } } }';

/** A command that works when pasted, on a machine with nothing but curl. */
function tryIt(address: string): string {
  return [
    `curl -s ${address}/graphql -H 'content-type: application/json'`,
    `-H "authorization: Bearer $(curl -s -H 'accept: text/plain' -d as=reader ${address}/sandbox/token)"`,
    `-d '{"query":"${EXAMPLE}"}'`,
  ].join(' \\\n  ');
}

/** A credential that cannot be loaded stops the start like any other fault of the configuration. */
function authOrExit(load: () => Auth): Auth {
  try {
    return load();
  } catch (error) {
    process.stderr.write(`The gateway's credential: ${error instanceof Error ? error.message : 'cannot be loaded'}\n`);
    process.exit(1);
  }
}

function listenOrExit(app: Gateway['app'], host: string, port: number, variable: string): Promise<string> {
  return app.listen({ host, port }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    process.stderr.write(`Port ${port} is taken; set ${variable} to another one.\n`);
    process.exit(1);
  });
}

/**
 * With an audit log that cannot be written every change would be refused, which is found out here and not by the first.
 * Its size is that of what earlier processes wrote.
 */
async function auditLogSize(file: string): Promise<number> {
  try {
    await endLastLine(file);
    return await fileSize(file);
  } catch (error) {
    process.stderr.write(`AUDIT_LOG: the file cannot be written: ${(error as Error).message}\n`);
    process.exit(1);
  }
}

const config = configOrExit();
const auditedBefore = config.auditLog === undefined ? 0 : await auditLogSize(config.auditLog);
const { log, flush, settled } = createLog(config.logLevel);
exitOnUncaughtErrors({ log, settled });

// Loaded only when asked for: a gateway of a real tenant runs none of this code.
const tenant = config.sandbox
  ? await (await import('./sandbox/embedded.ts')).startEmbedded(config.huntingBackend)
  : undefined;
const explorer =
  config.explorer === null
    ? undefined
    : await (
        await import('./explorer/explorer-route.ts')
      ).createExplorer(config.explorer, tenant?.personas ?? [], config.explorerSignIn);

const { createAuth } = await import('./auth/create-auth.ts');
const { createServer } = await import('./server.ts');
const defender = tenant ?? config.defender;
if (defender === undefined) throw new Error('There is neither a sandbox nor an address of the Defender API.');
const auth = authOrExit(() => createAuth(defender.auth));
const gateway = await createServer({
  config,
  apiUrl: defender.apiUrl,
  graphUrl: defender.graphUrl,
  xdrUrl: defender.xdrUrl,
  auth,
  log,
  routes: (app) => {
    tenant?.routes(app);
    explorer?.(app);
  },
}).catch(endFor);

/** Ends at once, with the exit code that shells give to a process that a signal ended. */
async function stopAtOnce(signal: NodeJS.Signals): Promise<void> {
  log.warn({ signal, ...gateway.inFlight() }, 'stopped by a second signal: what is in flight is lost');
  return exitFlushed({ settled }, 128 + constants.signals[signal]);
}

watchSecrets([...config.secrets, ...auth.secrets], log);

let stopping = false;
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping) return stopAtOnce(signal);
  stopping = true;
  log.info({ signal }, 'stopping');
  flush();
  await gateway.close(tenant === undefined ? NOTICE_MS : 0);
  await tenant?.close();
  await settled();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

const address = await listenOrExit(gateway.app, config.host, config.port, 'PORT');
if (gateway.metricsApp !== null) {
  const { host, port } = config.metrics;
  const metricsAddress = await listenOrExit(gateway.metricsApp, host, port ?? 0, 'METRICS_PORT');
  log.info({ address: metricsAddress }, 'serving metrics');
}
if (tenant === undefined) {
  const modes = [...defender.auth.modes];
  const graph = config.huntingBackend === 'graph' ? { graph: defender.graphUrl } : {};
  log.info(
    { address, defender: defender.apiUrl, xdr: defender.xdrUrl, ...graph, modes, credential: auth.credential },
    'serving a real tenant',
  );
  flush();
} else {
  log.info(
    { address, explorer: `${address}/`, defender: defender.apiUrl },
    'serving the SANDBOX: a simulated tenant, no real data',
  );
  flush();
  // As plain text beside the JSON lines, since inside them the command would be escaped and could not be pasted.
  process.stderr.write(
    `\nSandbox: a simulated tenant, no real data.\nExplorer: ${address}/\nTry:\n\n${tryIt(address)}\n\n`,
  );
}
// Beside the first requests: the search of a large file takes some tenths of a second.
if (config.auditLog !== undefined) await warnOfOpenAttempts(log, config.auditLog, auditedBefore);
