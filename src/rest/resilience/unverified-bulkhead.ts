import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';
import { maxEntries } from '../cache/max-entries.ts';
import { RestError } from '../rest-error.ts';

/** On whose behalf a call is made. */
export interface Account {
  /** The application that Defender sees: with the tenant it has one quota. */
  applicationId: string;
  tenantId: string;
  /** Callers of the same name may share answers. */
  principal: string;
  /** Callers of the same name take turns as one; the principal unless said. */
  turn?: string;
  /** False where nobody has checked the token, so that its claims may be made up. */
  verified: boolean;
}

/** Calls under way with credentials that nobody knows yet: a tenth of what a minute allows, and no more than these. */
const MOST_UNKNOWN = 8;
const MOST_WAITING = 200;
/** Seconds. */
const COME_AGAIN = 5;

/**
 * Which credentials Defender has accepted. A token passed through is not verified here, and one with made-up claims must
 * neither use up the quota of the application that it names nor fill its line.
 */
export class Credentials {
  readonly #accepted = new LRUCache<string, true>({ ...maxEntries(20_000), ttl: 60 * 60 * 1000 });
  readonly #waiting = new LRUCache<string, LimitFunction>(maxEntries(20_000));

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
   * Runs a call: at once for a known credential, else one of few with the same `quota`. Calls that wait for one quota
   * must not hold up those of another.
   */
  async admit<T>(
    account: Account,
    { key, perMinute }: { key: string; perMinute: number | null },
    call: () => Promise<T>,
  ): Promise<T> {
    if (this.isKnown(account)) return call();
    const most = Math.max(1, Math.min(MOST_UNKNOWN, Math.floor((perMinute ?? Infinity) / 10)));
    const limit = this.#waiting.get(key) ?? pLimit(most);
    this.#waiting.set(key, limit);
    if (limit.pendingCount < MOST_WAITING) return limit(call);
    const message = `Too many callers are new to the gateway at this moment; try again in ${COME_AGAIN} s.`;
    throw new RestError('RATE_LIMITED', message, { retryAfter: COME_AGAIN });
  }
}
