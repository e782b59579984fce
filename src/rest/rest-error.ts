export type RestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'COST_LIMIT_EXCEEDED'
  | 'UPSTREAM_ERROR'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_UNAVAILABLE'
  | 'ACTION_OUTCOME_UNKNOWN'
  | 'SHARED_STATE_UNAVAILABLE';

export interface RestErrorDetails {
  /** HTTP status of the answer; absent when there was none. */
  status?: number;
  /** The vendor's `error.code`. */
  vendorCode?: string;
  /** The vendor's `error.target`, to be quoted in a support case. */
  correlationId?: string;
  /** Seconds to wait before the next call. */
  retryAfter?: number;
  /** True where the server named no wait, and `retryAfter` is our advice: another try need not wait for it. */
  isAdvised?: boolean;
  /** What the vendor says of a refusal, as a caller may see it (vendor-message.ts). */
  vendorMessage?: string;
  /** What to ask an administrator for. */
  permission?: string;
  /** Correlation tag of an action whose outcome is unknown: it ends the action's comment. */
  key?: string;
  /** True where the API refused a mutation since one of its kind is in progress. */
  alreadyInProgress?: boolean;
  /** Value of `WWW-Authenticate` by which the caller learns what a new token must have; never part of the message. */
  challenge?: string;
  /** True where no call was made, since the circuit is open. */
  notSent?: boolean;
  /**
   * True where the vendor blames the request, whatever the status: a retry fails again, and the server is not at fault.
   */
  causedByRequest?: boolean;
  cause?: unknown;
}

/**
 * A failed upstream call. The message may be shown to callers: it is ours, but for the vendor's explanation of a refusal
 * with status 400, masked (vendor-message.ts).
 */
export class RestError extends Error {
  readonly code: RestErrorCode;
  readonly status: number | undefined;
  readonly vendorCode: string | undefined;
  readonly challenge: string | undefined;
  readonly alreadyInProgress: boolean;
  readonly notSent: boolean;
  readonly causedByRequest: boolean;
  readonly isAdvised: boolean;
  /** What a caller may see next to the message; GraphQL copies `extensions` of a thrown error by itself. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: RestErrorCode, message: string, details: RestErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'RestError';
    this.code = code;
    this.status = details.status;
    this.vendorCode = details.vendorCode;
    this.challenge = details.challenge;
    this.alreadyInProgress = details.alreadyInProgress ?? false;
    this.notSent = details.notSent ?? false;
    this.causedByRequest = details.causedByRequest ?? false;
    this.isAdvised = details.isAdvised ?? false;
    const { retryAfter, correlationId, permission, key, vendorMessage } = details;
    this.extensions = {
      code,
      ...(retryAfter !== undefined && { retryAfter }),
      ...(correlationId !== undefined && { correlationId }),
      ...(permission !== undefined && { permission }),
      ...(key !== undefined && { key }),
      ...(vendorMessage !== undefined && { vendorMessage }),
    };
  }
}

/** Whether the caller's rights did not suffice. */
export function isAccessDenied(error: unknown): error is RestError {
  return error instanceof RestError && (error.status === 401 || error.status === 403);
}
