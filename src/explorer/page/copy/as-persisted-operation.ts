import { Kind, parse, print, separateOperations } from 'graphql';
import type { Copied } from './copied.ts';

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The operation as `npm run persist` writes it into a manifest: its fragments with it, by the SHA-256 of its printed
 * form. Throws for a document that cannot be parsed and for an operation without a name.
 */
export async function asPersistedOperation({ query, operationName }: Copied): Promise<string> {
  const operations = separateOperations(parse(query));
  const name = operationName ?? Object.keys(operations)[0] ?? '';
  const document = operations[name];
  if (name === '' || document === undefined) throw new Error('Every operation of a manifest needs a name.');
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const body = print(document);
  return JSON.stringify({ id: await sha256(body), name, type: operation?.operation ?? 'query', body }, null, 2);
}
