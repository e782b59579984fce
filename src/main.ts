import 'reflect-metadata';
import { pino } from 'pino';
import { ConfigError, readConfig, type Config } from './config.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
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

const config = configOrExit();
const log = pino({ level: config.logLevel, base: undefined, messageKey: 'message' });

// Loaded only when asked for: a gateway of a real tenant runs none of this code.
let sandbox: Sandbox | undefined;
if (config.sandbox) sandbox = await (await import('./sandbox/sandbox.ts')).startSandbox();
const sandboxTokenRoute = sandbox && (await import('./sandbox/token-route.ts')).sandboxTokenRoute;
const explorer = config.explorer ? await import('./explorer/explorer-route.ts') : undefined;

const { createServer } = await import('./server.ts');
const apiUrl = sandbox?.url ?? config.defender.apiUrl;
if (apiUrl === undefined) throw new Error('There is neither a sandbox nor an address of the Defender API.');
const examples = explorer === undefined ? [] : await explorer.readExamples();
const gateway = await createServer({
  config,
  apiUrl,
  log,
  routes: (app) => {
    if (sandbox !== undefined) sandboxTokenRoute?.(app, sandbox);
    explorer?.explorerRoute(app, { examples, sandbox: sandbox !== undefined });
  },
});

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) process.exit(1);
  stopping = true;
  log.info({ signal }, 'stopping');
  await gateway.close(sandbox === undefined ? NOTICE_MS : 0);
  await sandbox?.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

const address = await gateway.app.listen({ host: config.host, port: config.port });
if (sandbox === undefined) {
  log.info({ address, defender: apiUrl }, 'serving');
} else {
  log.info(
    { address, explorer: `${address}/`, defender: apiUrl },
    'serving the SANDBOX: a simulated tenant, no real data',
  );
  // As plain text beside the JSON lines, since inside them the command would be escaped and could not be pasted.
  process.stderr.write(
    `\nSandbox: a simulated tenant, no real data.\nExplorer: ${address}/\nTry:\n\n${tryIt(address)}\n\n`,
  );
}
