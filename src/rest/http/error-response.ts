import type { HttpResponse } from './http-message.ts';
import { apiLabel, permissionText, type Operation, type KnownError } from '../operation.ts';
import { RestError, type RestErrorCode } from '../rest-error.ts';
import { retryAfterSeconds, parseThrottle } from './throttle-response.ts';
import { vendorMessage } from './vendor-message.ts';

/** Vendor codes of status 400 that blame a value the caller gave, not the request we built (common-errors.md). */
const INPUT_FAULTS = new Set([
  'InvalidInput',
  'InvalidHashValue',
  'InvalidDomainName',
  'InvalidIpAddress',
  'InvalidUrl',
]);

/** What vendor codes of status 400 mean that have little more to say (common-errors.md, run-live-response.md). */
const MEANINGS: Readonly<Record<string, string>> = {
  OsPlatformNotSupported: 'the platform of the device does not support it',
  ClientVersionNotSupported: 'the sensor of the device is too old for it; update the device',
  ActiveRequestAlreadyExists: 'another such request is under way on the device; wait until it has ended',
  MaximumBatchSizeExceeded: 'it takes fewer objects in one call; send them in smaller parts',
};

/** Seconds after which a server that is not available may be, as the breaker has it too. */
const COME_AGAIN = 10;
/** A gateway in front of the API that does not reach it, or the API that says so itself. */
const UNAVAILABLE = new Set([502, 503, 504]);

/** Only the live response page gives it a code; the others have no more than this text (unisolate-machine.md). */
const ALREADY_IN_PROGRESS = /already (in progress|running)/i;

interface VendorErrorBody {
  code: string | undefined;
  message: string | undefined;
  target: string | undefined;
}

const CODE = /^\w{1,64}$/;
const TARGET = /^[\w-]{1,64}$/;

function text(value: unknown, form = /./): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

/**
 * Reads `{ error: { code, message, target } }`, or Graph's form, which has `innerError: { "request-id" }` in place of the
 * target; every part may be missing, as gateways in between answer HTML.
 */
function parseErrorBody(body: string): VendorErrorBody {
  try {
    const { error } = JSON.parse(body) as { error?: Record<string, unknown> };
    const inner = (error?.innerError ?? error?.innererror) as Record<string, unknown> | null | undefined;
    // Code and target are shown to callers, so they may be no more than the words they are documented to be.
    const target = text(error?.target, TARGET) ?? text(inner?.['request-id'], TARGET);
    return { code: text(error?.code, CODE), message: text(error?.message), target };
  } catch {
    return { code: undefined, message: undefined, target: undefined };
  }
}

/**
 * The refusal of the operation's own that the vendor's words tell. Nothing counts from the first quotation mark on: what is
 * quoted is the caller's text, and may have quotation marks of its own. An apostrophe within a word is none.
 */
