import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type BuildOptions, type BuildResult, type OutputFile } from 'esbuild';
import type { PageEntry, PageManifest } from '../src/explorer/page-files.ts';
import { bundledPackages, licensesText } from './third-party-licenses.ts';

// `npm run build:page`: the explorer's page becomes files in `dist/explorer/` whose names hold their hashes, so that
// browsers may keep them for good, each compressed beforehand. Skipped where nothing has changed that it is made of.

const root = fileURLToPath(new URL('../', import.meta.url));
/** With what the page and the gateway have in common. */
const sources = join(root, 'src/explorer');
const target = join(root, 'dist/explorer');

type Bundle = BuildResult<{ write: false; metafile: true }>;

const OPTIONS = {
  absWorkingDir: root,
  outdir: target,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  bundle: true,
  minify: true,
  target: 'es2022',
  platform: 'browser',
  define: { 'process.env.NODE_ENV': '"production"' },
  // The icons of the editor.
  loader: { '.ttf': 'file' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
} satisfies BuildOptions;

/** Threads of the editor, each a file of its own: the policy of the page lets it load none from a `blob:` address. */
const WORKERS = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};

const PAGES = { graphiql: 'src/explorer/page/graphiql.tsx', apollo: 'src/explorer/page/apollo.tsx' };

/** Names all that the page is made of: its sources, this script, and the exact versions of all packages. */
async function hashOfInputs(): Promise<string> {
  const files = (await readdir(sources, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of [...files, fileURLToPath(import.meta.url), join(root, 'package-lock.json')]) {
    hash.update(`${file.slice(root.length)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function builtFrom(): Promise<string | null> {
  const manifest = await readFile(join(target, 'manifest.json'), 'utf8').catch(() => null);
  return manifest === null ? null : (JSON.parse(manifest) as PageManifest).inputs;
}

/** The output that an entry point became, with its file name. */
function outputOf({ metafile }: Bundle, entry: string) {
  const found = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(entry) === true);
  if (found === undefined) throw new Error(`There is no output of ${entry}.`);
  return { ...found[1], name: basename(found[0]) };
}

/** What a document loads that runs an entry point. */
function pageEntry(bundle: Bundle, entry: string): PageEntry {
  const { name, cssBundle = '', imports } = outputOf(bundle, entry);
  const preload = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
  return { script: name, style: basename(cssBundle), preload };
}

/** What a browser may ask for: all but the styles of parts that are loaded later, which the pages' own repeat. */
function servedFiles({ metafile, outputFiles }: Bundle, styles: readonly string[]): OutputFile[] {
  const names = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
  const isServed = (name: string): boolean => names.has(name) && (!name.endsWith('.css') || styles.includes(name));
  return outputFiles.filter(({ path }) => isServed(basename(path)));
}

/** Text shrinks to a quarter. Fonts and pictures are compressed as they are. */
async function writeCompressed({ path, contents }: OutputFile, folder: string): Promise<void> {
  const file = join(folder, basename(path));
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
  await Promise.all([
    writeFile(file, contents),
    promisify(brotliCompress)(contents, brotli).then((data) => writeFile(`${file}.br`, data)),
    promisify(gzip)(contents, { level: 9 }).then((data) => writeFile(`${file}.gz`, data)),
  ]);
}

/** Builds the page into `dist/explorer/`, which is replaced when all is written. */
async function bundlePage(inputs: string): Promise<void> {
  const [workers, main] = await Promise.all([
    build({ ...OPTIONS, format: 'iife', entryPoints: WORKERS }),
    // What is loaded later, such as the editor itself and the formatter, is split off.
    build({ ...OPTIONS, format: 'esm', splitting: true, entryPoints: PAGES }),
  ]);
  const pages = { graphiql: pageEntry(main, PAGES.graphiql), apollo: pageEntry(main, PAGES.apollo) };
  const manifest: PageManifest = {
    inputs,
    pages,
    workers: {
      editor: outputOf(workers, WORKERS.editor).name,
      json: outputOf(workers, WORKERS.json).name,
      graphql: outputOf(workers, WORKERS.graphql).name,
    },
  };
  const packages = await bundledPackages(root, { ...workers.metafile.inputs, ...main.metafile.inputs });

  const folder = `${target}.new`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = [...workers.outputFiles, ...servedFiles(main, [pages.graphiql.style, pages.apollo.style])];
  await Promise.all(files.map((file) => writeCompressed(file, folder)));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
  await writeFile(join(folder, 'THIRD-PARTY-LICENSES.txt'), licensesText(packages));
  // For the bill of materials: none of them is a dependency of the gateway itself.
  const named = packages.map(({ name, version, license }) => ({ name, version, license }));
  await writeFile(join(folder, 'packages.json'), JSON.stringify(named, null, 2));
  await rm(target, { recursive: true, force: true });
  await rename(folder, target);
}

const inputs = await hashOfInputs();
if ((await builtFrom()) !== inputs) await bundlePage(inputs);
