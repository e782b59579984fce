import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { createSchema } from '../../src/schema.ts';
import { coverageText } from '../../test/support/documented/coverage-table.ts';

// `npm run docs:coverage` writes docs/coverage.md; test/resources/coverage.test.ts fails where it is not what the schema says.
await writeFile(new URL('../../docs/coverage.md', import.meta.url), coverageText(await createSchema()));
