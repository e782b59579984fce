import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  persistedOperation,
  persistedOperationsOf,
  type PersistedOperation,
} from '../src/explorer/persisted-operation.ts';

async function operationsIn(folder: string): Promise<PersistedOperation[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => /\.(graphql|gql)$/.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return (await Promise.all(texts.map(persistedOperationsOf))).flat();
}

/** The documents by their ids that the compilers of Relay and of GraphQL Code Generator's client preset write. */
async function operationsOfFile(file: string): Promise<PersistedOperation[]> {
  const documents = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  return Object.entries(documents).map(([id, body]) => persistedOperation(id, body));
}

const { values, positionals } = parseArgs({ options: { out: { type: 'string' } }, allowPositionals: true });
const places = positionals.length > 0 ? positionals : ['schema/operations'];
const operations = (
  await Promise.all(places.map((place) => (place.endsWith('.json') ? operationsOfFile(place) : operationsIn(place))))
).flat();
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
const text = `${JSON.stringify(manifest, null, 2)}\n`;
if (values.out === undefined) process.stdout.write(text);
else await writeFile(values.out, text);
