import { readdir, readFile } from 'node:fs/promises';
import { PACKAGE_FOLDER } from '../package-folder.ts';

/** What this version of the gateway says of itself. */
export interface PackageFacts {
  version: string;
  /** Of the worked operations. */
  operationNames: readonly string[];
}

const NAMED_OPERATION = /(?:^|\})\s*(?:query|mutation)\s+([_A-Za-z]\w*)/gm;

/** The names of operations in documents. */
export function operationNamesIn(documents: Iterable<string>): string[] {
  return [...documents].flatMap((document) => [...document.matchAll(NAMED_OPERATION)].map(([, name = '']) => name));
}

/** Reads the version of the package and the names of its worked operations. */
export async function readPackageFacts(): Promise<PackageFacts> {
  const folder = new URL('schema/operations/', PACKAGE_FOLDER);
  const text = (file: string | URL): Promise<string> => readFile(new URL(file, PACKAGE_FOLDER), 'utf8');
  const [manifest, files] = await Promise.all([text('package.json'), readdir(folder)]);
  const documents = files.filter((file) => file.endsWith('.graphql')).map((file) => text(new URL(file, folder)));
  return {
    version: (JSON.parse(manifest) as { version: string }).version,
    operationNames: operationNamesIn(await Promise.all(documents)),
  };
}
