import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { titleOf } from '../../src/explorer/example.ts';
import { readExamples } from '../../src/explorer/explorer-route.ts';
import { schemaReference, type Pages } from './schema-reference.ts';

// `npm run docs` builds the site; its packages are installed beside the pages, so that those who do not need it wait for none.

const root = fileURLToPath(new URL('../../', import.meta.url));
const docs = join(root, 'docs');

/** A page for each worked operation, as the explorer reads it. */
async function operationPages(): Promise<Pages> {
  const pages = new Map<string, string>();
  const list: string[] = [];
  for (const example of await readExamples()) {
    const { name, description, query } = example;
    const [file, title] = [name.replaceAll(' ', '-'), titleOf(example)];
    pages.set(`operations/${file}.md`, `# ${title}\n\n${description}\n\n\`\`\`graphql\n${query}\`\`\`\n`);
    list.push(`- [${title}](${file}.md): ${description}`);
  }
  pages.set('operations/index.md', `# Worked operations\n\n${list.join('\n')}\n`);
  return pages;
}

const reference = join(docs, 'reference');
await rm(reference, { recursive: true, force: true });
const schema = buildSchema(await readFile(join(root, 'schema/schema.graphql'), 'utf8'));
for (const [path, text] of [...schemaReference(schema), ...(await operationPages())]) {
  await mkdir(dirname(join(reference, path)), { recursive: true });
  await writeFile(join(reference, path), text);
}

const run = (command: string, ...args: string[]): void => {
  execFileSync(command, args, { cwd: docs, stdio: 'inherit' });
};
if (!existsSync(join(docs, 'node_modules'))) run('npm', 'ci', '--no-audit', '--no-fund');
run(process.execPath, 'node_modules/vitepress/bin/vitepress.js', 'build', '.');
