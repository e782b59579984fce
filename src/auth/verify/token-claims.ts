import { decodeJwt, type JWTPayload } from 'jose';

/** What a token says of itself, unverified: good for labels and early refusal, never for a decision that unlocks something. */
export function claimHints(token: string): JWTPayload | null {
  try {
    return decodeJwt(token);
  } catch {
    // The vendor never says what its tokens look like: one that is not a JWT stays opaque.
    return null;
  }
}

/** A non-empty text claim. */
export function textClaim(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The items of a claim that is a list or, as `scp`, words in one text. */
export function listClaim(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter((part) => part !== '');
  return Array.isArray(value) ? value.filter((part): part is string => typeof part === 'string') : [];
}

/** The audiences of a token, a trailing slash left out, as Entra ID writes them both ways. */
export function audiences(claims: JWTPayload): string[] {
  return listClaim(claims.aud).map((audience) => audience.replace(/\/$/, ''));
}

/** Delegated scopes or application roles that a token shows. */
export function shownPermissions(claims: JWTPayload | null): string[] {
  const scopes = listClaim(claims?.scp);
  return scopes.length > 0 ? scopes : listClaim(claims?.roles);
}
