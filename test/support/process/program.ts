import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { until } from '../clocks/until.ts';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/** The built program, running or ended. */
export interface Program {
  child: ChildProcess;
  stdout: string;
  stderr: string;
  /** What was logged so far, one object per line. */
  logs(): Record<string, unknown>[];
  /** The exit code, once it has ended. */
  ended: Promise<number | null>;
}

/**
 * Starts `node dist/main.js`, or another build's, with these environment variables and no others but what finding
 * programs takes.
 */
export function startProgram(
  variables: Readonly<Record<string, string>>,
  main = MAIN,
  words: readonly string[] = [],
): Program {
  if (!existsSync(main)) throw new Error('dist/main.js is missing: run `npm run build` first, as `npm test` does.');
  const env = { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...variables };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const program: Program = {
    child,
    stdout: '',
    stderr: '',
    logs: () =>
      program.stdout
        .split('\n')
        // The last one may not have come whole.
        .slice(0, -1)
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
  child.stdout.on('data', (chunk: Buffer) => (program.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (program.stderr += chunk.toString()));
  return program;
}

/** The address that a program serves, once it logs it. */
export async function addressOf(program: Program): Promise<string> {
  let address: unknown;
  await until(
    'the program to serve',
    () => {
      if (program.child.exitCode !== null) throw new Error(`The program ended: ${program.stderr}${program.stdout}`);
      address = program.logs().find((line) => typeof line.address === 'string')?.address;
      return typeof address === 'string';
    },
    // It compiles all of itself, beside whatever else a busy machine does.
    120,
  );
  return String(address);
}
