import type { JWTPayload } from 'jose';
import { credentialHash } from './bearer-token.ts';
import type { Authenticated } from './caller.ts';
import { listClaim, shownPermissions, textClaim } from './token-claims.ts';

export interface PassThroughOptions {
  /** Audiences of the Defender API; a token for anything else is refused rather than sent. */
  audiences: readonly string[];
  /** Tenant of a token that does not tell its own. */
  homeTenantId: string | undefined;
  /** Served tenants, lower case; null serves every tenant, since Defender decides. */
  tenantIds: ReadonlySet<string> | null;
  /** Milliseconds since 1970. */
  now: () => number;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The tenant that an unverified token names; only a GUID, since it goes into ids and log lines. */
function tenantHint(claims: JWTPayload | null): string | null {
  const tenant = textClaim(claims?.tid);
  return tenant !== null && GUID.test(tenant) ? tenant : null;
}

/**
 * Lets a caller in with a token for the Defender API, which is sent on as it is; null for one that is expired or of a
 * tenant not served. The token stays opaque: its claims are not verified here, so they only refuse early and label.
 */
export function passThrough(
  token: string,
  claims: JWTPayload | null,
  options: PassThroughOptions,
): Authenticated | null {
  if (typeof claims?.exp === 'number' && claims.exp * 1000 <= options.now()) return null;
  const tenantId = (tenantHint(claims) ?? options.homeTenantId ?? 'unknown').toLowerCase();
  if (options.tenantIds !== null && !options.tenantIds.has(tenantId)) return null;
  const isApplication = listClaim(claims?.scp).length === 0 && listClaim(claims?.roles).length > 0;
  return {
    caller: {
      kind: isApplication ? 'APPLICATION' : 'USER',
      tenantId,
      applicationId: textClaim(claims?.appid) ?? textClaim(claims?.azp),
      objectId: textClaim(claims?.oid),
      name: textClaim(claims?.name) ?? textClaim(claims?.app_displayname),
      mode: 'PASSTHROUGH',
      credentialHash: credentialHash(token),
    },
    upstreamToken: () => Promise.resolve(token),
    // There is nothing to forget: the token is the caller's own.
    tokenRejected: () => undefined,
    permissions: () => Promise.resolve(shownPermissions(claims)),
    gatewayRoles: null,
  };
}
