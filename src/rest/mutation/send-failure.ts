import { RestError } from '../rest-error.ts';

/** No tunnel through the proxy (egress/egress.ts); there are no calls outside one. */
const TUNNEL = 'ERR_PROXY_TUNNEL';
/** Connection errors, as opposed to a connection that breaks: not a byte has left then. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', TUNNEL]);
/** Codes that need no status: the call was refused here, before it was made. */
const REJECTED_LOCALLY = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'COST_LIMIT_EXCEEDED',
]);

function isNoConnection(cause: unknown): boolean {
  // With several addresses Node tries one after the other and tells of them all.
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(isNoConnection);
  const { code, syscall } = (cause ?? {}) as { code?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || !NO_CONNECTION.has(code)) return false;
  return code === TUNNEL || code.startsWith('UND_') || syscall === 'connect' || syscall === 'getaddrinfo';
}

/** Whether a call failed before its first byte was sent: no connection could be made. */
export function isNotSent(error: unknown): boolean {
  return error instanceof RestError && error.status === undefined && isNoConnection(error.cause);
}

/** Whether a change was certainly not made: the API refused it, or it was refused before it was sent. */
export function isRejected(error: unknown): boolean {
  if (!(error instanceof RestError)) return false;
  const { status, code, notSent } = error;
  if (status === undefined) return notSent || REJECTED_LOCALLY.has(code);
  return status >= 400 && status < 500 && status !== 408;
}

/** The error for a mutation whose outcome is unknown. */
export function unknownOutcome(
  { correlationTag, requestId }: { correlationTag: string; requestId: string },
  cause: unknown,
): RestError {
  const { correlationId } = cause instanceof RestError ? cause.extensions : {};
  return new RestError(
    'ACTION_OUTCOME_UNKNOWN',
    'Defender did not say whether it took the action, and does not show it so far. It is not sent again by itself: look at the actions of the device for one whose comment ends in the key, and if there is none, ask again with a new idempotencyKey.',
    { key: correlationTag, correlationId: typeof correlationId === 'string' ? correlationId : requestId, cause },
  );
}

/** Runs the checks before sending; their failure says that nothing was sent. Throws RestError. */
export async function preflight<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const { code, status, vendorCode, challenge, extensions, message } = error;
    throw new RestError(code, `Nothing was sent. ${message}`, {
      ...extensions,
      ...(status !== undefined && { status }),
      ...(vendorCode !== undefined && { vendorCode }),
      ...(challenge !== undefined && { challenge }),
      cause: error,
    });
  }
}
