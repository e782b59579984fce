import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../clocks/until.ts';
import { freePort } from './free-port.ts';

const SERVERS = ['/usr/bin/redis-server', '/usr/bin/valkey-server', '/usr/local/bin/redis-server'];

/** The program of Redis or Valkey on this machine, if there is one. */
const program = SERVERS.find((path) => existsSync(path));

/** As `describe`, where a Redis server is installed; elsewhere the tests are skipped and the reason is printed. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (program !== undefined) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`Skipped "${name}": neither redis-server nor valkey-server is installed.\n`);
  describe.skip(name, tests);
}

/** A Redis server of a test's own, in memory alone. */
export class RedisServer {
  readonly port: number;
  readonly url: string;
  #child: ChildProcess | undefined;
  readonly #folder: string;
  readonly #options: readonly string[];

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#options = options;
    this.url = `redis://127.0.0.1:${port}`;
  }

  /** Starts a server on a free port, with more options of its command line. */
  static async start(options: readonly string[] = []): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.restart();
    return server;
  }

  /** Starts it, empty, after a `kill`. */
  async restart(): Promise<void> {
    const words = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#child = spawn(program ?? '', [...words, '--dir', this.#folder, ...this.#options], { stdio: 'ignore' });
    await until('Redis to answer', async () => (await this.command('PING').catch(() => '')).startsWith('+PONG'));
  }

  /** Stops the process where it is, as a machine that hangs does. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Ends the process at once. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Ends the process and removes its folder. */
  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** What the server answers to one line, as it comes: `FLUSHALL`, `DBSIZE`. */
  async command(line: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      socket.write(`${line}\r\n`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    } finally {
      socket.destroy();
    }
  }
}
