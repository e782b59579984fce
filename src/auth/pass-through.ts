import type { JWTPayload } from 'jose';
import { credentialHash } from './verify/bearer-token.ts';
import { API_LABELS, type ApiName } from '../rest/operation.ts';
import { RestError } from '../rest/rest-error.ts';
import type { Access, Authenticated } from './caller.ts';
import { audiences, listClaim, shownPermissions, textClaim } from './verify/token-claims.ts';

export interface PassThroughOptions {
  /** Audiences of the Defender API; a token for anything else is refused rather than sent. */
  audiences: readonly [string, ...string[]];
  /** Audiences of Microsoft Graph; null where it is not called. */
  graphAudiences: readonly [string, ...string[]] | null;
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

/** The API that a token is for: a token that does not tell is Defender's to judge, and null is for neither. */
export function apiOfToken(
  claims: JWTPayload | null,
  { audiences: defender, graphAudiences }: Pick<PassThroughOptions, 'audiences' | 'graphAudiences'>,
): ApiName | null {
  const named = claims === null ? [] : audiences(claims);
  if (named.length === 0 || named.some((audience) => defender.includes(audience))) return 'defender';
  return named.some((audience) => graphAudiences?.includes(audience)) ? 'graph' : null;
}

/** The audience to ask a token for. */
function audienceOf(api: ApiName, { audiences: defender, graphAudiences }: PassThroughOptions): string {
  const named = api === 'defender' ? defender : graphAudiences;
  if (named === null) throw new Error(`The gateway is not set up to call ${API_LABELS[api]}.`);
  return named[0];
}

/** No way to an API that the caller's token is not for. */
function noAccess(api: ApiName, wanted: string): Access {
  const message = `This token is not for ${API_LABELS[api]}; send one whose audience is ${wanted}.`;
  return {
    token: () => Promise.reject(new RestError('FORBIDDEN', message)),
    onTokenRejected: () => undefined,
    permissions: () => Promise.resolve([]),
    requiredAudience: wanted,
  };
}

/**
 * Lets a caller in with a token for one API, which is sent on to it as it is; null for one that is expired or of a tenant
 * not served. The token stays opaque: its claims are not verified here, so they only refuse early and label.
 */
export function passThrough(
  token: string,
  claims: JWTPayload | null,
  api: ApiName,
  options: PassThroughOptions,
): Authenticated | null {
  if (typeof claims?.exp === 'number' && claims.exp * 1000 <= options.now()) return null;
  const tenantId = (tenantHint(claims) ?? options.homeTenantId ?? 'unknown').toLowerCase();
  if (options.tenantIds !== null && !options.tenantIds.has(tenantId)) return null;
  const access: Access = {
    token: () => Promise.resolve(token),
    // There is nothing to forget: the token is the caller's own.
    onTokenRejected: () => undefined,
    permissions: () => Promise.resolve(shownPermissions(claims)),
    requiredAudience: null,
  };
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
    at: (called) => (called === api ? access : noAccess(called, audienceOf(called, options))),
    gatewayRoles: null,
  };
}
