import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import type { DocumentNode } from 'graphql';
import { hashOf } from '../document-hash.ts';

function generateHash(document: DocumentNode): string {
  const hash = hashOf(document);
  if (hash === undefined) throw new Error('The document was made without persistedDocuments.');
  return hash;
}

/** Sends the hash of each document in its place. */
export const persistedOperations = (): PersistedQueryLink => new PersistedQueryLink({ generateHash });
