import { createHash } from 'node:crypto';
import { decodeJwt, type JWTPayload } from 'jose';
import { AuthError } from './auth-error.ts';
import type { Authenticated } from './caller.ts';

export interface PassThroughOptions {
  /** Audiences of the Defender API; a token for anything else is refused here rather than sent. */
  audiences: readonly string[];
  /** Tenant of a token that does not tell its own. */
  homeTenantId: string | undefined;
  /** Milliseconds since 1970. */
  now?: () => number;
}

function hints(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    // The vendor never says what its tokens look like: one that is not a JWT is sent on, and Defender decides.
    return {};
  }
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter((part) => part !== '');
  return Array.isArray(value) ? value.filter((part): part is string => typeof part === 'string') : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Lets a caller in with a token for the Defender API, which is sent on as it is. The token stays opaque: its claims are
 * not verified here, so they only refuse early (expired, other audience) and label; they never unlock anything.
 */
export function passThrough(
  token: string,
  { audiences, homeTenantId, now = Date.now }: PassThroughOptions,
): Authenticated {
  const claims = hints(token);
  if (typeof claims.exp === 'number' && claims.exp * 1000 <= now()) {
    throw new AuthError('The token has expired; get a new one.', 'invalid_token');
  }
  const audience = texts(claims.aud).map((value) => value.replace(/\/$/, ''));
  if (audience.length > 0 && !audience.some((value) => audiences.includes(value))) {
    throw new AuthError(`The token is for another API; ask for one for ${audiences[0]}/.default.`, 'invalid_token');
  }
  const roles = texts(claims.roles);
  const scopes = texts(claims.scp);
  return {
    caller: {
      kind: scopes.length === 0 && roles.length > 0 ? 'APPLICATION' : 'USER',
      tenantId: text(claims.tid) ?? homeTenantId ?? 'unknown',
      applicationId: text(claims.appid) ?? text(claims.azp),
      objectId: text(claims.oid),
      name: text(claims.name) ?? text(claims.app_displayname),
      mode: 'PASSTHROUGH',
      permissions: scopes.length > 0 ? scopes : roles,
      credentialHash: createHash('sha256').update(token).digest('hex'),
    },
    upstreamToken: () => Promise.resolve(token),
  };
}
