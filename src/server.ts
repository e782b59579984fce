import type { GraphQLSchema } from 'graphql';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from './auth/account.ts';
import { authorize } from './auth/authorize.ts';
import type { Authenticated, Caller } from './auth/caller.ts';
import type { Auth } from './auth/create-auth.ts';
import type { Context } from './context.ts';
import { authChallengePlugin } from './graphql/server/auth-challenge-plugin.ts';
import { errorReporter, type Failure } from './graphql/errors/error-reporter.ts';
import { createGraphqlServer } from './graphql/server/graphql-server.ts';
import { omittedRowsPlugin } from './graphql/errors/omitted-rows-plugin.ts';
import { UnexpectedShapeError } from './graphql/errors/response-shape-error.ts';
import { cacheableAnswerPlugin } from './graphql/server/cacheable-answer-plugin.ts';
import { compatibleStatusPlugin } from './graphql/server/compatible-status-plugin.ts';
import { requestLogger, type RequestReport } from './graphql/server/request-logger.ts';
import { AnswerCache } from './http/answer-cache.ts';
import { createApp } from './http/create-app.ts';
import { serveAssessmentExports } from './assessment-exports.ts';
import type { IdentifyOptions } from './http/identify-caller.ts';
import { graphqlRoute, wantsFreshAnswers } from './http/graphql-route.ts';
import { watchConnections } from './http/graceful-shutdown.ts';
import { KqlChecker } from './kql/check/checker.ts';
import { InFlightTracker } from './rest/client/in-flight-tracker.ts';
import type { VendorApi } from './rest/api/vendor-api.ts';
import type { Account } from './rest/resilience/unverified-bulkhead.ts';
import { ResultStore } from './rest/cache/result-store.ts';
import type { Operation } from './rest/operation.ts';
import { zeroCost, type RestClient } from './rest/client/rest-client.ts';
import { PollScheduler } from './rest/mutation/poll-scheduler.ts';
import { RestError } from './rest/rest-error.ts';
import { IdempotentSender, type IdempotentSenderOptions } from './rest/mutation/idempotent-sender.ts';
import { createSchema } from './schema.ts';
import { AuditLog, auditFile, auditToStdout, type AuditSink } from './telemetry/audit-log.ts';
import { Metrics } from './telemetry/metrics.ts';
import { createApis, type VendorApisOptions } from './vendor-apis.ts';

export interface ServerOptions extends VendorApisOptions {
  /** Who may call, and with which token. Closed with the server. */
  auth: Auth;
  /** Where changes are written down, if not where the configuration says. */
  audit?: AuditSink;
  /** How a sending whose answer was lost is looked for. */
  sending?: Partial<IdempotentSenderOptions>;
  /** Milliseconds between two looks at actions that callers of one tenant wait for. */
  pollInterval?: number;
  /** Looks queries over: one of the gateway's own, closed with it, unless one is given that serves several. */
  kql?: KqlChecker;
  /** Adds routes of its own: the explorer, the sandbox's tokens. */
  routes?: (app: FastifyInstance) => void;
}

export interface Gateway {
  app: FastifyInstance;
  metrics: Metrics;
  /**
   * Turns readiness off, goes on serving for `notice` milliseconds so that a load balancer can look away, or until
   * `hurry` says that it has, finishes what is in flight (25 s at the most), and closes every connection.
   */
  close(notice?: number, hurry?: AbortSignal): Promise<void>;
}

type RequestContext = Context & { request: FastifyRequest };

/** Tells the log and the metrics of a request that was answered. */
function logRequest(
  { log, metrics }: { log: ServerOptions['log']; metrics: Metrics },
  report: RequestReport,
  request: FastifyRequest,
  { tenantId, credentialHash }: Caller,
): void {
  request.reported = true;
  metrics.request(report.outcome, report.milliseconds);
  log.info({ requestId: request.id, ...report, tenantId, credential: credentialHash.slice(0, 12) }, 'request');
}

/** GraphQL over the schema, its requests and failures logged and counted. */
async function createApollo(schema: GraphQLSchema, { config, log }: ServerOptions, metrics: Metrics) {
  const onFailure = ({ cause, unexpected }: Failure, { request: { id: requestId } }: RequestContext): void => {
    if (unexpected) log.error({ requestId, err: cause }, 'unexpected error');
    if (cause instanceof UnexpectedShapeError) {
      const { code, operation, field } = cause;
      log.warn({ requestId, code, operation, field }, 'Defender answered with an unexpected shape');
    }
    if (!(cause instanceof RestError)) return;
    const { code, status, vendorCode, extensions } = cause;
    const { correlationId } = extensions;
    const level = code.startsWith('UPSTREAM_') ? 'warn' : 'debug';
    log[level]({ requestId, code, status, vendorCode, correlationId }, 'a call failed');
  };
  const apollo = createGraphqlServer<RequestContext>({
    schema,
    introspection: config.introspection,
    maxCalls: config.maxUpstreamCalls,
    allowsGet: config.httpStatus === 'compatible',
    plugins: [
      ...(config.httpStatus === 'compatible' ? [compatibleStatusPlugin<RequestContext>()] : []),
      authChallengePlugin(),
      errorReporter(onFailure),
      omittedRowsPlugin(onFailure),
      requestLogger((report, { request, caller }) => logRequest({ log, metrics }, report, request, caller)),
      cacheableAnswerPlugin((answer, { request }) => {
        request.cacheable = answer;
      }),
    ],
  });
  await apollo.start();
  return apollo;
}

