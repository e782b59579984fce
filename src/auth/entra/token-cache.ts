import { LRUCache } from 'lru-cache';
import { SingleFlight } from '../../concurrency/single-flight.ts';
import { maxEntries } from '../../rest/max-entries.ts';

/** A token to be sent upstream. */
export interface UpstreamToken {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

interface Entry extends UpstreamToken {
  refreshAt: number;
}

export interface TokenCacheOptions {
  now: () => number;
  /** From 0 to 1; spreads refreshes of many tokens. */
  random?: () => number;
  capacity?: number;
}

/** A token is not served in the last minute of its life: the call it is for may take that long. */
const EXPIRY_SKEW_MS = 60_000;
const REFUSAL_MS = 30_000;
const RETRY_MS = 30_000;

/** An acquisition that was refused for good: asking again with the same assertion gets the same answer. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'final' in error && error.final === true;
}

/**
 * Upstream tokens by key; concurrent acquisitions are coalesced (MSAL makes one request per caller). From half its life
 * on a token is renewed in the background, and it is served to within a minute of its end whatever the sign-in service
 * does.
 */
export class TokenCache {
  readonly #tokens: LRUCache<string, Entry>;
  readonly #refusals: LRUCache<string, { error: Error; until: number }>;
  readonly #acquiring = new SingleFlight<string>();
  readonly #now: () => number;
  readonly #random: () => number;

  constructor({ now, random = Math.random, capacity = 20_000 }: TokenCacheOptions) {
    this.#now = now;
    this.#random = random;
    this.#tokens = new LRUCache(maxEntries(capacity));
    this.#refusals = new LRUCache(maxEntries(capacity));
  }

  /** The token of `key`, from memory or by `acquire`. Rejects as `acquire` does, when no token is held that still lives. */
  async get(key: string, acquire: () => Promise<UpstreamToken>): Promise<string> {
    const now = this.#now();
    const held = this.#tokens.get(key);
    if (held !== undefined && held.expiresAt - EXPIRY_SKEW_MS > now) {
      if (held.refreshAt <= now && this.#acquiring.get(key) === undefined) {
        // Whatever comes of it, the token held is good; the next attempt is spread too.
        held.refreshAt = now + RETRY_MS * (1 + this.#random());
        this.#acquire(key, acquire).catch(() => undefined);
      }
      return held.token;
    }
    const refusal = this.#refusals.get(key);
    if (refusal !== undefined && refusal.until > now) throw refusal.error;
    return this.#acquire(key, acquire);
  }

  /** Invalidates a token that the API rejected, unless a newer one has replaced it. */
  invalidate(key: string, token: string): void {
    if (this.#tokens.peek(key)?.token === token) this.#tokens.delete(key);
  }

  #acquire(key: string, acquire: () => Promise<UpstreamToken>): Promise<string> {
    return this.#acquiring.run(key, async () => {
      try {
        const acquired = await acquire();
        const now = this.#now();
        const life = acquired.expiresAt - now;
        this.#tokens.set(key, { ...acquired, refreshAt: now + life * (0.5 + this.#random() * 0.1) });
        return acquired.token;
      } catch (error) {
        if (isRefusal(error)) this.#refusals.set(key, { error, until: this.#now() + REFUSAL_MS });
        throw error;
      }
    });
  }
}
