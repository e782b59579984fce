import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PROBE = fileURLToPath(new URL('./probe.mjs', import.meta.url));
export const GATEWAY = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const START_LIMIT_MS = 60_000;

/** What a process has used so far: seconds, MB, and the 99th percentile of its event loop's delay in milliseconds. */
export interface Figures {
  cpuSeconds: number;
  resident: number;
  peakResident: number;
  loopDelay: number;
}

/** A server in a process of its own. */
export interface ServerProcess {
  name: string;
  address: string;
  figures(): Promise<Figures>;
  /** Forgets the delays of the event loop so far. */
  reset(): void;
  stop(): Promise<void>;
}

/** Everything started and not yet ended. */
const running = new Set<ChildProcess>();

async function end(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Ends every process that was started here. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(end));
}

/** The next message of a process that has this member. */
async function messageWith<T>(child: ChildProcess, name: string, limit = START_LIMIT_MS): Promise<T> {
  const signal = AbortSignal.timeout(limit);
  for (;;) {
    const [message] = (await once(child, 'message', { signal })) as [Record<string, unknown>];
    if (name in message) return message[name] as T;
  }
}

/** What of the own environment the servers get: by it the cost of traces is measured. */
const otel = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('OTEL_')));

/** What bounds callers and load in the gateway, so that all of the load is served. */
const UNBOUNDED = { REQUESTS_PER_MINUTE: '0', MAX_EVENT_LOOP_DELAY_MS: '0' };

/**
 * Starts a program that listens, and waits until it does. What it logs goes nowhere: a reader would take its time from
 * what is measured.
 */
export async function startProcess(
  name: string,
  script: string,
  variables: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  if (!existsSync(script)) throw new Error(`${script} is missing: run \`npm run build\` first.`);
  const child = spawn(process.execPath, ['--import', PROBE, script], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      NODE_ENV: 'production',
      ...UNBOUNDED,
      ...otel,
      ...variables,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running.add(child);
  let told = '';
  child.stderr?.on('data', (chunk: Buffer) => (told = `${told}${chunk.toString()}`.slice(-4000)));
  const failed = once(child, 'exit').then(() => {
    throw new Error(`${name} ended: ${told}`);
  });
  // Its end is nobody's business once it has started.
  failed.catch(() => undefined);
  const port = await Promise.race([messageWith<number>(child, 'port'), failed]);
  return {
    name,
    address: `http://127.0.0.1:${port}`,
    figures: () => {
      const figures = messageWith<Figures>(child, 'figures');
      child.send('figures');
      return Promise.race([figures, failed]);
    },
    reset: () => void child.send('reset'),
    stop: () => end(child),
  };
}
