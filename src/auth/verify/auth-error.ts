interface AuthErrorOptions {
  /** 401 unless the caller is known and still may not do this. */
  status?: 401 | 403;
  /** For `WWW-Authenticate`, RFC 6750 section 3.1. */
  error?: 'invalid_request' | 'invalid_token';
}

/** A caller who is not let in; answered before anything else of the request is looked at. */
export class AuthError extends Error {
  readonly status: 401 | 403;
  /** The value of `WWW-Authenticate`. */
  readonly challenge: string;

  constructor(message: string, { status = 401, error }: AuthErrorOptions = {}) {
    super(message);
    this.name = 'AuthError';
    this.status = status;
    this.challenge = error === undefined ? 'Bearer' : `Bearer error="${error}"`;
  }
}
