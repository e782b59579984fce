import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Kind, parse, print, separateOperations, type DocumentNode, type OperationDefinitionNode } from 'graphql';

/** An operation in Apollo's manifest format. */
interface PersistedOperation {
  id: string;
  name: string;
  type: string;
  body: string;
}

const operationOf = (document: DocumentNode): OperationDefinitionNode | undefined =>
  document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);

/** The operations of a text, each with its fragments, by the SHA-256 of its printed form. */
function operationsOf(text: string): PersistedOperation[] {
  return Object.entries(separateOperations(parse(text))).map(([name, document]) => {
    const body = print(document);
    const id = createHash('sha256').update(body).digest('hex');
    return { id, name, type: operationOf(document)?.operation ?? 'query', body };
  });
}

async function operationsIn(folder: string): Promise<PersistedOperation[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.(graphql|gql)$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap(operationsOf);
}

/** The documents by their ids that the compilers of Relay and of GraphQL Code Generator's client preset write. */
async function operationsOfFile(file: string): Promise<PersistedOperation[]> {
  const documents = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  return Object.entries(documents).map(([id, body]) => {
    const operation = operationOf(parse(body));
    return { id, name: operation?.name?.value ?? '', type: operation?.operation ?? 'query', body };
  });
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const places = positionals.length > 0 ? positionals : ['schema/operations'];
const operations = (
  await Promise.all(places.map((place) => (place.endsWith('.json') ? operationsOfFile(place) : operationsIn(place))))
).flat();
const unnamed = operations.filter(({ name }) => name === '');
if (unnamed.length > 0) throw new Error('Every operation of a manifest needs a name.');
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
const text = `${JSON.stringify(manifest, null, 2)}\n`;
if (values.out === undefined) process.stdout.write(text);
else await writeFile(values.out, text);
