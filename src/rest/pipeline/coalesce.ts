import type { ReadResult } from '../cache/read-result.ts';
import type { Stage } from './stage.ts';

/** Gives a recent answer again, or joins an equal read in flight: of the same principal alone. */
export const coalesce: Stage = (next) => async (call) => {
  const { api, request, operation, path, body, cacheSeconds: seconds } = call;
  const name = `${operation.method} ${path} ${body?.content.toString() ?? ''}`;
  const key = api.cacheKey(request.account, name);
  const question = seconds > 0 ? api.questionOf(request.account, () => name) : undefined;
  const { cost, ownScope } = request;
  // The call goes on until its answer is there or no reader is left, and not until the one who started it leaves.
  const fetch = (signal: AbortSignal): Promise<ReadResult> => {
    call.signal = signal;
    return next(call);
  };
  try {
    const answer = await api.cache.read(
      { key, seconds, question, ownScope, signal: call.signal, deadline: call.deadline },
      fetch,
    );
    const { source, origin } = answer;
    api.observer.read?.(operation.id, source, origin);
    if (source === 'cache') cost.cacheHits += 1;
    if (source === 'other') cost.coalesced += 1;
    cost.cachedUntil = ownScope === undefined ? Math.min(cost.cachedUntil, api.cache.keptUntil(key)) : 0;
    return answer;
  } catch (error) {
    // What is made of a failure is made of it this time only.
    cost.cachedUntil = 0;
    throw error;
  }
};
