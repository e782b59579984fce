import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { keys, resolvers, schema } from '../../../schema/client-config/graphcache.generated.ts';

/** A client that sends the token that is current. */
export const createClient = (url: string, currentToken: () => string): Client =>
  new Client({
    url,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${currentToken()}` } }),
    exchanges: [cacheExchange({ keys, resolvers, schema }), fetchExchange],
  });
