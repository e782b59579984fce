import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Caller } from './auth/caller.ts';
import { OverloadError, type LoadShedder } from './concurrency/load-shedder.ts';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { errorReporter, type Failure } from './graphql/errors/error-reporter.ts';
import { omittedRowsPlugin } from './graphql/errors/omitted-rows-plugin.ts';
import { UnexpectedShapeError } from './graphql/errors/response-shape-error.ts';
import { Limits } from './graphql/limits/limits.ts';
import { authChallengePlugin } from './graphql/server/auth-challenge-plugin.ts';
import { compatibleStatusPlugin } from './graphql/server/compatible-status-plugin.ts';
import { cacheableAnswerPlugin } from './graphql/server/cacheable-answer-plugin.ts';
import { createGraphqlServer, type Admit } from './graphql/server/graphql-server.ts';
import { requestLogger, type RequestReport } from './graphql/server/request-logger.ts';
import { clientOf, type ClientIdentity } from './http/headers/client-identity.ts';
import { RestError } from './rest/rest-error.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { Tracing } from './telemetry/tracing/tracing.ts';

export type RequestContext = Context & { request: FastifyRequest };

interface Telemetry {
  log: Logger;
  metrics: Metrics;
  /** Null where requests are not traced. */
  tracing: Tracing | null;
}

/** Of a client that says nothing of itself a line says nothing either. */
function shownClient({ name, version }: ClientIdentity): { client?: string; clientVersion?: string } {
  return { ...(name !== null && { client: name }), ...(version !== null && { clientVersion: version }) };
}

/** Tells the log and the metrics of a request that was answered. */
export function logRequest(
  { log, metrics, tracing }: Telemetry,
  report: RequestReport,
  request: FastifyRequest,
  { tenantId, credentialHash }: Caller,
  isKnownCaller: boolean,
): void {
  const { outcome, milliseconds, operationName, operationType } = report;
  const client = clientOf(request);
  request.reported = true;
  metrics.request(outcome, milliseconds);
  metrics.operation({ operationName, type: operationType, outcome, milliseconds, client: client.name, isKnownCaller });
  const label = metrics.knownOperation(operationName);
  tracing?.operation(request.span, { label, operationName, operationType, outcome, upstream: report.upstream });
  const trace = tracing?.current();
  const caller = { tenantId, credential: credentialHash.slice(0, 12) };
  log.info({ requestId: request.id, ...report, ...caller, ...shownClient(client), ...trace }, 'request');
}

/** Limits whose breaches are counted, and logged where they are let through. */
function observedLimits({ limits }: Config, { log, metrics }: Telemetry): Limits {
  return new Limits(limits, ({ limit, refused, ...exceeded }) => {
    metrics.limitExceeded(limit, refused);
    if (!refused) log.warn({ limit, ...exceeded }, 'a request is beyond a limit that only warns');
  });
}

/** Runs operations as their place comes; what there is no place for is refused with 503. */
function admitBy(load: LoadShedder): Admit {
  return async (kind, work) => {
    try {
      return await load.run(kind === 'mutation' ? 'change' : 'read', work);
    } catch (error) {
      if (!(error instanceof OverloadError)) throw error;
      const { message, retryAfter } = error;
      const http = { status: 503, headers: new HeaderMap([['retry-after', String(retryAfter)]]) };
      throw new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfter, http } });
    }
  };
}

function reportFailure({ log }: Telemetry, { cause, unexpected }: Failure, requestId: string): void {
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
}

/** GraphQL over the schema, started; its requests and failures are logged and counted. */
export async function createApollo(
  schema: GraphQLSchema,
  config: Config,
  load: LoadShedder,
  telemetry: Telemetry,
): Promise<ApolloServer<RequestContext>> {
  const onFailure = (failure: Failure, { request: { id } }: RequestContext): void =>
    reportFailure(telemetry, failure, id);
  const apollo = createGraphqlServer<RequestContext>({
    schema,
    introspection: config.introspection,
    maxCalls: config.maxUpstreamCalls,
    limits: observedLimits(config, telemetry),
    admit: admitBy(load),
    automaticPersistedQueries: config.persisted.automatic,
    allowsGet: config.httpStatus === 'compatible' || config.persisted.manifest !== undefined,
    slicesOf: ({ slices }) => slices,
    ...(telemetry.tracing !== null && { aroundRootField: telemetry.tracing.field }),
    plugins: [
      ...(config.httpStatus === 'compatible' ? [compatibleStatusPlugin<RequestContext>()] : []),
      authChallengePlugin(),
      errorReporter({ report: onFailure, requestIdOf: ({ request }) => request.id }),
      omittedRowsPlugin(onFailure),
      requestLogger((report, { request, caller, isVerified }) =>
        logRequest(telemetry, report, request, caller, isVerified),
      ),
      cacheableAnswerPlugin((answer, { request }) => {
        request.cacheable = answer;
      }),
    ],
  });
  await apollo.start();
  return apollo;
}
