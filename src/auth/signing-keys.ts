import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { RestError } from '../rest/rest-error.ts';
import type { EntraHttp } from './entra-http.ts';
import type { TenantMetadata } from './tenant-metadata.ts';

// A set without a key is a fault of the sign-in service, and no reason to forget the last good one.
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

const RETRY_MS = 30_000;
const REFRESH_MS = 60 * 60 * 1000;

interface Known {
  keys: JWK[];
  getKey: JWTVerifyGetKey;
  readAt: number;
}

interface Slot {
  known: Known | null;
  triedAt: number;
  reading: Promise<void> | null;
}

/**
 * Entra's signing keys by tenant, as its own guidance has them: refreshed hourly in the background, read again for an
 * unknown key id at most once in 30 s, and the last good set carries on while the endpoint is down
 * (signing-key-rollover.md). jose's remote set does the first two only while the endpoint answers.
 */
export class SigningKeys {
  readonly #slots = new Map<string, Slot>();
  readonly #http: EntraHttp;
  readonly #metadata: TenantMetadata;
  readonly #now: () => number;

  constructor(http: EntraHttp, metadata: TenantMetadata, now: () => number) {
    this.#http = http;
    this.#metadata = metadata;
    this.#now = now;
  }

  /**
   * The key set of a served tenant that holds `kid`, or null when no such key is known. Throws RestError when no set was
   * ever read.
   */
  async holding(tenantId: string, kid: string): Promise<{ key: JWK; getKey: JWTVerifyGetKey } | null> {
    const slot: Slot = this.#slots.get(tenantId) ?? { known: null, triedAt: -Infinity, reading: null };
    this.#slots.set(tenantId, slot);
    const find = (): { key: JWK; getKey: JWTVerifyGetKey } | null => {
      const key = slot.known?.keys.find((candidate) => candidate.kid === kid);
      return key !== undefined && slot.known !== null ? { key, getKey: slot.known.getKey } : null;
    };

    const held = find();
    if (held !== null) {
      // A fifth of jitter keeps several processes from asking in step.
      const age = this.#now() - (slot.known?.readAt ?? 0);
      if (age > REFRESH_MS * (0.9 + Math.random() * 0.2)) this.#read(tenantId, slot)?.catch(() => undefined);
      return held;
    }
    try {
      await this.#read(tenantId, slot);
    } catch (error) {
      if (slot.known === null) throw error;
    }
    if (slot.known === null) {
      throw new RestError('UPSTREAM_UNAVAILABLE', 'The sign-in service cannot be reached.', {
        retryAfter: RETRY_MS / 1000,
      });
    }
    return find();
  }

  /** Reads the set, joining a reading under way; undefined when the last attempt is less than 30 s old. */
  #read(tenantId: string, slot: Slot): Promise<void> | undefined {
    if (slot.reading !== null) return slot.reading;
    if (this.#now() - slot.triedAt < RETRY_MS) return undefined;
    slot.triedAt = this.#now();
    slot.reading = this.#fetch(tenantId, slot).finally(() => (slot.reading = null));
    return slot.reading;
  }

  async #fetch(tenantId: string, slot: Slot): Promise<void> {
    const { jwks_uri } = await this.#metadata.of(tenantId);
    const { data, error } = keySet.safeParse(await this.#http.getJson(jwks_uri));
    if (data === undefined) {
      throw new RestError('UPSTREAM_UNAVAILABLE', 'The keys of the sign-in service cannot be used.', { cause: error });
    }
    const { keys } = data as JSONWebKeySet;
    slot.known = { keys, getKey: createLocalJWKSet({ keys }), readAt: this.#now() };
  }
}
