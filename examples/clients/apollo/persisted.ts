import type { DocumentNode } from 'graphql';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

/** The hash that the client preset of GraphQL Code Generator has put into each document. */
const hashOf = (document: DocumentNode): string => {
  const { __meta__: meta } = document as DocumentNode & { __meta__?: { hash?: string } };
  if (meta?.hash === undefined) throw new Error('The document was made without persistedDocuments.');
  return meta.hash;
};

/** Sends the hash of each document in its place. */
export const persistedOperations = (): PersistedQueryLink => new PersistedQueryLink({ generateHash: hashOf });
