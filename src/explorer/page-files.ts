import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PACKAGE_FOLDER } from '../package-folder.ts';
import type { ExplorerKind, WorkerFiles } from './explorer-settings.ts';

/** What `npm run build:page` wrote; names of files in `dist/explorer/`. */
export interface PageManifest {
  /** SHA-256 of all that the page was made of. */
  inputs: string;
  pages: Readonly<Record<ExplorerKind, PageEntry>>;
  workers: WorkerFiles;
}

/** What a document of the explorer loads. */
export interface PageEntry {
  script: string;
  style: string;
  /** Scripts that `script` imports. */
  preload: string[];
}

/** The built page. */
export interface PageFiles {
  manifest: PageManifest;
  /** All that browsers may ask for, by name: bytes as they are and by content coding. */
  files: ReadonlyMap<string, ReadonlyMap<Coding, number>>;
}

type Coding = 'identity' | 'br' | 'gzip';

const FOLDER = new URL('dist/explorer/', PACKAGE_FOLDER);
const SUFFIXES: Readonly<Record<Coding, string>> = { identity: '', br: '.br', gzip: '.gz' };
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ttf: 'font/ttf',
};

/** Path under which a file of the page is served. */
export const pathOf = (name: string): string => `/explorer/${name}`;

/** Looks at the built page; null where it has not been built. */
export async function readPageFiles(): Promise<PageFiles | null> {
  const text = await readFile(new URL('manifest.json', FOLDER), 'utf8').catch(() => null);
  if (text === null) return null;
  const names = (await readdir(FOLDER)).filter((name) => TYPES[name.split('.').at(-1) ?? ''] !== undefined);
  const sizeOf = async (name: string): Promise<number> => (await stat(new URL(name, FOLDER))).size;
  const codings = Object.keys(SUFFIXES) as Coding[];
  const files = await Promise.all(
    names.map(async (name) => {
      const sizes = codings.map(async (coding) => [coding, await sizeOf(`${name}${SUFFIXES[coding]}`)] as const);
      return [name, new Map(await Promise.all(sizes))] as const;
    }),
  );
  return { manifest: JSON.parse(text) as PageManifest, files: new Map(files) };
}

/** The coding that a browser takes and that is smallest. `q` is not weighed: browsers send none. */
function codingFor({ headers }: FastifyRequest): Coding {
  const accepted = (headers['accept-encoding'] ?? '').split(',').map((part) => part.trim());
  return (['br', 'gzip'] as const).find((coding) => accepted.includes(coding)) ?? 'identity';
}

/**
 * `GET` and `HEAD` of each file of the page, and of no other. The names hold the hashes of the contents, so that a
 * browser keeps them for good, and the name is the entity tag too.
 */
export function pageFileRoutes(app: FastifyInstance, { files }: PageFiles): void {
  for (const [name, sizes] of files) {
    const contentType = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    app.get(pathOf(name), (request, reply): FastifyReply => {
      const coding = codingFor(request);
      const tag = `"${name}${SUFFIXES[coding]}"`;
      void reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('vary', 'accept-encoding')
        .header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.code(304).send();
      if (coding !== 'identity') void reply.header('content-encoding', coding);
      return reply
        .type(contentType)
        .header('content-length', sizes.get(coding))
        .send(createReadStream(new URL(`${name}${SUFFIXES[coding]}`, FOLDER)));
    });
  }
}
