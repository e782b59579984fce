import type { Exchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { hashOf } from '../document-hash.ts';

/** Sends the hash of each document in its place; one that has none goes as a text, which the gateway refuses. */
export const persistedOperations = (): Exchange =>
  persistedExchange({
    generateHash: (_, document) => Promise.resolve(hashOf(document) ?? ''),
    enforcePersistedQueries: true,
    enableForMutation: true,
    // By GET, as it would be, variables stand in addresses, which are written into logs.
    preferGetForPersistedQueries: false,
  });