/** The gateway's HTTP server, not yet listening: `/graphql`, health, metrics, and what `routes` adds. */
export async function createServer(options: ServerOptions): Promise<Gateway> {
  const { config, auth, log, routes } = options;
  const metrics = new Metrics();
  const schema = await createSchema({
    huntingBackend: config.huntingBackend,
    onUnknownEnumValue: (enumName, value) => {
      metrics.unknownEnumValue(enumName);
      log.debug({ enumName, value }, 'the vendor sent an enum value that it does not document');
    },
  });
  const apis = createApis(schema, options, metrics);
  const sink = options.audit ?? (config.auditLog === undefined ? auditToStdout : auditFile(config.auditLog));
  const audit = new AuditLog(sink, (err, line) =>
    log.error({ err, audit: line }, 'a change could not be written down'),
  );
  const idempotentSender = new IdempotentSender(options.sending);
  const pollScheduler = new PollScheduler(options.pollInterval);
  const kql = options.kql ?? new KqlChecker();
  const huntResults = new ResultStore(config.huntBytes);
  const apollo = await createApollo(schema, options, metrics);
  const app = await createApp({
    mostBodyBytes: config.mostBodyBytes,
    corsOrigins: config.corsOrigins,
    onUnexpectedError: (err, requestId) => log.error({ requestId, err }, 'unexpected error'),
  });
  const stopping = watchConnections(app);

  const accountFor = (caller: Caller): Account =>
    accountOf(caller, config.defender?.auth.registration?.clientId ?? null);
  const contextOf = (authenticated: Authenticated, request: FastifyRequest, signal: AbortSignal): RequestContext => {
    const cost = zeroCost();
    const inFlight = new InFlightTracker();
    const clientOf = (api: VendorApi): RestClient => {
      const { token, onTokenRejected } = authenticated.at(api.name);
      const account = accountFor(authenticated.caller);
      const bypassCache = wantsFreshAnswers(request.headers);
      const permit = (operation: Operation): Promise<void> | undefined => authorize(operation, authenticated);
      return api.client({ account, token, authorize: permit, onTokenRejected, signal, bypassCache, inFlight }, cost);
    };
    const rest = clientOf(apis.defender);
    const xdr = clientOf(apis.xdr);
    const known = new Map([
      [apis.defender, rest],
      [apis.xdr, xdr],
    ]);
    const hunting = known.get(apis.hunting) ?? clientOf(apis.hunting);
    return {
      caller: authenticated.caller,
      authenticated,
      rest,
      xdr,
      hunting: { backend: apis.hunting.name, rest: hunting },
      cursorKey: config.cursorSecret,
      audit,
      requestId: request.id,
      policy: config.policy,
      idempotentSender,
      pollScheduler,
      kql,
      huntResults,
      abortSignal: signal,
      request,
    };
  };
  const identify: IdentifyOptions = {
    authenticate: (credentials) => auth.authenticator.authenticate(credentials),
    onUnidentified: (err, requestId) => log.warn({ requestId, err }, 'a caller could not be identified'),
  };
  graphqlRoute(app, {
    apollo,
    ...identify,
    allowsGet: config.httpStatus === 'compatible',
    uploader: ({ caller }) => {
      const account = accountFor(caller);
      const { tenantId, fairnessKey, principal } = account;
      return apis.defender.isKnown(account) ? `${tenantId} ${fairnessKey ?? principal}` : null;
    },
    answers: new AnswerCache(config.answerCacheBytes),
    // Of one token alone: another one of the same person may have other permissions.
    scopeOf: ({ caller }) => `${caller.credentialHash} ${apis.defender.cacheScope(accountFor(caller))}`,
    onCached: ({ operationName, reads }, request, elapsed) => {
      metrics.cachedAnswer();
      const upstream = { calls: 0, cacheHits: reads, coalesced: 0, waitedMs: 0 };
      const report = { operationName, milliseconds: Math.round(elapsed), outcome: 'ok', upstream };
      if (request.authenticated !== null) logRequest({ log, metrics }, report, request, request.authenticated.caller);
    },
    context: contextOf,
    onRefused: (refused) => {
      metrics.request(refused.outcome, refused.milliseconds);
      log.info(refused, 'request');
    },
  });
  serveAssessmentExports(app, {
    ...identify,
    schema,
    context: contextOf,
    onEnd: (end, { caller: { tenantId, credentialHash } }) => {
      metrics.request(end.outcome, end.milliseconds);
      log.info({ ...end, tenantId, credential: credentialHash.slice(0, 12) }, 'export');
    },
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
    close: async (notice = 0, hurry) => {
      await stopping.stop(notice, hurry);
      // What was sent is followed to its end, also for callers who have left.
      await idempotentSender.idle();
      await apollo.stop();
      if (options.kql === undefined) await kql.close();
      await apis.close();
      await auth.close();
    },
  };
}
