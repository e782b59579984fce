import type { Stage } from './stage.ts';

/** Gives a recent answer again, or joins an equal read in flight: of the same principal alone. */
export const coalesce: Stage = (next) => async (call) => {
  const { api, request, operation, path, body, cacheSeconds: seconds } = call;
  const key = api.cacheKey(request.account, `${operation.method} ${path} ${body?.content.toString() ?? ''}`);
  const cacheable = { ...call, key, seconds, ownScope: request.ownScope };
  const { cost } = request;
  try {
    const { source, ...answer } = await api.cache.read(cacheable, next);
    if (source === 'cache') cost.cacheHits += 1;
    if (source === 'other') cost.coalesced += 1;
    cost.cachedUntil = request.ownScope === undefined ? Math.min(cost.cachedUntil, api.cache.keptUntil(key)) : 0;
    return answer;
  } catch (error) {
    // What is made of a failure is made of it this time only.
    cost.cachedUntil = 0;
    throw error;
  }
};
