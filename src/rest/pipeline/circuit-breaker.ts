import type { RestError } from '../rest-error.ts';
import type { Stage } from './stage.ts';

/**
 * Counts what becomes of the exchange of a read for the circuit breaker that let it pass: not the time that it waited, nor
 * a refusal for quota, nor a caller who left. Throws RestError UPSTREAM_UNAVAILABLE where it has opened meanwhile.
 */
export const circuitBreaker: Stage = (next) => async (call) => {
  const { request, operation, circuitBreaker, deadline, signal } = call;
  if (circuitBreaker === undefined) return next(call);
  // Cut off by what went before it, a call says nothing of the server; nor does one that may take minutes and did.
  const hasTime = deadline - performance.now() > request.timeLimitOf(operation) / 2;
  const countsTimeout = hasTime && operation.timeLimit === undefined;
  const isIgnored = ({ code }: RestError): boolean =>
    signal?.aborted === true || (code === 'UPSTREAM_TIMEOUT' && !countsTimeout);
  return circuitBreaker.execute(call, next, isIgnored);
};
