import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { authorize } from './auth/authorize.ts';
import type { Auth } from './auth/create-auth.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { challengePlugin } from './graphql/challenge.ts';
import { failureReport } from './graphql/failure-report.ts';
import { createGraphqlServer } from './graphql/graphql-server.ts';
import { requestReport } from './graphql/request-report.ts';
import { createApp } from './http/create-app.ts';
import { graphqlRoute } from './http/graphql-route.ts';
import { watchConnections } from './http/stopping.ts';
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
   * is in flight (25 s at the most), and closes every connection.
   */
  close(notice?: number): Promise<void>;
}

type RequestContext = Context & { request: FastifyRequest };

/** GraphQL over the schema, its requests and failures logged and counted. */
async function createApollo({ config, log }: ServerOptions, metrics: Metrics) {
  const schema = await createSchema({
    onUnknownEnumValue: (enumName, value) => {
      metrics.unknownEnumValue(enumName);
      log.debug({ enumName, value }, 'the vendor sent an enum value that it does not document');
    },
  });
  const apollo = createGraphqlServer<RequestContext>({
    schema,
    introspection: config.introspection,
    mostCalls: config.mostUpstreamCalls,
    plugins: [
      challengePlugin(),
      failureReport(({ cause, unexpected }, { request: { id: requestId } }) => {
        if (unexpected) log.error({ requestId, err: cause }, 'unexpected error');
        if (!(cause instanceof RestError)) return;
        const { code, status, vendorCode, extensions } = cause;
        const { correlationId } = extensions;
        const level = code.startsWith('UPSTREAM_') ? 'warn' : 'debug';
        log[level]({ requestId, code, status, vendorCode, correlationId }, 'a call failed');
      }),
      requestReport((report, { rest, request, caller }) => {
        request.reported = true;
        metrics.request(report.outcome, report.milliseconds);
        const { tenantId, credentialHash } = caller;
        const who = { tenantId, credential: credentialHash.slice(0, 12) };
        log.info({ requestId: request.id, ...report, ...who, upstream: rest.cost }, 'request');
      }),
    ],
  });
  await apollo.start();
  return apollo;
}

/** The gateway's HTTP server, not yet listening: `/graphql`, health, metrics, and what `routes` adds. */
export async function createServer(options: ServerOptions): Promise<Gateway> {
  const { config, apiUrl, auth, log, routes } = options;
  const metrics = new Metrics();
  const api = new DefenderApi({ baseUrl: apiUrl, onCall: (...call) => metrics.upstreamCall(...call) });
  const apollo = await createApollo(options, metrics);
  const app = await createApp({
    corsOrigins: config.corsOrigins,
    onUnexpectedError: (err, requestId) => log.error({ requestId, err }, 'unexpected error'),
  });
  const stopping = watchConnections(app);

  graphqlRoute(app, {
    apollo,
    authenticate: (credentials) => auth.authenticator.authenticate(credentials),
    context: (authenticated, request, signal) => ({
      caller: authenticated.caller,
      authenticated,
      rest: api.client({
        token: () => authenticated.upstreamToken(),
        permit: (operation) => authorize(operation, authenticated),
        tokenRejected: (token) => authenticated.tokenRejected(token),
        signal,
      }),
      cursorKey: config.cursorSecret,
      request,
    }),
    onRefused: (refused) => {
      metrics.request(refused.outcome, refused.milliseconds);
      log.info(refused, 'request');
    },
    onUnidentified: (err, requestId) => log.warn({ requestId, err }, 'a caller could not be identified'),
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', (_, reply) =>
    reply.code(stopping.ready ? 200 : 503).send({ status: stopping.ready ? 'ready' : 'stopping' }),
  );
  app.get('/metrics', async (_, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  routes?.(app);

  return {
    app,
    metrics,
    close: async (notice = 0) => {
      await stopping.stop(notice);
      await apollo.stop();
      await api.close();
      await auth.close();
    },
  };
}
