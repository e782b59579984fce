import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const CLI = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs the built command line with these environment variables and no others; `onStderr` sees what it says while it runs.
 */
export async function runCommand(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  { input = '', onStderr }: { input?: string; onStderr?: (text: string) => void } = {},
): Promise<Finished> {
  if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: run `npm run build` first, as `npm test` does.');
  const child = spawn(process.execPath, [CLI, ...words], { env: { PATH: process.env.PATH, ...variables } });
  const finished: Finished = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (finished.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    finished.stderr += chunk.toString();
    onStderr?.(finished.stderr);
  });
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { ...finished, code };
}
