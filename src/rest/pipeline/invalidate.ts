import { isAccessDenied } from '../rest-error.ts';
import type { Stage } from './stage.ts';

/**
 * Invalidates what is cached of a tenant, at all processes before the answer is given, whatever becomes of a mutation that was sent: it may have happened. One that was
 * denied, or never sent, invalidates nothing: a made-up token must not cost a tenant's callers what they have cached.
 */
export const invalidate: Stage = (next) => async (call) => {
  const { api, request } = call;
  const before = request.cost.calls;
  let changedNothing = false;
  try {
    return await next(call);
  } catch (error) {
    changedNothing = isAccessDenied(error) || request.cost.calls === before;
    throw error;
  } finally {
    if (!changedNothing) await api.generations.bump(request.account.tenantId);
  }
};
