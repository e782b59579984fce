import { SignInError, invalidGrant } from './sign-in-error.ts';

/** How the server misbehaves; every member can be changed while it runs. */
export interface SignInFaults {
  /** What befalls each request for a token or device code; `html` is a gateway's 502 page. */
  mode: null | 'throttled' | 'unavailable' | 'html' | 'hang' | 'reset';
  /** The key sets answer 503. */
  keysDown: boolean;
  /** The metadata documents answer 503. */
  metadataDown: boolean;
  /** Milliseconds before each answer. */
  latencyMs: number;
  /** On-behalf-of is refused with a claims challenge. */
  interactionRequired: boolean;
  /** On-behalf-of and refresh tokens are refused as revoked. */
  invalidGrant: boolean;
  /** What `throttled` says in `Retry-After`. */
  retryAfterSeconds: number;
}

export const NO_FAULTS: Readonly<SignInFaults> = {
  mode: null,
  keysDown: false,
  metadataDown: false,
  latencyMs: 0,
  interactionRequired: false,
  invalidGrant: false,
  retryAfterSeconds: 30,
};

export const HTML_PAGE =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h2>Our services aren&#39;t available right ' +
  'now</h2><p>We&#39;re working to restore all services as soon as possible.</p></body></html>';

/** 429; the number of seconds is not in the body. */
export function throttled(retryAfterSeconds: number): SignInError {
  return new SignInError(
    429,
    'temporarily_unavailable',
    90055,
    'There are too many incoming requests. This exception is thrown for blocked tenants.',
    { headers: { 'retry-after': String(retryAfterSeconds) } },
  );
}

/** 503, as it is told for passing faults. */
export function unavailable(): SignInError {
  return new SignInError(503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.');
}

/** Throws what `interactionRequired` and `invalidGrant` ask for; `resource` is the one that a token is wanted for. */
export function refuseUserGrant(faults: SignInFaults, resource: string, policy: string): void {
  if (faults.invalidGrant) {
    throw invalidGrant(
      50173,
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have ' +
        'changed or reset their password.',
    );
  }
  if (!faults.interactionRequired) return;
  throw new SignInError(
    400,
    'interaction_required',
    50076,
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use ' +
      `multi-factor authentication to access '${resource}'.`,
    {
      suberror: 'basic_action',
      claims: JSON.stringify({ access_token: { capolids: { essential: true, values: [policy] } } }),
    },
  );
}
