import { Kind, parse, print, separateOperations } from 'graphql';

// What the page copies is what `npm run persist` writes, so both take it from here; in Node and in browsers.

/** An operation in Apollo's manifest format. */
export interface PersistedOperation {
  id: string;
  name: string;
  type: string;
  body: string;
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The entry of one operation, whose text has its fragments with it. Throws for an operation without a name. */
export function persistedOperation(id: string, body: string): PersistedOperation {
  const operation = parse(body).definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.name === undefined) throw new Error('Every operation of a manifest needs a name.');
  return { id, name: operation.name.value, type: operation.operation, body };
}

/**
 * The operations of a text, each with its fragments, by the SHA-256 of its printed form. Throws for what cannot be
 * parsed and for an operation without a name.
 */
export function persistedOperationsOf(text: string): Promise<PersistedOperation[]> {
  const bodies = Object.values(separateOperations(parse(text))).map(print);
  return Promise.all(bodies.map(async (body) => persistedOperation(await sha256(body), body)));
}
