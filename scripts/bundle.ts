import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { bundledPackages, licensesText } from './third-party-licenses.ts';

// The second half of `npm run build`: what the compiler wrote to `build/` becomes a few files in `dist/`, packages
// included. Node looks for, reads and compiles each file by itself, and the program was 1,700 of them: most of its start.

const root = fileURLToPath(new URL('../', import.meta.url));

/** Its files are read by the thread that checks queries, and only there. */
const KUSTO = '@kusto/language-service-next';
/** An optional peer of type-graphql that is not installed. */
const NOT_INSTALLED = 'class-validator';

/**
 * type-graphql names types after their classes, which esbuild may rename. Its `keepNames` would name every closure that a
 * request makes as well, each by a call: a seventh of the processor's time.
 */
const keepDecoratedClassNames: Plugin = {
  name: 'keep-decorated-class-names',
  setup: (bundle) => {
    bundle.onLoad({ filter: /\/build\/.*\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      return { contents: code.replace(/^let (\w+) = class \1\b[^{\n]*\{/gm, "$& static name = '$1';") };
    });
  },
};

// The explorer's page is a build of its own, which is made again only when it has to be.
const old = (await readdir(join(root, 'dist')).catch(() => [])).filter((name) => name !== 'explorer');
await Promise.all(old.map((name) => rm(join(root, 'dist', name), { recursive: true })));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'build/main.js', cli: 'build/cli.js', 'check-worker': 'build/kql/check/check-worker.js' },
  outdir: 'dist',
  bundle: true,
  // What is imported when first used stays a file of its own: the sandbox, the explorer, MSAL.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // `graphql` refuses objects of a second copy of itself, so both ways of importing it have to lead to the same one.
  mainFields: ['main', 'module'],
  plugins: [keepDecoratedClassNames],
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  external: [KUSTO, NOT_INSTALLED],
  // For packages that are CommonJS and require what Node has built in.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module'; const require = createRequireHere(import.meta.url);",
  },
  logLevel: 'warning',
});

// What other programs import, by itself: it runs in browsers too, and shares no file with the gateway.
await build({
  absWorkingDir: root,
  entryPoints: ['build/client/client.js'],
  outdir: 'dist/client',
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  target: 'es2022',
  logLevel: 'warning',
});

const packages = await bundledPackages(root, metafile.inputs);
await writeFile(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), licensesText(packages));
