import { isAccessDenied } from '../rest-error.ts';
import type { Stage } from './stage.ts';

/** Largest answer accepted unless the operation says otherwise, in bytes. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/**
 * Admission control: a request makes no call beyond its allowance, or after a 401; calls with credentials that Defender
 * has not accepted yet share a small bulkhead (unverified callers). Throws RestError COST_LIMIT_EXCEEDED or RATE_LIMITED.
 */
export const admit: Stage = (next) => async (call) => {
  const { api, request, operation, priority } = call;
  const { account } = request;
  request.assertMayCall();
  const { onSend, onEnd } = request.enter();
  const maxResponseBytes = Math.min(
    operation.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    request.bytesLeft,
    api.responseMemory.maxResponseBytes(operation.rows !== undefined),
  );
  call.admission = { askedAt: new Date().toISOString(), maxResponseBytes, onSend };
  try {
    if (api.isKnown(account)) return await next(call);
    const { name, wholeTenant, perMinute } = api.classes.classOf(operation);
    const quotaKey = api.classes.keyOf(account, name, wholeTenant);
    const key = priority === 'action' ? `${quotaKey} action` : quotaKey;
    return await api.bulkhead.admit(account, { key, perMinute }, () => next(call));
  } catch (error) {
    if (isAccessDenied(error)) {
      // What is cached was read with rights that the caller no longer has.
      void api.generations.bump(api.principalOf(account));
      if (error.status === 401) request.denied = error;
    }
    throw error;
  } finally {
    onEnd();
  }
};
