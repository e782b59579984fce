import { createHash } from 'node:crypto';
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

/** The source expression by which a policy allows one script or style (CSP level 3, section 2.3.1). */
const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What a page may do whose only script and style are in it: nothing else is loaded, so it works offline. */
function policyOf(page: string): string {
  const inside = (element: string): string => new RegExp(`<${element}>([^]*)</${element}>`).exec(page)?.[1] ?? '';
  return [
    "default-src 'none'",
    `script-src ${sourceOf(inside('script'))}`,
    `style-src ${sourceOf(inside('style'))}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The worked operations of `schema/operations`, in the order of their file names. */
export async function readExamples(): Promise<Example[]> {
  const folder = new URL('schema/operations/', PACKAGE_FOLDER);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(names.map(async (name) => exampleOf(name, await readFile(new URL(name, folder), 'utf8'))));
}

/** `GET /`: the page developers explore in. */
export function explorerRoute(app: FastifyInstance, options: ExplorerOptions): void {
  const page = explorerPage(options.examples, options.sandbox);
  const policy = policyOf(page);
  app.get('/', (_, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(page),
  );
}
