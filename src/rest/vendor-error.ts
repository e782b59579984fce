import type { HttpAnswer } from './http-call.ts';
import { peerOf, permissionText, type Operation, type Refusal } from './operation.ts';
import { RestError, type RestErrorCode } from './rest-error.ts';
import { retryAfterSeconds, throttlingOf } from './throttling.ts';

/** Vendor codes of status 400 that blame a value the caller gave, not the request we built (common-errors.md). */
const INPUT_FAULTS = new Set([
  'InvalidInput',
  'InvalidHashValue',
  'InvalidDomainName',
  'InvalidIpAddress',
  'InvalidUrl',
  'OsPlatformNotSupported',
  'ClientVersionNotSupported',
]);

const LONGEST_EXPLANATION = 500;

/** Only the live response page gives it a code; the others have no more than this text (unisolate-machine.md). */
const UNDER_WAY = /already (in progress|running)/i;

interface VendorFault {
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
function vendorFault(body: string): VendorFault {
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
function refusalOf({ refusals }: Operation, status: number, { message = '' }: VendorFault): Refusal | undefined {
  const [own = ''] = message.split(/(?<!\w)['"`‘’“”]/, 1);
  return refusals?.find(({ status: statuses, says }) => statuses.includes(status) && says.test(own));
}

/**
 * The error that an answer other than 2xx stands for, by status and vendor code (common-errors.md); by its text only where
 * the operation says that nothing else tells.
 */
export function vendorError(operation: Operation, answer: HttpAnswer): RestError {
  const { status } = answer;
  const fault = vendorFault(answer.body);
  const peer = peerOf(operation);
  const named = fault.code === undefined ? `${status}` : `${status} ${fault.code}`;
  const underWay =
    status === 400 && (fault.code === 'ActiveRequestAlreadyExists' || UNDER_WAY.test(fault.message ?? ''));
  const details = { status, vendorCode: fault.code, correlationId: fault.target, underWay };
  const fail = (code: RestErrorCode, message: string, more: object = {}): RestError =>
    new RestError(code, message, { ...details, ...more });

  if (status === 401) {
    // Only a challenge with claims is the caller's to answer; the rest of the vendor's header stays here.
    const claims = /claims="([A-Za-z0-9+/=_-]{1,4000})"/.exec(answer.headers['www-authenticate'] ?? '')?.[1];
    const challenge =
      claims === undefined ? 'error="invalid_token"' : `error="insufficient_claims", claims="${claims}"`;
    return fail('UNAUTHENTICATED', `${peer} did not accept the token: it is expired or not valid. Get a new one.`, {
      challenge: `Bearer ${challenge}`,
    });
  }
  const refusal = refusalOf(operation, status, fault);
  if (refusal !== undefined) {
    const { code, message } = refusal;
    // A quota is nobody's fault and comes back, and a failure without a reason may pass.
    if (code !== 'RATE_LIMITED') return fail(code, message, { ownFault: code !== 'UPSTREAM_ERROR' });
    const { seconds: retryAfter } = throttlingOf(answer);
    return fail(code, `${message} Try again in ${retryAfter} s.`, { retryAfter });
  }
  if (status === 403 && fault.code === 'DisabledFeature') {
    return fail('FORBIDDEN', `${peer} refused ${operation.id}: the feature is switched off in the tenant.`);
  }
  if (status === 403 && fault.code === 'DisallowedOperation') {
    return fail('FORBIDDEN', `${peer} does not allow ${operation.id} here, whoever calls.`);
  }
  if (status === 403) {
    const permission = permissionText(operation);
    return fail(
      'FORBIDDEN',
      `${peer} refused ${operation.id}: the caller lacks ${permission}, or the token is for another audience.`,
      {
        permission,
      },
    );
  }
  if (status === 404) return fail('NOT_FOUND', `${peer} has no such object.`);
  if (status === 429) {
    const { seconds: retryAfter } = throttlingOf(answer);
    const message = `${peer}'s call quota for ${operation.id} is used up; try again in ${retryAfter} s.`;
    return fail('RATE_LIMITED', message, { retryAfter });
  }
  if (status === 400 && operation.explainsInput === true && fault.message !== undefined) {
    return fail('BAD_USER_INPUT', fault.message.slice(0, LONGEST_EXPLANATION));
  }
  if (status === 400 && fault.code !== undefined && INPUT_FAULTS.has(fault.code)) {
    return fail('BAD_USER_INPUT', `${peer} refused a value given to ${operation.id} (${fault.code}).`);
  }
  if (status === 400 && fault.code === 'MaximumBatchSizeExceeded') {
    return fail('BAD_USER_INPUT', `${peer} takes fewer objects in one ${operation.id}; send them in smaller parts.`);
  }
  if (status === 503) {
    const retryAfter = retryAfterSeconds(answer.headers['retry-after']);
    return fail('UPSTREAM_UNAVAILABLE', `${peer} is not available (${named}).`, { retryAfter });
  }
  if (status >= 300 && status < 400) {
    // A redirect would carry the caller's token to wherever it points.
    return fail('UPSTREAM_ERROR', `${peer} answered ${operation.id} with a redirect, which is never followed.`);
  }
  return fail('UPSTREAM_ERROR', `${peer} failed ${operation.id} (${named}).`);
}
