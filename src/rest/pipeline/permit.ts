import type { Stage } from './stage.ts';

/** Refuses what the caller is known to lack the permission for, cached answers included; the call's time begins here. */
export const permit: Stage = (next) => async (call) => {
  const { operation, request } = call;
  await request.options.authorize?.(operation);
  call.deadline = request.deadlineOf(operation);
  return next(call);
};
