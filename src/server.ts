import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import cors from '@fastify/cors';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AuthError } from './auth/auth-error.ts';
import { authorize } from './auth/authorize.ts';
import type { Authenticated } from './auth/caller.ts';
import type { Auth } from './auth/create-auth.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { challengePlugin } from './graphql/challenge.ts';
import { createGraphqlServer } from './graphql/graphql-server.ts';
import { requestReport } from './graphql/request-report.ts';
import { DefenderApi } from './rest/rest-client.ts';
import { RestError } from './rest/rest-error.ts';
import { createSchema } from './schema.ts';
import { Metrics } from './telemetry/metrics.ts';

export interface ServerOptions {
  config: Config;
  /** Where the Defender API is. */
  apiUrl: string;
  /** Who may call, and with which token. Closed with the server. */
  auth: Auth;
  log: Logger;
  /** Adds routes of its own: the explorer, the sandbox's tokens. */
  routes?: (app: FastifyInstance) => void;
}

export interface Gateway {
  app: FastifyInstance;
  metrics: Metrics;
  /**
   * Turns readiness off, goes on serving for `notice` milliseconds so that a load balancer can look away, finishes what
   * is in flight, and closes every connection.
   */
  close(notice?: number): Promise<void>;
}

const LARGEST_BODY = 100 * 1024;
const JSON_UTF8 = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

declare module 'fastify' {
  interface FastifyRequest {
    authenticated: Authenticated | null;
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/** The abort signal of a request: fires when the caller leaves before the answer is sent. */
function callerLeft(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** The gateway's HTTP server, not yet listening: `/graphql`, health, metrics, and what `routes` adds. */
export async function createServer({ config, apiUrl, auth, log, routes }: ServerOptions): Promise<Gateway> {
  const metrics = new Metrics();
  const api = new DefenderApi({ baseUrl: apiUrl, onCall: (...call) => metrics.upstreamCall(...call) });
  const schema = await createSchema({
    onUnknownEnumValue: (enumName, value) => {
      metrics.unknownEnumValue(enumName);
      log.debug({ enumName, value }, 'the vendor sent an enum value that it does not document');
    },
  });
  const apollo = createGraphqlServer<Context & { requestId: string }>({
    schema,
    introspection: config.introspection,
    onUnexpectedError: (err) => log.error({ err }, 'unexpected error'),
    plugins: [
      challengePlugin(),
      requestReport((report, { rest, requestId, caller }) => {
        metrics.request(report.outcome, report.milliseconds);
        const { tenantId, credentialHash } = caller;
        const who = { tenantId, credential: credentialHash.slice(0, 12) };
        log.info({ requestId, ...report, ...who, upstream: rest.cost }, 'request');
      }),
    ],
  });
  await apollo.start();

  let ready = true;
  const app = Fastify({
    bodyLimit: LARGEST_BODY,
    requestTimeout: 30_000,
    genReqId: () => randomUUID(),
    http: { maxHeaderSize: 32 * 1024, headersTimeout: 10_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // An address that cannot be decoded reaches neither handler below.
    frameworkErrors: (_, __, reply) => void refuse(reply, 400, 'BAD_REQUEST', 'The address is not valid.'),
  });
  let inFlight = 0;
  app.server.on('request', (_, response) => {
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
  });
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('authenticated', null);
  app.addHook('onSend', async (_, reply) => {
    // A connection kept alive by an answer sent while stopping would hold up the end until its client lets go of it.
    if (!ready) void reply.header('connection', 'close');
  });
  if (config.corsOrigins.length > 0) {
    await app.register(cors, { origin: [...config.corsOrigins], methods: ['POST'], maxAge: 600 });
  }

  const authenticate = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    void reply.header('cache-control', 'no-store').header('x-request-id', request.id);
    try {
      request.authenticated = await auth.authenticator.authenticate({
        authorization: request.headers.authorization,
        tenant: [request.headers['x-tenant-id']].flat().join(',') || undefined,
      });
    } catch (error) {
      if (error instanceof AuthError) {
        const { status, challenge, message } = error;
        if (status === 403) return refuse(reply, 403, 'FORBIDDEN', message);
        return refuse(reply.header('www-authenticate', challenge), 401, 'UNAUTHENTICATED', message);
      }
      if (!(error instanceof RestError)) throw error;
      log.warn({ err: error }, 'a caller could not be identified');
      return refuse(reply.header('retry-after', 30), 503, error.code, error.message);
    }
    if (!JSON_UTF8.test(request.headers['content-type'] ?? '')) {
      return refuse(reply, 415, 'BAD_REQUEST', 'Send the request as application/json in UTF-8.');
    }
    return undefined;
  };

  app.route({
    method: 'POST',
    url: '/graphql',
    onRequest: authenticate,
    handler: fastifyApolloHandler(apollo, {
      context: (request, reply) => {
        const { authenticated } = request as FastifyRequest;
        if (authenticated === null) throw new Error('The request reached GraphQL without a caller.');
        const rest = api.client({
          token: authenticated.upstreamToken,
          permit: (operation) => authorize(operation, authenticated),
          tokenRejected: authenticated.tokenRejected,
          signal: callerLeft(reply),
        });
        return Promise.resolve({
          caller: authenticated.caller,
          authenticated,
          rest,
          cursorKey: config.cursorSecret,
          requestId: (request as FastifyRequest).id,
        });
      },
    }),
  });
  app.route({
    method: ['GET', 'PUT', 'DELETE', 'PATCH'],
    url: '/graphql',
    handler: (_, reply) => refuse(reply.header('allow', 'POST'), 405, 'BAD_REQUEST', 'Send a POST request.'),
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', (_, reply) => reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'stopping' }));
  app.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  app.setNotFoundHandler((_, reply) => refuse(reply, 404, 'NOT_FOUND', 'There is nothing at this address.'));
  app.setErrorHandler((error: { statusCode?: number; message: string }, _, reply) => {
    const status = error.statusCode ?? 500;
    // Fastify's own messages of 4xx name the fault of the body and hold nothing of ours.
    if (status < 500) return refuse(reply, status, 'BAD_REQUEST', error.message);
    log.error({ err: error }, 'unexpected error');
    return refuse(reply, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here.');
  });
  routes?.(app);

  return {
    app,
    metrics,
    close: async (notice = 0) => {
      ready = false;
      if (notice > 0) await delay(notice);
      // Node waits for connections that never sent a request, as browsers and load balancers open them.
      const ending = setInterval(() => inFlight === 0 && app.server.closeAllConnections(), 50);
      await app.close();
      clearInterval(ending);
      await apollo.stop();
      await api.close();
      await auth.close();
    },
  };
}
