import type { Stage } from './stage.ts';

/**
 * Refuses a read at once while the circuit breaker of its tenant is open, before it waits for a token or for quota. What
 * an action needs is never held back by it. Throws RestError UPSTREAM_UNAVAILABLE.
 */
export const failFast: Stage = (next) => async (call) => {
  const { api, request, operation, priority } = call;
  if (priority === 'action') return next(call);
  const { circuitBreaker } = api.healthOf(request.account);
  circuitBreaker.check(operation.timeLimit !== undefined);
  call.circuitBreaker = circuitBreaker;
  return next(call);
};
