import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { AuthError } from './verify/auth-error.ts';
import { TENANTS_ROLE } from './authorize.ts';
import { bearerToken, credentialHash, isCanonical } from './verify/bearer-token.ts';
import type { Access, Authenticated } from './caller.ts';
import type { EntraTokens } from './entra/entra-tokens.ts';
import { maxEntries } from '../rest/max-entries.ts';
import { API_LABELS, type ApiName } from '../rest/operation.ts';
import { apisOfToken, passThrough, type PassThroughOptions } from './pass-through.ts';
import { claimHints, shownPermissions } from './verify/token-claims.ts';
import type { TokenCache, UpstreamToken } from './entra/token-cache.ts';
import type { TokenVerifier, VerifiedToken } from './verify/verify-token.ts';

export const AUTH_MODES = ['passthrough', 'on-behalf-of', 'app'] as const;
/** The ways in which a caller's token leads to a token for Defender, as configured. */
export type AuthMode = (typeof AUTH_MODES)[number];

/** What the modes with tokens of the gateway's own need. */
export interface GatewayTokens {
  modes: ReadonlySet<AuthMode>;
  verifier: TokenVerifier;
  /** Where tokens for an API come from; null for one that is not called. */
  entra: Readonly<Record<ApiName, EntraTokens | null>>;
  source: TokenCache;
  homeTenantId: string;
  tenantIds: ReadonlySet<string>;
}

export interface AuthenticatorOptions {
  /** Null where callers' own tokens for the APIs are not taken. */
  passThrough: PassThroughOptions | null;
  /** Null where only pass-through is served. */
  gateway: GatewayTokens | null;
}

export interface Credentials {
  authorization: string | undefined;
  /** Header `x-tenant-id`. */
  tenant: string | undefined;
}

/** Tokens whose claims are kept: of a few kB each. */
const MAX_TOKENS = 2_000;

/** One text for every unsound token: which check failed is no one's business but the caller's own tooling's. */
function notAccepted(): AuthError {
  return new AuthError('The token is not accepted: it is expired, not genuine, or not meant for this service.', {
    error: 'invalid_token',
  });
}

function hash(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Decides by the token who calls and which token goes upstream. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  /** What tokens that are passed through say, by their hashes: most callers send the same one many times. */
  readonly #passed = new LRUCache<string, { authenticated: Authenticated; expiresAt: number }>(maxEntries(MAX_TOKENS));

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /** Throws AuthError for a caller who is not let in, RestError when the sign-in service is needed and out of reach. */
  async authenticate({ authorization, tenant }: Credentials): Promise<Authenticated> {
    const token = bearerToken(authorization);
    const { passThrough: direct, gateway } = this.#options;
    const passed = direct === null ? null : this.#passThrough(token, direct);
    if (passed !== null) return this.#inOwnTenant(passed, tenant);
    const verified = (await gateway?.verifier.verify(token)) ?? null;
    if (verified === null || gateway === null) throw notAccepted();
    const mode = verified.kind === 'delegated' ? 'on-behalf-of' : 'app';
    if (!gateway.modes.has(mode)) throw notAccepted();
    return verified.kind === 'delegated'
      ? this.#inOwnTenant(this.#onBehalfOf(token, verified, gateway), tenant)
      : this.#application(token, verified, tenant, gateway);
  }

  /** Null for a token that is for no API that is called. Throws AuthError for one that is not let in. */
  #passThrough(token: string, options: PassThroughOptions): Authenticated | null {
    const key = credentialHash(token);
    const known = this.#passed.get(key);
    if (known !== undefined && known.expiresAt > options.now()) return known.authenticated;
    const claims = claimHints(token);
    const apis = apisOfToken(claims, options);
    if (apis.length === 0) return null;
    if (claims !== null && !isCanonical(token)) throw notAccepted();
    const authenticated = passThrough(token, claims, apis, options);
    if (authenticated === null) throw notAccepted();
    const expiresAt = typeof claims?.exp === 'number' ? claims.exp * 1000 : Infinity;
    this.#passed.set(key, { authenticated, expiresAt });
    return authenticated;
  }

  /** Only an application may call for a tenant other than its own. */
  #inOwnTenant(authenticated: Authenticated, tenant: string | undefined): Authenticated {
    if (tenant === undefined || tenant.toLowerCase() === authenticated.caller.tenantId) return authenticated;
    throw new AuthError('This token is for one tenant; leave out the header x-tenant-id.', { status: 403 });
  }

  #onBehalfOf(token: string, verified: VerifiedToken, gateway: GatewayTokens): Authenticated {
    const { tenantId } = verified;
    const key = ['on-behalf-of', tenantId, credentialHash(token)];
    return this.#upstream(gateway, key, (entra) => entra.onBehalfOf(tenantId, token), {
      caller: {
        kind: 'USER',
        tenantId,
        applicationId: verified.applicationId,
        objectId: verified.objectId,
        name: verified.name,
        mode: 'ON_BEHALF_OF',
        credentialHash: credentialHash(token),
      },
      gatewayRoles: null,
    });
  }

  #application(
    token: string,
    verified: VerifiedToken & { kind: 'application' },
    tenant: string | undefined,
    gateway: GatewayTokens,
  ): Authenticated {
    const tenantId = tenant?.toLowerCase() ?? verified.tenantId;
    const foreign = tenantId !== verified.tenantId;
    const mayChoose = verified.tenantId === gateway.homeTenantId && verified.roles.includes(TENANTS_ROLE);
    if (foreign && !(mayChoose && gateway.tenantIds.has(tenantId))) {
      throw new AuthError(
        `Calling for another tenant needs a token of the home tenant with the role ${TENANTS_ROLE}.`,
        {
          status: 403,
        },
      );
    }
    return this.#upstream(gateway, ['app', tenantId], (entra) => entra.application(tenantId), {
      caller: {
        kind: 'APPLICATION',
        tenantId,
        applicationId: verified.applicationId,
        objectId: verified.objectId,
        name: verified.name,
        mode: 'APP',
        credentialHash: credentialHash(token),
      },
      gatewayRoles: verified.roles,
    });
  }

  #upstream(
    { source, entra }: GatewayTokens,
    name: readonly string[],
    acquire: (entra: EntraTokens) => Promise<UpstreamToken>,
    who: Pick<Authenticated, 'caller' | 'gatewayRoles'>,
  ): Authenticated {
    const at = (api: ApiName): Access => {
      const from = entra[api];
      if (from === null) throw new Error(`The gateway is not set up to call ${API_LABELS[api]}.`);
      const key = hash(...name, api);
      const token = (): Promise<string> => source.get(key, () => acquire(from));
      return {
        token,
        onTokenRejected: (rejected) => source.invalidate(key, rejected),
        permissions: async () => shownPermissions(claimHints(await token())),
        requiredAudience: null,
      };
    };
    return { ...who, at };
  }
}
