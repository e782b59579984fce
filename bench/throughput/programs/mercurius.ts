import 'reflect-metadata';
import Fastify from 'fastify';
import mercurius from 'mercurius';
import { contextOf, minimalSchema } from './minimal-schema.ts';

// Mercurius, which compiles a query when it has come once, and the minimal schema.
const app = Fastify();
await app.register(mercurius, {
  schema: await minimalSchema(),
  jit: 1,
  context: (request) => contextOf(request.headers.authorization),
});
await app.listen({ host: '127.0.0.1', port: 0 });