function knownErrorOf(
  { knownErrors }: Operation,
  status: number,
  { message = '' }: VendorErrorBody,
): KnownError | undefined {
  const [own = ''] = message.split(/(?<!\w)['"`‘’“”]/, 1);
  return knownErrors?.find(({ status: statuses, pattern }) => statuses.includes(status) && pattern.test(own));
}

/**
 * The error that an answer other than 2xx stands for, by status and vendor code (common-errors.md); by its text only where
 * the operation says that nothing else tells. What the vendor says of a 400 goes with it; `own` is what was asked for.
 */
export function toRestError(operation: Operation, answer: HttpResponse, own = ''): RestError {
  const { status } = answer;
  const fault = parseErrorBody(answer.body);
  const label = apiLabel(operation);
  const named = fault.code === undefined ? `${status}` : `${status} ${fault.code}`;
  const alreadyInProgress =
    status === 400 && (fault.code === 'ActiveRequestAlreadyExists' || ALREADY_IN_PROGRESS.test(fault.message ?? ''));
  // Other statuses speak of the caller's rights and the vendor's inside, which is nothing that a caller could mend.
  const explanation = status === 400 ? vendorMessage(fault.message ?? '', own) : undefined;
  const details = {
    status,
    vendorCode: fault.code,
    correlationId: fault.target,
    alreadyInProgress,
    vendorMessage: explanation,
  };
  const fail = (code: RestErrorCode, message: string, more: object = {}): RestError =>
    new RestError(code, message, { ...details, ...more });

  if (status === 401) {
    // Only a challenge with claims is the caller's to answer; the rest of the vendor's header stays here.
    const claims = /claims="([A-Za-z0-9+/=_-]{1,4000})"/.exec(answer.headers['www-authenticate'] ?? '')?.[1];
    const challenge =
      claims === undefined ? 'error="invalid_token"' : `error="insufficient_claims", claims="${claims}"`;
    return fail('UNAUTHENTICATED', `${label} did not accept the token: it is expired or not valid. Get a new one.`, {
      challenge: `Bearer ${challenge}`,
    });
  }
  const knownError = knownErrorOf(operation, status, fault);
  if (knownError !== undefined) {
    const { code, message } = knownError;
    // A quota is no one's fault and comes back, and a failure without a reason may pass.
    if (code !== 'RATE_LIMITED') return fail(code, message, { causedByRequest: code !== 'UPSTREAM_ERROR' });
    const { seconds: retryAfter } = parseThrottle(answer);
    return fail(code, `${message} Try again in ${retryAfter} s.`, { retryAfter });
  }
  if (status === 403 && fault.code === 'DisabledFeature') {
    return fail('FORBIDDEN', `${label} refused ${operation.id}: the feature is switched off in the tenant.`);
  }
  if (status === 403 && fault.code === 'DisallowedOperation') {
    return fail('FORBIDDEN', `${label} does not allow ${operation.id} here, for any caller.`);
  }
  if (status === 403) {
    const permission = permissionText(operation);
    return fail(
      'FORBIDDEN',
      `${label} refused ${operation.id}: the caller lacks ${permission}, or the token is for another audience.`,
      {
        permission,
      },
    );
  }
  if (status === 404) return fail('NOT_FOUND', `${label} has no such object.`);
  if (status === 429) {
    const { seconds: retryAfter } = parseThrottle(answer);
    const message = `${label}'s call quota for ${operation.id} is used up; try again in ${retryAfter} s.`;
    return fail('RATE_LIMITED', message, { retryAfter });
  }
  if (status === 400 && operation.explainsInput === true && explanation !== undefined) {
    return fail('BAD_USER_INPUT', explanation);
  }
  const says = explanation === undefined ? '' : ` It says: ${explanation}`;
  const meaning = MEANINGS[fault.code ?? ''] ?? (alreadyInProgress ? MEANINGS.ActiveRequestAlreadyExists : undefined);
  if (status === 400 && meaning !== undefined) {
    return fail('BAD_USER_INPUT', `${label} refused ${operation.id}: ${meaning} (${named}).${says}`);
  }
  if (status === 400 && fault.code !== undefined && INPUT_FAULTS.has(fault.code)) {
    return fail('BAD_USER_INPUT', `${label} refused a value given to ${operation.id} (${fault.code}).${says}`);
  }
  if (UNAVAILABLE.has(status)) {
    const asked = retryAfterSeconds(answer.headers['retry-after']);
    const retryAfter = asked ?? COME_AGAIN;
    const message = `${label} is not available (${named}); try again in ${retryAfter} s.`;
    return fail('UPSTREAM_UNAVAILABLE', message, { retryAfter, isAdvised: asked === undefined });
  }
  if (status >= 300 && status < 400) {
    // A redirect would carry the caller's token to wherever it points.
    return fail('UPSTREAM_ERROR', `${label} answered ${operation.id} with a redirect, which is never followed.`);
  }
  // Of a 400 too: who built the request that is called malformed is the gateway, from values that fit its types.
  return fail('UPSTREAM_ERROR', `${label} failed ${operation.id} (${named}).${says}`);
}
