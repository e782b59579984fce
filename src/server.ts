import './graphql/schema/reflect-metadata.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from './auth/account.ts';
import { authorize } from './auth/authorize.ts';
import type { Authenticated, Caller } from './auth/caller.ts';
import type { Auth } from './auth/create-auth.ts';
import { LoadShedder } from './concurrency/load-shedder.ts';
import { TimeSlices } from './concurrency/time-slices.ts';
import { ConfigError } from './config.ts';
import { createApollo, logRequest, type RequestContext } from './create-apollo.ts';
import { Limits } from './graphql/limits/limits.ts';
import { AnswerCache } from './http/answer-cache.ts';
import { CallerRateLimiter } from './http/caller-rate-limiter.ts';
import { createApp, type AppOptions } from './http/create-app.ts';
import { readManifest } from './http/persisted-operations.ts';
import { serveAssessmentExports } from './assessment-exports.ts';
import type { IdentifyOptions } from './http/identify-caller.ts';
import { graphqlRoute, wantsFreshAnswers } from './http/graphql-route.ts';
import { clientOf } from './http/headers/client-identity.ts';
import { watchConnections } from './http/lifecycle/graceful-shutdown.ts';
import { healthRoutes } from './http/lifecycle/health-routes.ts';
import { KqlChecker } from './kql/check/checker.ts';
import { InFlightTracker } from './rest/client/in-flight-tracker.ts';
import type { VendorApi } from './rest/api/vendor-api.ts';
import type { Account } from './rest/resilience/unverified-bulkhead.ts';
import { ResultStore } from './rest/cache/result-store.ts';
import type { Operation } from './rest/operation.ts';
import { RequestLog } from './rest/client/request-log.ts';
import { zeroCost, type RestClient } from './rest/client/rest-client.ts';
import { PollScheduler } from './rest/mutation/poll-scheduler.ts';
import { IdempotentSender, type IdempotentSenderOptions } from './rest/mutation/idempotent-sender.ts';
import { createSchema } from './schema.ts';
import { connectSharedState } from './redis/shared-state.ts';
import { AuditLog, auditFile, auditToStdout, type AuditSink } from './telemetry/audit-log.ts';
import { observeAudit } from './telemetry/audit-observer.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { operationNamesIn, readPackageFacts } from './telemetry/package-facts.ts';
import { metricsRoute } from './telemetry/metrics-route.ts';
import { createTelemetry } from './telemetry/telemetry.ts';
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
  /** Milliseconds that Redis may take before it counts as gone, if not the usual few. */
  redisTimeLimit?: number;
  /** Adds routes of its own: the explorer, the sandbox's tokens. */
  routes?: (app: FastifyInstance) => void;
}

export interface Gateway {
  app: FastifyInstance;
  /** Serves the metrics alone, not yet listening; null where `app` does. */
  metricsApp: FastifyInstance | null;
  metrics: Metrics;
  /**
   * Turns readiness off, goes on serving for `notice` milliseconds so that a load balancer can look away, or until
   * `hurry` says that it has, finishes what is in flight (25 s at the most), and closes every connection.
   */
  close(notice?: number, hurry?: AbortSignal): Promise<void>;
  /** Requests that are not answered yet, and changes whose end is not written down, their callers gone or not. */
  inFlight(): { requests: number; changes: number };
}

