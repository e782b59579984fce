/** A caller who is not let in; answered with 401 and `WWW-Authenticate` before anything else is looked at. */
export class AuthError extends Error {
  /** For `WWW-Authenticate`, RFC 6750 section 3. */
  readonly challenge: string;

  constructor(message: string, error?: 'invalid_request' | 'invalid_token') {
    super(message);
    this.name = 'AuthError';
    this.challenge = error === undefined ? 'Bearer' : `Bearer error="${error}"`;
  }
}
