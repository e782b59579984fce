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
  /** Audiences of Defender XDR. */
  xdrAudiences: readonly [string, ...string[]];
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

/** The audiences of each API; null for one that is not called. */
export type ApiAudiences = Pick<PassThroughOptions, 'audiences' | 'graphAudiences' | 'xdrAudiences'>;

/** The audiences of tokens for an API; null for one that is not called. */
export function audiencesOf(api: ApiName, { audiences: defender, graphAudiences, xdrAudiences }: ApiAudiences) {
  return { defender, graph: graphAudiences, xdr: xdrAudiences }[api];
}

/**
 * The APIs that a token is for: one that does not tell is Defender's to judge, and one for none of them has none. It is
 * more than one where APIs are set up with the same audience.
 */
export function apisOfToken(claims: JWTPayload | null, options: ApiAudiences): readonly ApiName[] {
  const named = claims === null ? [] : audiences(claims);
  if (named.length === 0) return ['defender'];
  const isFor = (api: ApiName): boolean => named.some((audience) => audiencesOf(api, options)?.includes(audience));
  return (['defender', 'graph', 'xdr'] as const).filter(isFor);
}

/** The audience to ask a token for. */
function audienceOf(api: ApiName, options: PassThroughOptions): string {
  const named = audiencesOf(api, options);
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

/** Two clocks may differ by so much, which Entra ID allows for too. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** Whether a token's time has come and not gone, as far as it tells. */
function isInForce(claims: JWTPayload | null, now: number): boolean {
  const { exp, nbf } = claims ?? {};
  const hasExpired = typeof exp === 'number' && exp * 1000 <= now;
  return !hasExpired && !(typeof nbf === 'number' && nbf * 1000 > now + CLOCK_SKEW_MS);
}

/**
 * Lets a caller in with a token for some APIs, which is sent on to them as it is; null for one that is expired, not valid
 * yet, or of a tenant not served. The token stays opaque: its claims are not verified here, so they only refuse early and label.
 */
export function passThrough(
  token: string,
  claims: JWTPayload | null,
  apis: readonly ApiName[],
  options: PassThroughOptions,
): Authenticated | null {
  if (!isInForce(claims, options.now())) return null;
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
    at: (called) => (apis.includes(called) ? access : noAccess(called, audienceOf(called, options))),
    gatewayRoles: null,
  };
}
