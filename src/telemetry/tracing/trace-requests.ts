import { createHash } from 'node:crypto';
import { SpanStatusCode, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ATTRIBUTES } from './attributes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where the request is not traced. */
    span: Span | null;
  }
}

/** What a request has turned out to be, once it is over. */
export interface RequestFacts {
  /** The code of a refusal before GraphQL. */
  refusal: string | null;
  /** By which a persisted document was asked for. */
  documentId: string | null;
  /** As tenants are named in what is exported; null for a caller that was not let in. */
  tenant: string | null;
  client: { name: string | null; version: string | null };
}

/** Makes the spans of requests. */
interface RequestTracer {
  beginRequest(method: string, route: string, headers: FastifyRequest['headers']): Span;
  within(span: Span, run: () => void): void;
}

const TRACED = /^\/(graphql|export\/)/;
const HASH_DIGITS = 16;

/** Traces the requests for the graph and for exports, from their first header to the end of their answer. */
export function traceRequests(
  app: FastifyInstance,
  tracing: RequestTracer,
  factsOf: (request: FastifyRequest) => RequestFacts,
): void {
  app.decorateRequest('span', null);
  app.addHook('onRequest', (request, reply, done) => {
    const { url } = request.routeOptions;
    if (url === undefined || !TRACED.test(url)) return done();
    const span = tracing
      .beginRequest(request.method, url, request.headers)
      .setAttribute(ATTRIBUTES.requestId, request.id);
    request.span = span;
    reply.raw.once('close', () => {
      finish(span, factsOf(request), reply.statusCode, reply.raw.writableFinished);
      span.end();
    });
    done();
  });
  // As late as this, since a body that is being read knows nothing of the hooks before it.
  app.addHook('preHandler', ({ span }, _, done) => {
    if (span === null) done();
    else tracing.within(span, done);
  });
}

function finish(span: Span, { refusal, documentId, tenant, client }: RequestFacts, status: number, isWhole: boolean) {
  span.setAttribute(ATTRIBUTES.status, status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  if (refusal !== null) span.setAttributes({ [ATTRIBUTES.outcome]: refusal, [ATTRIBUTES.errorType]: refusal });
  if (!isWhole) span.setAttribute(ATTRIBUTES.errorType, 'CANCELLED');
  if (tenant !== null) span.setAttribute(ATTRIBUTES.tenant, tenant);
  if (client.name !== null) span.setAttribute(ATTRIBUTES.clientName, client.name);
  if (client.version !== null) span.setAttribute(ATTRIBUTES.clientVersion, client.version);
  if (documentId === null) return;
  // An id may be any text; the hash tells documents apart.
  const hash = createHash('sha256').update(documentId).digest('hex').slice(0, HASH_DIGITS);
  span.setAttribute(ATTRIBUTES.documentIdHash, hash);
}
