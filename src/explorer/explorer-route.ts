import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_FOLDER } from '../package-folder.ts';
import { exampleOf, type Example } from './example.ts';
import { explorerPage } from './explorer-page.ts';
import type { ExplorerPersona } from './explorer-settings.ts';
import { pageFileRoutes, readPageFiles, type PageFiles } from './page-files.ts';

export interface ExplorerOptions {
  examples: readonly Example[];
  /** Whom one may play, by tokens from `/sandbox/token`; empty where the tenant is a real one. */
  personas: readonly ExplorerPersona[];
  /** The built page; null where there is none. */
  page: PageFiles | null;
}

/** What the page may do: load files of this server and talk to it, so that it works offline and leaks nothing. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  // The editor writes its theme and the places of its lines into style elements and attributes, whose hashes nobody
  // knows beforehand. Styles alone can send nothing anywhere here, as images and fonts come from this server only.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  // The editor's wavy lines are pictures inside its styles.
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const NOT_BUILT = 'The explorer is not built. Run `npm run build:page`, and start the gateway again.\n';

/** The worked operations of `schema/operations`, in the order of their file names. */
export async function readExamples(): Promise<Example[]> {
  const folder = new URL('schema/operations/', PACKAGE_FOLDER);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(names.map(async (name) => exampleOf(name, await readFile(new URL(name, folder), 'utf8'))));
}

/** What the explorer serves for a gateway with these personas, as built and as written in `schema/operations`. */
export async function readExplorer(personas: readonly ExplorerPersona[]): Promise<ExplorerOptions> {
  const [examples, page] = await Promise.all([readExamples(), readPageFiles()]);
  return { examples, personas, page };
}

/** `GET /`, the page developers explore in, and the files that it loads. */
export function explorerRoute(app: FastifyInstance, { examples, personas, page }: ExplorerOptions): void {
  if (page === null) {
    app.get('/', (_, reply) => reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT));
    return;
  }
  const document = explorerPage(page.manifest, { examples, personas });
  app.get('/', (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      // It names files that the next version does not have.
      .header('cache-control', 'no-cache')
      .header('content-security-policy', POLICY)
      .send(document),
  );
  pageFileRoutes(app, page);
}
