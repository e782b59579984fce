import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import { maxEntries } from '../max-entries.ts';
import { RestError } from '../rest-error.ts';

/** The principal of a call, and whose quota it draws on. */
export interface Account {
  /** The application that Defender sees: with the tenant it has one quota. */
  applicationId: string;
  tenantId: string;
  /** Callers of one principal may share cached answers. */
  principal: string;
  /** Key of fair queueing; the principal unless stated. */
  fairnessKey?: string;
  /** False where the token was not verified, so that its claims may be made up. */
  verified: boolean;
}

/** Concurrent calls with credentials not accepted yet: a tenth of the limit per minute, at most this many. */
const MAX_UNVERIFIED = 8;
const MAX_WAITING = 200;
/** Seconds. */
const RETRY_AFTER_S = 5;

/**
 * A bulkhead for callers whose token is passed through unverified, until Defender has accepted it: made-up claims must
 * neither spend the quota of the application that they name nor fill its queue.
 */
export class UnverifiedBulkhead {
  readonly #accepted = new LRUCache<string, true>({ ...maxEntries(20_000), ttl: 60 * 60 * 1000 });
  readonly #limits = new LRUCache<string, LimitFunction>(maxEntries(20_000));

  isKnown({ verified, principal }: Account): boolean {
    return verified || this.#accepted.get(principal) === true;
  }

  accept({ verified, principal }: Account): void {
    if (!verified) this.#accepted.set(principal, true);
  }

  reject({ principal }: Account): void {
    this.#accepted.delete(principal);
  }

  /**
   * Runs a call: at once for an accepted credential, else within the concurrency limit of its quota. Calls that wait
   * for one quota do not block those of another.
   */
  async admit<T>(
    account: Account,
    { key, perMinute }: { key: string; perMinute: number | null },
    call: () => Promise<T>,
  ): Promise<T> {
    if (this.isKnown(account)) return call();
    const max = Math.max(1, Math.min(MAX_UNVERIFIED, Math.floor((perMinute ?? Infinity) / 10)));
    const limit = this.#limits.get(key) ?? pLimit(max);
    this.#limits.set(key, limit);
    if (limit.pendingCount < MAX_WAITING) return limit(call);
    const message = `Too many callers are new to the gateway at this moment; try again in ${RETRY_AFTER_S} s.`;
    throw new RestError('RATE_LIMITED', message, { retryAfter: RETRY_AFTER_S });
  }
}
