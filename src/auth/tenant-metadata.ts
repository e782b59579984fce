import { z } from 'zod';
import type { EntraHttp } from './entra-http.ts';
import { RestError } from '../rest/rest-error.ts';

const document = z.looseObject({
  issuer: z.string(),
  jwks_uri: z.url(),
  token_endpoint: z.url(),
});

export type OpenIdConfiguration = z.infer<typeof document>;

const RETRY_MS = 30_000;
const FRESH_MS = 24 * 60 * 60 * 1000;

interface Known {
  configuration: OpenIdConfiguration | null;
  /** When it was read, and when that was last tried; milliseconds. */
  readAt: number;
  triedAt: number;
  reading: Promise<OpenIdConfiguration> | null;
}

/**
 * The OpenID configuration of each served tenant, read once a day. What was read stays good while the sign-in host is
 * down, and a failing host is asked once in 30 s.
 */
export class TenantMetadata {
  readonly #known = new Map<string, Known>();
  readonly #http: EntraHttp;
  readonly #authority: string;
  readonly #now: () => number;

  /** `authority`: origin of the sign-in host. Callers pass served tenants only, so the map is bounded by configuration. */
  constructor(http: EntraHttp, authority: string, now: () => number) {
    this.#http = http;
    this.#authority = authority;
    this.#now = now;
  }

  /** Throws RestError UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT when it was never read and cannot be. */
  async of(tenantId: string): Promise<OpenIdConfiguration> {
    const known: Known = this.#known.get(tenantId) ?? {
      configuration: null,
      readAt: 0,
      triedAt: -Infinity,
      reading: null,
    };
    this.#known.set(tenantId, known);
    const now = this.#now();
    const fresh = known.configuration !== null && now - known.readAt < FRESH_MS;
    if (!fresh && known.reading === null && now - known.triedAt >= RETRY_MS) {
      known.triedAt = now;
      known.reading = this.#read(tenantId, known).finally(() => (known.reading = null));
      known.reading.catch(() => undefined);
    }
    if (known.configuration !== null) return known.configuration;
    if (known.reading !== null) return known.reading;
    throw new RestError('UPSTREAM_UNAVAILABLE', 'The sign-in service cannot be reached.', {
      retryAfter: RETRY_MS / 1000,
    });
  }

  async #read(tenantId: string, known: Known): Promise<OpenIdConfiguration> {
    const url = `${this.#authority}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const { data, error } = document.safeParse(await this.#http.getJson(url));
    // A document that points elsewhere would have us fetch keys from, and send secrets to, another host.
    const endpoints = data === undefined ? [] : [data.jwks_uri, data.token_endpoint];
    if (data === undefined || endpoints.some((endpoint) => new URL(endpoint).origin !== this.#authority)) {
      throw new RestError('UPSTREAM_UNAVAILABLE', 'The metadata of the sign-in service cannot be used.', {
        cause: error,
      });
    }
    known.configuration = data;
    known.readAt = this.#now();
    return data;
  }
}
