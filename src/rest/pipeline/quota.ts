import type { HttpResponse } from '../http/http-message.ts';
import type { QuotaBucket } from '../quota/quota-store.ts';
import type { RestError } from '../rest-error.ts';
import { parseThrottle } from '../http/throttle-response.ts';
import type { Call, Stage } from './stage.ts';

/** A call let out at the last moment would use up quota and get no answer: what is left for it, or a tenth. */
const MIN_TIME_FOR_CALL_MS = 1_000;

/**
 * Waits until the vendor's limits let the call go, the more urgent first, principals in turn. The token comes first: a
 * call without one takes no place in the queue. Throws RestError RATE_LIMITED with `retryAfter`.
 */
export const quota: Stage = (next) => async (call) => {
  const { api, request, operation, priority, deadline, signal } = call;
  const { account } = request;
  const known = api.isKnown(account);
  const bearer = await request.options.token();
  const name = api.classes.nameOf(operation);
  const waiting = (change: 1 | -1): void => api.observer.queued?.(name, change);
  waiting(1);
  const acquiring = api.scheduler.acquire({
    name,
    queueKey: api.classes.keyOf(account, name, false),
    buckets: metersOf(call),
    priority,
    // Applications go by one name in every tenant.
    principal: `${account.tenantId} ${account.fairnessKey ?? account.principal}`,
    deadline: deadline - Math.min(MIN_TIME_FOR_CALL_MS, (deadline - performance.now()) / 10),
    signal,
  });
  const place = await acquiring.finally(() => waiting(-1));
  if (place.waitedMs >= 1) api.observer.waited?.(name, place.waitedMs);
  try {
    call.grant = { bearer, waitedMs: place.waitedMs };
    return await next(call);
  } catch (error) {
    const { notSent } = error as Partial<RestError>;
    // A made-up token must not use up the quota of the application that it names.
    if (notSent === true || (!known && !api.isKnown(account))) await place.refund();
    throw error;
  } finally {
    place.release();
  }
};

/**
 * What a call draws on. A credential that no one knew had a stop of its own, as its claims might have been made up, and
 * keeps to it when it has become known meanwhile.
 */
function metersOf(call: Call): QuotaBucket[] {
  const { api, request, operation, priority } = call;
  const meters = api.classes.bucketsOf(operation, request.account, priority);
  if (request.account.verified) return meters;
  return [...meters, { key: penaltyKey(call, false), limits: [] }];
}

/** The quota that a 429 stops: of a credential that Defender has not accepted, its own alone. */
function penaltyKey({ api, operation, request: { account } }: Call, known: boolean): string {
  const { name, wholeTenant } = api.classes.classOf(operation);
  const owner = known ? account : { ...account, applicationId: account.principal };
  return api.classes.keyOf(owner, name, wholeTenant && known);
}

/** Keeps to what a 429 says: the time to wait, and the limit where it names one. */
export async function noteThrottle(call: Call, answer: HttpResponse): Promise<void> {
  const { api, operation, request } = call;
  const { seconds, limit } = parseThrottle(answer);
  const key = penaltyKey(call, api.isKnown(request.account));
  await api.store.blockFor(key, seconds * 1000);
  if (limit !== null) await api.store.learnLimit(key, limit);
  api.observer.throttled?.(api.classes.nameOf(operation), request.account.tenantId, seconds);
}

/** Notes how long a call ran, the way there included, where that has a limit. */
export async function noteDuration({ api, operation, request }: Call, milliseconds: number): Promise<void> {
  const { name, wholeTenant, runSeconds } = api.classes.classOf(operation);
  if (runSeconds === null) return;
  const key = api.classes.keyOf(api.ownerOf(request.account), name, wholeTenant);
  await api.store.recordDuration(key, milliseconds);
}
