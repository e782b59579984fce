import {
  MemoryQuotaStore,
  HOUR,
  MINUTE,
  tenantOf,
  type Acquired,
  type QuotaBucket,
  type QuotaStore,
  type QuotaUsage,
} from '../../rest/quota/quota-store.ts';
import type { RateLimit } from '../../rest/quota/sliding-window-log.ts';
import type { Processes } from '../connection/process-registry.ts';
import type { RedisConnection, RunScript } from '../connection/redis-connection.ts';
import { ignoreUnavailable, RedisUnavailable } from '../connection/redis-unavailable.ts';
import { RedisQuotaCounts } from './redis-quota-counts.ts';

/** How often it is seen whether Redis was emptied, for tenants with calls within the last minute. */
const RECONCILE_EVERY_MS = 500;

/**
 * Counts the calls of all processes. While Redis does not answer, each lets go what is its equal share of the limits,
 * by what it has counted itself.
 */
export class SharedQuotaStore implements QuotaStore {
  readonly #counts: RedisQuotaCounts;
  readonly #local: MemoryQuotaStore;
  readonly #processes: Processes;
  readonly #now: () => number;
  /** Calls that went while Redis did not answer. */
  #unsent: { keys: readonly string[]; time: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(redis: RedisConnection, processes: Processes, now: () => number) {
    this.#local = new MemoryQuotaStore(now);
    this.#processes = processes;
    this.#now = now;
    this.#counts = new RedisQuotaCounts(redis, processes.id, (tenantId) => this.#local.snapshot(tenantId));
    redis.beforeRecovery(async (run) => {
      const tenants = [...this.#local.activeTenants(HOUR)];
      await Promise.all(tenants.map((tenantId) => this.#sendUnsent(run, tenantId)));
    });
    this.#timer = setInterval(() => void this.#reconcile(redis), RECONCILE_EVERY_MS).unref();
  }

  async tryAcquire(buckets: readonly QuotaBucket[], urgency: number): Promise<Acquired> {
    return this.#orLocally(
      async () => {
        const { wait, member } = await this.#counts.tryAcquire(buckets, urgency);
        if (wait > 0) return { wait };
        const forget = this.#local.record(buckets);
        return {
          wait: 0,
          refund: async () => {
            await forget();
            await this.#counts.refund(buckets, member).catch(ignoreUnavailable);
          },
        };
      },
      async () => {
        const acquired = await this.#local.tryAcquire(this.#shareOf(buckets));
        const { refund } = acquired;
        if (refund === undefined) return acquired;
        const call = { keys: buckets.map(({ key }) => key), time: this.#now() };
        this.#unsent.push(call);
        return {
          wait: 0,
          refund: async () => {
            this.#unsent = this.#unsent.filter((other) => other !== call);
            await refund();
          },
        };
      },
    );
  }

  wait(buckets: readonly QuotaBucket[], ahead: number): Promise<number> {
    return this.#orLocally(
      () => this.#counts.wait(buckets, ahead),
      () => this.#local.wait(this.#shareOf(buckets), ahead),
    );
  }

  async blockFor(key: string, milliseconds: number): Promise<void> {
    await this.#local.blockFor(key, milliseconds);
    await this.#counts.blockFor(key, milliseconds).catch(ignoreUnavailable);
  }

  async learnLimit(key: string, limit: RateLimit): Promise<void> {
    await this.#local.learnLimit(key, limit);
    await this.#counts.learnLimit(key, limit).catch(ignoreUnavailable);
  }

  async recordDuration(key: string, milliseconds: number): Promise<void> {
    // In this order, as what is noted here may be sent as a whole, and it is added up there.
    await this.#counts.recordDuration(key, milliseconds).catch(ignoreUnavailable);
    await this.#local.recordDuration(key, milliseconds);
  }

  usage(key: string): Promise<QuotaUsage> {
    return this.#orLocally(
      () => this.#counts.usage(key),
      () => this.#local.usage(key),
    );
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #orLocally<T>(ask: () => Promise<T>, decide: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
      return decide();
    }
  }

  /** The same buckets, of which this process may use its equal share. */
  #shareOf(buckets: readonly QuotaBucket[]): QuotaBucket[] {
    return buckets.map((bucket) => ({ ...bucket, share: (bucket.share ?? 1) / this.#processes.count }));
  }

  async #reconcile(redis: RedisConnection): Promise<void> {
    if (!redis.isAvailable) return;
    const tenants = [...this.#local.activeTenants(MINUTE)];
    await Promise.all(
      tenants.map((tenantId) => this.#counts.reconcile((asked, options) => redis.run(asked, options), tenantId, [])),
    ).catch(ignoreUnavailable);
  }

  async #sendUnsent(run: RunScript, tenantId: string): Promise<void> {
    const sent = new Set(this.#unsent.filter(({ keys }) => keys.some((key) => tenantOf(key) === tenantId)));
    const now = this.#now();
    const agesOf = (key: string): number[] =>
      [...sent].filter(({ keys }) => keys.includes(key)).map(({ time }) => now - time);
    const counts = this.#local
      .snapshot(tenantId)
      .map((known) => ({ ...known, ages: agesOf(known.key), runTimes: new Map<number, number>() }));
    await this.#counts.reconcile(run, tenantId, counts);
    this.#unsent = this.#unsent.filter((call) => !sent.has(call));
  }
}
