import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Kind, parse, print, separateOperations, type OperationDefinitionNode } from 'graphql';

/** An operation in Apollo's manifest format. */
interface PersistedOperation {
  id: string;
  name: string;
  type: string;
  body: string;
}

/** The operations of a text, each with its fragments, by the SHA-256 of its printed form. */
function operationsOf(text: string): PersistedOperation[] {
  return Object.entries(separateOperations(parse(text))).map(([name, document]) => {
    const operation = document.definitions.find(
      (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
    );
    const body = print(document);
    return { id: createHash('sha256').update(body).digest('hex'), name, type: operation?.operation ?? 'query', body };
  });
}

async function documentsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.(graphql|gql)$/.test(name)).sort();
  return Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const folders = positionals.length > 0 ? positionals : ['schema/operations'];
const documents = (await Promise.all(folders.map(documentsIn))).flat();
const operations = documents.flatMap(operationsOf);
const unnamed = operations.filter(({ name }) => name === '');
if (unnamed.length > 0) throw new Error('Every operation of a manifest needs a name.');
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
const text = `${JSON.stringify(manifest, null, 2)}\n`;
if (values.out === undefined) process.stdout.write(text);
else await writeFile(values.out, text);
