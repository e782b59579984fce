import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../clocks/until.ts';
import { freePort } from '../redis/free-port.ts';

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find((path) => existsSync(path));
const CONFIGURATION = new URL('../../../deploy/nginx.conf', import.meta.url);

/** Programs that tests of a deployment need and this machine lacks. */
const MISSING: readonly string[] = [
  ...(NGINX === undefined ? ['nginx'] : []),
  ...(['/usr/bin/redis-server', '/usr/bin/valkey-server', '/usr/local/bin/redis-server'].some((path) =>
    existsSync(path),
  )
    ? []
    : ['redis-server or valkey-server']),
];

/** As `describe`, where nginx and Redis are installed; elsewhere the tests are skipped and the reason is printed. */
export function describeDeployment(name: string, tests: () => void): void {
  if (MISSING.length === 0) return describe(name, tests);
  process.stderr.write(`Skipped "${name}": not installed: ${MISSING.join(', ')}.\n`);
  describe.skip(name, tests);
}

export interface Nginx {
  url: string;
  close(): Promise<void>;
}

/** Starts nginx with `deploy/nginx.conf` in front of gateways on two ports of this machine. */
export async function startNginx(ports: readonly [number, number]): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  const replaced = readFileSync(CONFIGURATION, 'utf8')
    .replaceAll('/tmp/', `${folder}/`)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replaceAll('gateway-1:4000', `127.0.0.1:${ports[0]}`)
    .replaceAll('gateway-2:4000', `127.0.0.1:${ports[1]}`)
    .replace('worker_processes auto;', 'worker_processes 2;');
  const file = join(folder, 'nginx.conf');
  await writeFile(file, replaced);
  const child = spawn(NGINX ?? '', ['-p', folder, '-c', file, '-g', 'daemon off;'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  await until('nginx to listen', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`);
    return fetch(`${url}/metrics`).then(
      () => true,
      () => false,
    );
  });
  return { url, close };
}
