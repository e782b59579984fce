import { z } from 'zod';
import { RestError } from '../../rest/rest-error.ts';
import type { EntraHttp } from './entra-http.ts';
import { StaleIfErrorCache } from './stale-if-error-cache.ts';

const document = z.looseObject({
  issuer: z.string(),
  jwks_uri: z.url(),
  token_endpoint: z.url(),
});

export type OpenIdConfiguration = z.infer<typeof document>;

const FRESH_MS = 24 * 60 * 60 * 1000;

/** The OpenID configuration of each served tenant, read once a day. */
export class TenantMetadata {
  readonly #documents: StaleIfErrorCache<OpenIdConfiguration>;

  /** `authority`: origin of the sign-in host. */
  constructor(http: EntraHttp, authority: string, now: () => number) {
    this.#documents = new StaleIfErrorCache(async (tenantId) => {
      const url = `${authority}/${tenantId}/v2.0/.well-known/openid-configuration`;
      const { data, error } = document.safeParse(await http.getJson(url));
      // A document that points elsewhere would have us fetch keys from, and send secrets to, another host.
      const endpoints = data === undefined ? [] : [data.jwks_uri, data.token_endpoint];
      if (data !== undefined && endpoints.every((endpoint) => new URL(endpoint).origin === authority)) return data;
      throw new RestError('UPSTREAM_UNAVAILABLE', 'The metadata of the sign-in service cannot be used.', {
        cause: error,
      });
    }, now);
  }

  /** Throws RestError UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT when it was never read and cannot be. */
  get(tenantId: string): Promise<OpenIdConfiguration> {
    if ((this.#documents.peek(tenantId)?.age ?? 0) >= FRESH_MS) this.#documents.refreshInBackground(tenantId);
    return this.#documents.get(tenantId);
  }
}
