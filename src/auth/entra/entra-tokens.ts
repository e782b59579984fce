import type * as Msal from '@azure/msal-node';
import { RestError } from '../../rest/rest-error.ts';
import type { LoadedCredential } from './credential.ts';
import type { EntraHttp } from './entra-http.ts';
import type { TenantMetadata } from './tenant-metadata.ts';
import type { UpstreamToken } from './token-cache.ts';

export interface EntraTokensOptions {
  /** Origin of the sign-in host. */
  authority: string;
  clientId: string;
  credential: LoadedCredential;
  /** Scope asked for, `https://api.securitycenter.microsoft.com/.default`. */
  scope: string;
  http: EntraHttp;
  metadata: TenantMetadata;
}

/** Entra ID will not give a token for this assertion, however often it is asked. */
class SignInRefused extends RestError {
  readonly final = true;
}

/** The challenge by which a caller learns which claims a new token must have (RFC 6750, and the on-behalf-of page). */
function claimsChallenge(authority: string, clientId: string, claims: string): string {
  const encoded = Buffer.from(claims).toString('base64');
  return `Bearer authorization_uri="${authority}/common/oauth2/v2.0/authorize", client_id="${clientId}", error="insufficient_claims", claims="${encoded}"`;
}

/**
 * Tokens from Entra ID by MSAL, which speaks the protocol and keeps nothing: its own cache is scanned linearly, is never
 * emptied, and throws while a valid token is held, so `TokenCache` stands in front.
 */
export class EntraTokens {
  readonly #options: EntraTokensOptions;
  // Loaded only where tokens are asked for: a gateway that passes tokens through never does.
  readonly #msal: Promise<typeof Msal>;

  constructor(options: EntraTokensOptions) {
    this.#options = options;
    this.#msal = import('@azure/msal-node');
  }

  /** Exchanges a caller's token for one of the Defender API in the caller's name. */
  onBehalfOf(tenantId: string, assertion: string): Promise<UpstreamToken> {
    return this.#acquire(tenantId, (client, scopes) =>
      client.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes, skipCache: true }),
    );
  }

  /** A token of the gateway's own application in a tenant. */
  application(tenantId: string): Promise<UpstreamToken> {
    return this.#acquire(tenantId, (client, scopes) =>
      client.acquireTokenByClientCredential({ scopes, skipCache: true }),
    );
  }

  async #acquire(
    tenantId: string,
    ask: (
      client: Msal.ConfidentialClientApplication,
      scopes: string[],
    ) => Promise<{ accessToken: string; expiresOn: Date | null } | null>,
  ): Promise<UpstreamToken> {
    const { authority, clientId, credential, scope, http, metadata } = this.#options;
    const configuration = await metadata.get(tenantId);
    const [msal, proof] = [await this.#msal, await credential.msal()];
    // A new client each time: it holds no tokens, no throttling state and no metadata of its own.
    const client = new msal.ConfidentialClientApplication({
      auth: {
        clientId,
        authority: `${authority}/${tenantId}`,
        knownAuthorities: [new URL(authority).host],
        authorityMetadata: JSON.stringify(configuration),
        ...proof,
      },
      system: { networkClient: http },
    });
    try {
      const result = await ask(client, [scope]);
      if (result === null || result.expiresOn === null) throw new Error('MSAL gave no token.');
      return { token: result.accessToken, expiresAt: result.expiresOn.getTime() };
    } catch (error) {
      throw this.#explain(error, msal);
    }
  }

  /** What Entra's refusal means to the caller; its own text names tenants and applications, so it stays here. */
  #explain(error: unknown, { InteractionRequiredAuthError, ServerError }: typeof Msal): RestError {
    if (error instanceof RestError) return error;
    const { authority, clientId, scope } = this.#options;
    if (error instanceof InteractionRequiredAuthError && error.subError === 'consent_required') {
      // Signing in again would not help where users may not consent for themselves, and the gateway has no page for it.
      return new SignInRefused(
        'FORBIDDEN',
        `Nobody has consented that the gateway calls ${scope.replace(/\/\.default$/, '')} for its users; ask an administrator to.`,
        { cause: error },
      );
    }
    if (
      error instanceof InteractionRequiredAuthError ||
      (error instanceof ServerError && error.errorCode === 'invalid_grant')
    ) {
      const claims = error instanceof InteractionRequiredAuthError ? error.claims : '';
      return new SignInRefused('UNAUTHENTICATED', 'Entra ID wants the user to sign in again; get a new token.', {
        cause: error,
        challenge: claims === '' ? 'Bearer error="invalid_token"' : claimsChallenge(authority, clientId, claims),
      });
    }
    if (
      error instanceof ServerError &&
      // The last where the tenant has no such API (AADSTS500011).
      ['invalid_client', 'unauthorized_client', 'invalid_scope', 'invalid_resource'].includes(error.errorCode)
    ) {
      return new SignInRefused(
        'FORBIDDEN',
        'Entra ID does not let the gateway have a token for this tenant: its consent or credential is missing.',
        {
          cause: error,
        },
      );
    }
    return new RestError('UPSTREAM_UNAVAILABLE', 'The sign-in service cannot be reached or is busy.', { cause: error });
  }
}
