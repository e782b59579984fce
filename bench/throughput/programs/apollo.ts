import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo from '@as-integrations/fastify';
import Fastify from 'fastify';
import { contextOf, minimalSchema, type MinimalContext } from './minimal-schema.ts';

// Apollo Server and the minimal schema, and nothing around them.
const apollo = new ApolloServer<MinimalContext>({
  schema: await minimalSchema(),
  persistedQueries: false,
  plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled()],
});
await apollo.start();
const app = Fastify();
await app.register(fastifyApollo(apollo), {
  context: (request) => Promise.resolve(contextOf(request.headers.authorization)),
});
await app.listen({ host: '127.0.0.1', port: 0 });
