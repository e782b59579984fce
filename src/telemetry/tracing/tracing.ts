import { AsyncLocalStorage } from 'node:async_hooks';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Span,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';
import { TRACE_PARENT_HEADER, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { traceOperation, type TracedOperation } from './trace-operation.ts';
import { traceRequests, type RequestFacts } from './trace-requests.ts';
import { ATTRIBUTES } from './attributes.ts';

export interface TracingOptions {
  tracer: Tracer;
  /** Whether calls of the vendor carry a `traceparent`. */
  isPropagated: boolean;
}

/** A call of the vendor that is about to be sent. */
export interface TracedCall {
  id: string;
  api: string;
  method: string;
  /** Path with the names of its parameters. */
  template: string;
  baseUrl: string;
  quotaClass: string;
  waitedMs: number;
}

/** Follows a call of the vendor. */
export interface CallTrace {
  /** To be sent with it. */
  headers: Readonly<Record<string, string>>;
  /** What answers that others get of it are tied to. */
  origin: SpanContext;
  /** `status` 0 is a call without an answer; `error` is what was made of it. */
  end: (status: number, error: unknown) => void;
}

/** A field of the root type that is being resolved. */
export interface RootField {
  parentType: string;
  fieldName: string;
  /** The code of the first error in it so far. */
  errorCode: () => string | undefined;
}

interface Coded {
  extensions?: { code?: unknown; correlationId?: unknown };
}

const propagator = new W3CTraceContextPropagator();

/** What else a caller sends along, `tracestate` or baggage, is text of its own, and goes nowhere. */
const traceparentOf = {
  get: (headers: Readonly<Record<string, unknown>>, name: string): string | undefined => {
    const value = name === TRACE_PARENT_HEADER ? headers[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  },
  keys: () => [TRACE_PARENT_HEADER],
};

/** The code of an error that has one; of any other its caller is told no more than this. */
function codeOf(error: unknown): string {
  const { code } = (error as Coded | null)?.extensions ?? {};
  return typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
}

/** The spans of requests, of their root fields and of calls of the vendor, each below the one that it was made in. */
export class Tracing {
  readonly #tracer: Tracer;
  readonly #isPropagated: boolean;
  /** The span that what runs now belongs to. */
  readonly #active = new AsyncLocalStorage<Span>();

  constructor({ tracer, isPropagated }: TracingOptions) {
    this.#tracer = tracer;
    this.#isPropagated = isPropagated;
  }

  /** Traces the requests of a server. */
  follow(app: FastifyInstance, factsOf: (request: FastifyRequest) => RequestFacts): void {
    traceRequests(app, this, factsOf);
  }

  /** Notes what the operation of a request was and what became of it. */
  operation(span: Span | null, operation: TracedOperation): void {
    if (span !== null) traceOperation(span, operation);
  }

  /** Begins the span of a request, below that of its `traceparent` if it has one. */
  beginRequest(method: string, route: string, headers: Readonly<Record<string, unknown>>): Span {
    const attributes = { [ATTRIBUTES.method]: method, [ATTRIBUTES.route]: route };
    const parent = propagator.extract(ROOT_CONTEXT, headers, traceparentOf);
    return this.#tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
  }

  /** Runs something as a part of a span. */
  within<T>(span: Span, run: () => T): T {
    return this.#active.run(span, run);
  }

  /** Makes what is run later, in a batch with others, a part of the span that asks for it now: the first of them. */
  readonly bind = (run: () => void): (() => void) => {
    const span = this.#active.getStore();
    return span === undefined ? run : () => this.#active.run(span, run);
  };

  /** Trace and span of what runs now, where it is recorded. */
  readonly current = (): { trace_id: string; span_id: string } | undefined => {
    const context = this.#active.getStore()?.spanContext();
    if (context === undefined || (context.traceFlags & TraceFlags.SAMPLED) === 0) return undefined;
    return { trace_id: context.traceId, span_id: context.spanId };
  };

  /** Resolves a root field within a span of its own. Throws what it throws. */
  readonly field = (field: RootField, run: () => unknown): unknown => {
    const parent = this.#active.getStore();
    if (parent === undefined || !parent.isRecording()) return run();
    const name = `${field.parentType}.${field.fieldName}`;
    const span = this.#startBelow(parent, name, SpanKind.INTERNAL, { [ATTRIBUTES.field]: name });
    const end = (code = field.errorCode()): void => {
      if (code !== undefined) span.setAttribute(ATTRIBUTES.errorType, code).setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
    try {
      const value = this.#active.run(span, run);
      if (!(value instanceof Promise)) {
        end();
        return value;
      }
      return value.then(
        (resolved: unknown) => {
          end();
          return resolved;
        },
        (error: unknown) => {
          end(codeOf(error));
          throw error;
        },
      );
    } catch (error) {
      end(codeOf(error));
      throw error;
    }
  };

  /** Begins the span of a call of the vendor, below what asks for it: of several who share it, the first. */
  call({ id, api, method, template, baseUrl, quotaClass, waitedMs }: TracedCall): CallTrace {
    const { hostname, port, protocol } = new URL(baseUrl);
    const span = this.#startBelow(this.#active.getStore(), `${method} ${template}`, SpanKind.CLIENT, {
      [ATTRIBUTES.method]: method,
      [ATTRIBUTES.urlTemplate]: template,
      [ATTRIBUTES.serverAddress]: hostname,
      [ATTRIBUTES.serverPort]: Number(port) || (protocol === 'https:' ? 443 : 80),
      [ATTRIBUTES.api]: api,
      [ATTRIBUTES.operation]: id,
      [ATTRIBUTES.quotaClass]: quotaClass,
      [ATTRIBUTES.waitMs]: Math.round(waitedMs),
    });
    const headers: Record<string, string> = {};
    if (this.#isPropagated) {
      const set = (carrier: typeof headers, name: string, value: string): void => void (carrier[name] = value);
      propagator.inject(trace.setSpan(ROOT_CONTEXT, span), headers, { set });
    }
    return {
      headers,
      origin: span.spanContext(),
      end: (status, error) => {
        if (status !== 0) span.setAttribute(ATTRIBUTES.status, status);
        const { correlationId } = (error as Coded | null)?.extensions ?? {};
        if (typeof correlationId === 'string') span.setAttribute(ATTRIBUTES.correlationId, correlationId);
        if (error !== null)
          span.setAttribute(ATTRIBUTES.errorType, codeOf(error)).setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  /** Ties what runs now to the call of another whose answer it gets, from memory or while that is in flight. */
  shared(origin: unknown, source: string): void {
    const context = origin as SpanContext | undefined;
    if (context === undefined || !isSpanContextValid(context)) return;
    this.#active.getStore()?.addLink({ context, attributes: { [ATTRIBUTES.source]: source } });
  }

  #startBelow(
    parent: Span | undefined,
    name: string,
    kind: SpanKind,
    attributes: Readonly<Record<string, string | number>>,
  ): Span {
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent);
    return this.#tracer.startSpan(name, { kind, attributes }, context);
  }
}
