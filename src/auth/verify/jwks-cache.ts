import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { RestError } from '../../rest/rest-error.ts';
import type { EntraHttp } from '../entra/entra-http.ts';
import { StaleIfErrorCache } from '../entra/stale-if-error-cache.ts';
import type { TenantMetadata } from '../entra/tenant-metadata.ts';

// A set without a key is a fault of the sign-in service, and no reason to forget the last good one.
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const REFRESH_MS = 60 * 60 * 1000;

interface KeySet {
  keys: JWK[];
  getKey: JWTVerifyGetKey;
}

/** A key, and the set that finds it for jose. */
export interface CachedKey {
  key: JWK;
  getKey: JWTVerifyGetKey;
}

function keyIn({ keys, getKey }: KeySet, kid: string): CachedKey | null {
  const key = keys.find((candidate) => candidate.kid === kid);
  return key === undefined ? null : { key, getKey };
}

/**
 * Entra's signing keys by tenant, as its own guidance has them: refreshed hourly in the background, read again for an
 * unknown key id at most once in 30 s, and the last good set carries on while the endpoint is down
 * (signing-key-rollover.md). jose's remote set does the first two only while the endpoint answers.
 */
export class JwksCache {
  readonly #sets: StaleIfErrorCache<KeySet>;

  constructor(http: EntraHttp, metadata: TenantMetadata, now: () => number) {
    this.#sets = new StaleIfErrorCache(async (tenantId) => {
      const { jwks_uri } = await metadata.get(tenantId);
      const { data, error } = keySet.safeParse(await http.getJson(jwks_uri));
      if (data === undefined) {
        throw new RestError('UPSTREAM_UNAVAILABLE', 'The keys of the sign-in service cannot be used.', {
          cause: error,
        });
      }
      const { keys } = data as JSONWebKeySet;
      return { keys, getKey: createLocalJWKSet({ keys }) };
    }, now);
  }

  /**
   * The key of a served tenant with this id, or null when no such key is known. Throws RestError when no set was ever
   * read.
   */
  async keyById(tenantId: string, kid: string): Promise<CachedKey | null> {
    const held = this.#sets.peek(tenantId);
    if (held === null) return keyIn(await this.#sets.get(tenantId), kid);
    const key = keyIn(held.value, kid);
    if (key === null) {
      // A new key, or a made-up one: with the endpoint down the known keys carry on, and this one is unknown.
      await this.#sets.refresh(tenantId).catch(() => undefined);
      return keyIn(await this.#sets.get(tenantId), kid);
    }
    // A fifth of jitter keeps several processes from asking in step.
    if (held.age > REFRESH_MS * (0.9 + Math.random() * 0.2)) this.#sets.refreshInBackground(tenantId);
    return key;
  }
}