/** The gateway's HTTP server, not yet listening: `/graphql`, health, metrics, and what `routes` adds. */
export async function createServer(options: ServerOptions): Promise<Gateway> {
  const { config, auth, log, routes } = options;
  const operations = await readManifest(config.persisted.manifest).catch((error: Error) => {
    throw new ConfigError([error.message]);
  });
  const { version, operationNames } = await readPackageFacts();
  const telemetry = await createTelemetry({
    otel: config.otel,
    log,
    showsTenantIds: config.metrics.showsTenantIds,
    operationNames: [...operationNames, ...operationNamesIn(operations.values())],
    version,
  });
  const { metrics, tracing } = telemetry;
  const schema = await createSchema({
    huntingBackend: config.huntingBackend,
    onUnknownEnumValue: (enumName, value) => {
      metrics.unknownEnumValue(enumName);
      log.debug({ enumName, value }, 'the vendor sent an enum value that it does not document');
    },
  });
  const { sharedState, huntBytes, cacheBytes } = config;
  const { redisTimeLimit: timeLimit } = options;
  const shared = sharedState && (await connectSharedState({ ...sharedState, huntBytes, cacheBytes, timeLimit }, log));
  const apis = createApis(schema, { ...shared?.ofApis, ...options }, telemetry);
  const sink = options.audit ?? (config.auditLog === undefined ? auditToStdout : auditFile(config.auditLog));
  const audit = new AuditLog(sink, observeAudit(metrics, log), config.auditFormat);
  const idempotentSender = new IdempotentSender(options.sending, shared?.idempotencyStore);
  const pollScheduler = new PollScheduler(options.pollInterval, shared?.polls);
  const kql = options.kql ?? new KqlChecker();
  const huntResults = new ResultStore(huntBytes, shared?.huntResults);
  const load = new LoadShedder({
    ...config.load,
    onShed: (priority, reason) => metrics.shed(priority, reason),
    onDelay: (milliseconds) => metrics.eventLoopDelay(milliseconds),
  });
  metrics.watchLoad(() => load.load);
  const apollo = await createApollo(schema, config, load, { log, metrics, tracing });
  const appOptions: AppOptions = {
    maxBodyBytes: config.maxBodyBytes,
    corsOrigins: config.corsOrigins,
    onUnexpectedError: (err, requestId) => log.error({ requestId, err }, 'unexpected error'),
  };
  const app = await createApp(appOptions);
  const stopping = watchConnections(app);
  tracing?.follow(app, (request) => ({
    refusal: request.refusal,
    documentId: request.documentId,
    tenant: request.authenticated && metrics.tenantLabel(request.authenticated.caller.tenantId),
    client: clientOf(request),
  }));

  const accountFor = (caller: Caller): Account =>
    accountOf(caller, config.defender?.auth.registration?.clientId ?? null);
  const limits = new Limits(config.limits);
  const contextOf = (authenticated: Authenticated, request: FastifyRequest, signal: AbortSignal): RequestContext => {
    const cost = { ...zeroCost(), ...(config.explain && { requests: new RequestLog() }) };
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
      isVerified: isKnown(authenticated),
      rest,
      xdr,
      hunting: { backend: apis.hunting.name, rest: hunting },
      signingKeys: config.signingKeys.value,
      audit,
      requestId: request.id,
      policy: config.policy,
      limits,
      idempotentSender,
      pollScheduler,
      kql,
      huntResults,
      slices: new TimeSlices({ onWait: () => inFlight.begin(), ...(tracing !== null && { bind: tracing.bind }) }),
      abortSignal: signal,
      request,
    };
  };
  const isKnown = ({ caller }: Authenticated): boolean => apis.defender.isKnown(accountFor(caller));
  // What a token says of its caller counts once Defender has accepted it: then all tokens of theirs count together.
  const callerKey = (authenticated: Authenticated): string => {
    const { tenantId, objectId, applicationId, credentialHash } = authenticated.caller;
    const known = isKnown(authenticated) ? (objectId ?? applicationId) : null;
    return `${tenantId} ${known ?? credentialHash}`;
  };
  const identify: IdentifyOptions = {
    callerKey,
    callers: new CallerRateLimiter(config.callerLimits),
    authenticate: (credentials) => auth.authenticator.authenticate(credentials),
    onUnidentified: (err, requestId) => log.warn({ requestId, err }, 'a caller could not be identified'),
  };
  graphqlRoute(app, {
    apollo,
    ...identify,
    uploader: (authenticated) => (isKnown(authenticated) ? callerKey(authenticated) : null),
    allowsGet: config.httpStatus === 'compatible',
    answers: new AnswerCache(config.answerCacheBytes, config.explain),
    persisted: { operations, only: config.persisted.only },
    // Of one token alone: another one of the same person may have other permissions.
    scopeOf: ({ caller }) => `${caller.credentialHash} ${apis.cacheScope(accountFor(caller))}`,
    onCached: ({ operationName, reads }, request, elapsed) => {
      metrics.cachedAnswer();
      const upstream = { calls: 0, cacheHits: reads, coalesced: 0, waitedMs: 0 };
      const operationType = 'query';
      const report = { operationName, operationType, milliseconds: Math.round(elapsed), outcome: 'ok', upstream };
      const { authenticated } = request;
      if (authenticated !== null)
        logRequest({ log, metrics, tracing }, report, request, authenticated.caller, isKnown(authenticated));
    },
    context: contextOf,
    onRefused: (refused) => {
      metrics.request(refused.outcome, refused.milliseconds);
      log.info(refused, 'request');
    },
  });
  serveAssessmentExports(app, {
    ...identify,
    isKnown,
    schema,
    context: contextOf,
    onEnd: (end, { caller: { tenantId, credentialHash } }) => {
      metrics.request(end.outcome, end.milliseconds);
      log.info({ ...end, tenantId, credential: credentialHash.slice(0, 12) }, 'export');
    },
  });
  healthRoutes(app, {
    isStopping: () => !stopping.ready,
    isOverloaded: () => load.isSaturated,
    isSharedStateAvailable: shared === null ? null : () => shared.isAvailable,
  });
  // The same limits and refusals hold there.
  const metricsApp = config.metrics.port === null ? app : await createApp({ ...appOptions, corsOrigins: [] });
  metricsRoute(metricsApp, metrics);
  routes?.(app);

  return {
    app,
    metricsApp: metricsApp === app ? null : metricsApp,
    metrics,
    close: async (notice = 0, hurry) => {
      await stopping.stop(notice, hurry);
      if (metricsApp !== app) await metricsApp.close();
      load.close();
      // What was sent is followed to its end and written down, also for callers who have left.
      await audit.idle();
      await apollo.stop();
      if (options.kql === undefined) await kql.close();
      await apis.close();
      await shared?.close();
      await auth.close();
      await telemetry.close();
    },
    inFlight: () => ({ requests: stopping.inFlight, changes: audit.inProgress }),
  };
}
