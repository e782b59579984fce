import { persistedOperationsOf } from '../../persisted-operation.ts';
import type { Copied } from './copied.ts';

/** The operation as `npm run persist` writes it into a manifest. Throws for what has no place in one. */
export async function asPersistedOperation({ query, operationName }: Copied): Promise<string> {
  const operations = await persistedOperationsOf(query);
  const operation = operations.find(({ name }) => operationName === undefined || name === operationName);
  if (operation === undefined) throw new Error('There is no operation to persist.');
  return JSON.stringify(operation, null, 2);
}
