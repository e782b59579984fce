import type { Stage } from './stage.ts';

/** Gives a recent answer again, or joins an equal read in flight: of the same principal alone. */
export const coalesce: Stage = (next) => async (call) => {
  const { api, request, operation, path, body, cacheSeconds: seconds } = call;
  const key = api.cacheKey(request.account, `${operation.method} ${path} ${body?.content.toString() ?? ''}`);
  const cacheable = { ...call, key, seconds, ownScope: request.ownScope };
  const { source, ...answer } = await api.cache.read(cacheable, next);
  if (source === 'cache') request.cost.cacheHits += 1;
  if (source === 'other') request.cost.coalesced += 1;
  return answer;
};
