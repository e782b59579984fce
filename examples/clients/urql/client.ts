import { Client, fetchExchange, type Exchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { keys, resolvers, schema } from '../../../schema/client-config/graphcache.generated.ts';

/** A client that sends the token that is current; `exchanges` come between its cache and the network. */
export const createClient = (url: string, currentToken: () => string, exchanges: readonly Exchange[] = []): Client =>
  new Client({
    url,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${currentToken()}` } }),
    exchanges: [cacheExchange({ keys, resolvers, schema }), ...exchanges, fetchExchange],
  });
