import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Comparison } from '../support/documents/compare-executors.ts';

const program = fileURLToPath(new URL('../support/documents/compare-executors.ts', import.meta.url));

async function compare(documents: number, oddity: number): Promise<Comparison> {
  const args = ['--import', 'tsx', program, String(documents), String(oddity)];
  const env = { PATH: process.env.PATH };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Comparison;
}

describe('executeDocument answers as graphql-js does', () => {
  test.each([
    ['all is well', 500, 0],
    ['some answers are null, late, wrong or errors', 1_000, 0.05],
    ['many are', 500, 0.4],
  ])('random documents where %s', async (_, documents, oddity) => {
    const { withErrors, ...rest } = await compare(documents, oddity);
    expect(rest).toEqual({ documents, unhandled: [], differences: [] });
    // Otherwise little of errors has been compared.
    if (oddity > 0) expect(withErrors).toBeGreaterThan(documents / 4);
  });
});
