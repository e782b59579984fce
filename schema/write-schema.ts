import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from '../src/schema.ts';

// `npm run schema` writes the public schema; with `--check` it fails where the file is not what the code says.
const file = new URL('schema.graphql', import.meta.url);
const text = `${printSchema(lexicographicSortSchema(await createSchema()))}\n`;
if (process.argv.includes('--check')) {
  if ((await readFile(file, 'utf8')) !== text) {
    console.error('schema/schema.graphql is not what the code says; run `npm run schema` and commit the difference.');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
}
