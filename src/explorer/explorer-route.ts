import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_FOLDER } from '../package-folder.ts';
import { exampleOf, type Example } from './example.ts';
import { explorerPage } from './explorer-page.ts';

export interface ExplorerOptions {
  examples: readonly Example[];
  /** Whether tokens can be had from `/sandbox/token`. */
  sandbox: boolean;
}

// The page is one file without references, so it works offline and may load nothing.
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The worked operations of `schema/operations`, in the order of their file names. */
export async function readExamples(): Promise<Example[]> {
  const folder = new URL('schema/operations/', PACKAGE_FOLDER);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(names.map(async (name) => exampleOf(name, await readFile(new URL(name, folder), 'utf8'))));
}

/** `GET /`: the page developers explore in. */
export function explorerRoute(app: FastifyInstance, options: ExplorerOptions): void {
  const page = explorerPage(options.examples, options.sandbox);
  app.get('/', (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .send(page),
  );
}
