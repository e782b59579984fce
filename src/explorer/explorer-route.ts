import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_FOLDER } from '../package-folder.ts';
import { exampleOf, type Example } from './example.ts';
import { explorerPage } from './explorer-page.ts';
import { policyOf } from './explorer-policy.ts';
import type { ExplorerKind, ExplorerPersona, ExplorerSignIn } from './explorer-settings.ts';
import { pageFileRoutes, readPageFiles, type PageFiles } from './page-files.ts';

export interface ExplorerOptions {
  kind: ExplorerKind;
  examples: readonly Example[];
  /** Whom one may play, by tokens from `/sandbox/token`; empty where the tenant is a real one. */
  personas: readonly ExplorerPersona[];
  /** How people sign in; null where they give a token that they have. */
  signIn: ExplorerSignIn | null;
  /** The built page; null where there is none. */
  page: PageFiles | null;
}

const NOT_BUILT = 'The explorer is not built. Run `npm run build:page`, and start the gateway again.\n';

/** The worked operations of `schema/operations`, in the order of their file names. */
export async function readExamples(): Promise<Example[]> {
  const folder = new URL('schema/operations/', PACKAGE_FOLDER);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(names.map(async (name) => exampleOf(name, await readFile(new URL(name, folder), 'utf8'))));
}

/** `GET /`, the page developers explore in, and the files that it loads. */
export function explorerRoute(app: FastifyInstance, { kind, examples, personas, signIn, page }: ExplorerOptions): void {
  if (page === null) {
    app.get('/', (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT));
    return;
  }
  const document = explorerPage(page.manifest, kind, { examples, personas, signIn });
  const policy = policyOf(kind, signIn);
  app.get('/', (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      // It names files that the next version does not have.
      .header('cache-control', 'no-cache')
      .header('content-security-policy', policy)
      .send(document),
  );
  // Apollo's code looks whether there is one, to put its own there.
  if (kind === 'apollo') app.get('/favicon.ico', (_, reply) => reply.code(204).send());
  pageFileRoutes(app, page);
}

/** The explorer's routes for a gateway with these personas or this sign-in, of the page as it is built now. */
export async function createExplorer(
  kind: ExplorerKind,
  personas: readonly ExplorerPersona[],
  signIn: ExplorerSignIn | null,
): Promise<(app: FastifyInstance) => void> {
  const [examples, page] = await Promise.all([readExamples(), readPageFiles()]);
  return (app) => explorerRoute(app, { kind, examples, personas, signIn, page });
}
