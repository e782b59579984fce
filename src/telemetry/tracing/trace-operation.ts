import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { ATTRIBUTES } from './attributes.ts';

/** What is known of an operation that was answered. */
export interface TracedOperation {
  /** Null where it is not one of the gateway's or the manifest's: callers may make up any number of names. */
  label: string | null;
  operationName: string | null;
  operationType: string | null;
  outcome: string;
  upstream: { calls: number; cacheHits: number; coalesced: number; waitedMs: number };
}

/** Codes that tell of a failure of this side, and not of a caller who asked for what cannot be. */
const FAILURES = /^(INTERNAL_SERVER_ERROR|UPSTREAM_|ACTION_OUTCOME_UNKNOWN)/;

/** Notes what an operation was and what became of it. */
export function traceOperation(span: Span, operation: TracedOperation): void {
  const { label, operationName, operationType, outcome, upstream } = operation;
  if (operationType !== null) {
    span.updateName(label === null ? operationType : `${operationType} ${label}`);
    span.setAttribute(ATTRIBUTES.operationType, operationType);
  }
  if (operationName !== null) span.setAttribute(ATTRIBUTES.operationName, operationName);
  span.setAttributes({
    [ATTRIBUTES.outcome]: outcome,
    [ATTRIBUTES.calls]: upstream.calls,
    [ATTRIBUTES.cacheHits]: upstream.cacheHits,
    [ATTRIBUTES.coalesced]: upstream.coalesced,
    [ATTRIBUTES.waitedMs]: upstream.waitedMs,
  });
  if (outcome !== 'ok') fail(span, outcome);
}

function fail(span: Span, code: string): void {
  span.setAttribute(ATTRIBUTES.errorType, code);
  if (FAILURES.test(code)) span.setStatus({ code: SpanStatusCode.ERROR });
}
