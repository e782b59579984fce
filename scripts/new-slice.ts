import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { filesOf } from './slice-files.ts';
import { namesOf } from './slice-names.ts';

const USAGE = `npm run new-slice -- <plural> [--where] [--type=<Type>] [--list=<query>]

Writes the files of a slice, its test among them, and registers it in src/schema.ts.

  <plural>         folder, in kebab-case: remediation-tasks
  --where          the list takes a filter, which adds an .args.ts
  --type=<Type>    the GraphQL type, where it is not the singular of the folder
  --list=<query>   the query for the list, where it is not the plural: --list=softwareInventory
`;

const NEXT = `
Next, from the vendor's page (its operations and the type of its rows):
  1. *.type.ts      every documented property; *.args.ts those that can be filtered by
  2. *.api.ts       path, permissions, limit, source, largestTop, filter of each operation
  3. npx jest       the test of the slice, after putting real ids and paths into it
  4. test/support   documented-types.ts, reach.ts and, with --where, documented-filters.ts: the tests of all types
  5. npm run schema && npm run codegen, and a line in CHANGELOG.md
`;

/** Writes a slice below `root` and returns the paths of what it wrote. Throws Error for bad arguments and where a file is there. */
export async function writeSlice(root: URL, argv: readonly string[]): Promise<string[]> {
  const options = { where: { type: 'boolean' }, type: { type: 'string' }, list: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new Error(USAGE);
  const { where = false, ...given } = values;
  const files = await filesOf(root, { ...namesOf(folder, given), isFiltered: where });
  const taken = [...files.keys()].filter((file) => file !== 'src/schema.ts' && existsSync(new URL(file, root)));
  if (taken.length > 0) throw new Error(`${taken.join(', ')} is there already.`);
  for (const [file, text] of files) {
    const url = new URL(file, root);
    await mkdir(dirname(fileURLToPath(url)), { recursive: true });
    await writeFile(url, text);
  }
  return [...files.keys()];
}

// Acts when it is run, not when the tests import it.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const files = await writeSlice(new URL('../', import.meta.url), process.argv.slice(2));
    console.log(files.join('\n') + '\n' + NEXT);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
