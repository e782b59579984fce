import { hash } from 'node:crypto';
import { AuthError } from './auth-error.ts';

/** RFC 6750 section 2.1, with a bound: a header of any length would be hashed and sent on. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]{1,16000}=*)$/i;

/**
 * Whether the parts of a JWT are base64url as RFC 7515 (section 2) writes it: without padding, and with no bits that mean
 * nothing. Other spellings of one token would be as many callers here, and one to its issuer.
 */
export function isCanonical(token: string): boolean {
  return token.split('.').every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}

/** The token of an `Authorization` header. Throws AuthError when there is none or it is not one. */
export function bearerToken(header: string | undefined): string {
  if (header === undefined || header === '') {
    throw new AuthError('Send a token: Authorization: Bearer <token>.');
  }
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) {
    throw new AuthError('The Authorization header is not "Bearer <token>".', { error: 'invalid_request' });
  }
  return token;
}

/** SHA-256 of a credential, hex: the only name for it that may be kept or logged. */
export function credentialHash(token: string): string {
  return hash('sha256', token, 'hex');
}
