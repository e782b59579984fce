import { Authenticator, type AuthMode, type GatewayTokens } from './authenticator.ts';
import { CLOUDS } from './entra/clouds.ts';
import { loadCredential, type Credential, type LoadedCredential } from './entra/credential.ts';
import { EntraHttp } from './entra/entra-http.ts';
import { EntraTokens } from './entra/entra-tokens.ts';
import { JwksCache } from './verify/jwks-cache.ts';
import { TenantMetadata } from './entra/tenant-metadata.ts';
import { TokenCache } from './entra/token-cache.ts';
import type { ReloadedFiles } from '../secrets/reloaded-files.ts';
import type { ProxySettings } from '../rest/egress/egress.ts';
import { TokenVerifier } from './verify/verify-token.ts';

/** The gateway's own registration in Entra ID; needed for the modes that take tokens meant for the gateway. */
export interface Registration {
  homeTenantId: string;
  clientId: string;
  credential: Credential;
  /** Audience of tokens meant for the gateway. */
  audience: string;
  /** Scope that a delegated token for the gateway must carry. */
  scope: string;
}

export interface AuthSettings {
  modes: ReadonlySet<AuthMode>;
  /** Origin of the sign-in host. */
  authority: string;
  /** Audiences of the Defender API; the first is the one that tokens are asked for. */
  audiences: readonly [string, ...string[]];
  /** Audiences of Microsoft Graph, likewise; null where hunts go to Defender, and Graph is not called. */
  graphAudiences: readonly [string, ...string[]] | null;
  /** Audiences of Defender XDR, likewise. */
  xdrAudiences: readonly [string, ...string[]];
  /** Tenant of a pass-through token that does not tell its own. */
  homeTenantId: string | undefined;
  /** Served tenants, lower case; null serves every tenant in pass-through, where Defender decides. */
  tenantIds: ReadonlySet<string> | null;
  registration: Registration | null;
  /** A further certificate authority for the sign-in host, PEM. */
  ca?: string;
  /** Milliseconds for a call of the sign-in host; 5,000 unless said. */
  signInTimeLimit?: number;
  /** By which the sign-in host is called; directly unless given. */
  proxy?: ProxySettings | null;
}

export interface Auth {
  authenticator: Authenticator;
  /** The gateway's credential, as far as it may be logged; null where none is needed. */
  credential: Pick<LoadedCredential, 'kind' | 'expires'> | null;
  /** Files of the credential, which may be replaced while the process runs. */
  secrets: readonly ReloadedFiles<unknown>[];
  close(): Promise<void>;
}

function gatewayTokens(
  settings: AuthSettings,
  registration: Registration,
  credential: LoadedCredential,
  http: EntraHttp,
  now: () => number,
): GatewayTokens {
  const { authority, audiences, graphAudiences, xdrAudiences } = settings;
  const tenantIds = settings.tenantIds ?? new Set([registration.homeTenantId]);
  const metadata = new TenantMetadata(http, authority, now);
  const { clientId } = registration;
  const tokensFor = (audience: string): EntraTokens =>
    new EntraTokens({ authority, clientId, credential, scope: `${audience}/.default`, http, metadata });
  return {
    modes: settings.modes,
    homeTenantId: registration.homeTenantId,
    tenantIds,
    source: new TokenCache({ now }),
    entra: {
      defender: tokensFor(audiences[0]),
      graph: graphAudiences === null ? null : tokensFor(graphAudiences[0]),
      xdr: tokensFor(xdrAudiences[0]),
    },
    verifier: new TokenVerifier({
      audience: registration.audience,
      scope: registration.scope,
      tenantIds,
      acceptsV1Issuer: authority === CLOUDS.commercial.signIn,
      keys: new JwksCache(http, metadata, now),
      metadata,
      now,
    }),
  };
}

/** Everything that decides who calls, made of its settings. Throws an Error for a credential that cannot be loaded. */
export function createAuth(settings: AuthSettings, now: () => number = Date.now): Auth {
  const { modes, registration, audiences, graphAudiences, xdrAudiences, homeTenantId, tenantIds } = settings;
  const direct = { audiences, graphAudiences, xdrAudiences, homeTenantId, tenantIds, now };
  const http = new EntraHttp(settings.ca, settings.signInTimeLimit, settings.proxy);
  const credential = registration === null ? null : loadCredential(registration.credential, http);
  return {
    authenticator: new Authenticator({
      passThrough: modes.has('passthrough') ? direct : null,
      gateway:
        registration === null || credential === null
          ? null
          : gatewayTokens(settings, registration, credential, http, now),
    }),
    credential: credential === null ? null : { kind: credential.kind, expires: credential.expires },
    secrets: credential?.reloaded == null ? [] : [credential.reloaded],
    close: () => http.close(),
  };
}
