import { randomBytes } from 'node:crypto';
import type { Identity } from './personas.ts';
import { invalidGrant } from './sign-in-error.ts';

/** What a person agreed to on the sign-in page. */
export interface AuthorizedSignIn {
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  tenantId: string;
  user: Identity;
  nonce: string | null;
  /** SHA-256 of the verifier, in base64url (RFC 7636, section 4.2). */
  codeChallenge: string;
}

const LIFETIME_MS = 600_000;

/** Authorization codes of the last minutes, each good once; times are in milliseconds of the clock given. */
export class AuthorizationCodes {
  readonly #now: () => number;
  readonly #known = new Map<string, { signIn: AuthorizedSignIn; expiresAt: number; isRedeemed: boolean }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(signIn: AuthorizedSignIn): string {
    const now = this.#now();
    // A lapsed or used code is still told apart from an unknown one for as long again.
    for (const [code, { expiresAt }] of this.#known) {
      if (expiresAt + LIFETIME_MS < now) this.#known.delete(code);
    }
    const code = `1.${randomBytes(64).toString('base64url')}`;
    this.#known.set(code, { signIn, expiresAt: now + LIFETIME_MS, isRedeemed: false });
    return code;
  }

  /** Uses a code up, whatever becomes of the request for the token; 400 says why it is no good. */
  redeem(code: string, clientId: string): AuthorizedSignIn {
    const known = this.#known.get(code);
    if (known?.signIn.clientId !== clientId) throw invalidGrant(70000, 'Provided grant is invalid or malformed.');
    if (known.isRedeemed) {
      throw invalidGrant(
        54005,
        'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing ' +
          'refresh token.',
      );
    }
    known.isRedeemed = true;
    if (known.expiresAt <= this.#now()) {
      throw invalidGrant(
        70008,
        'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive ' +
          'authorization request for this user and resource.',
      );
    }
    return known.signIn;
  }
}
