import { EntryStore } from './cache/entry-store.ts';
import { Invalidations } from './cache/invalidations.ts';
import { RedisSharedCache } from './cache/redis-shared-cache.ts';
import { ProcessRegistry } from './connection/process-registry.ts';
import { RedisConnection } from './connection/redis-connection.ts';
import type { RedisTopology } from './connection/redis-url.ts';
import { ValueSealer } from './connection/sealed-value.ts';
import { RedisIdempotencyStore } from './mutation/redis-idempotency-store.ts';
import { SharedQuotaStore } from './quota/shared-quota-store.ts';
import { MemoryIdempotencyStore, type IdempotencyStore } from '../rest/mutation/idempotency-store.ts';
import type { SharedCache } from '../rest/cache/shared-cache.ts';
import type { QuotaStore } from '../rest/quota/quota-store.ts';

export interface SharedStateOptions {
  topology: RedisTopology;
  keyPrefix: string;
  /** Of what is encrypted there. */
  secret: string;
  /** Whether response actions are sent while Redis does not answer. */
  allowsActionsWithout: boolean;
  /** That results of hunts may take in Redis. */
  huntBytes: number;
  /** That cached answers may take in Redis. */
  cacheBytes: number;
  /** Milliseconds that Redis may take before it counts as gone; the usual ones unless given. */
  timeLimit?: number | undefined;
}

/** Writes lines of the log. */
interface Log {
  info(message: string): void;
  error(details: { err: Error | null }, message: string): void;
}

/** How long a start waits for Redis; it goes on without it then. */
const START_PATIENCE_MS = 5_000;

/** What the processes of one deployment share. */
export interface SharedState {
  readonly isAvailable: boolean;
  /** Processes that were there when Redis last answered. */
  readonly processes: number;
  readonly ofApis: { readonly quotaStore: QuotaStore; readonly sharedCache: SharedCache };
  readonly idempotencyStore: IdempotencyStore;
  readonly huntResults: EntryStore;
  close(): Promise<void>;
}

/** Connects to Redis. A Redis that cannot be reached is tried again for as long as the process runs. */
export async function connectSharedState(options: SharedStateOptions, log: Log): Promise<SharedState> {
  const { topology, keyPrefix, secret, allowsActionsWithout, huntBytes, cacheBytes, timeLimit } = options;
  const onChange = (available: boolean, err: Error | null): void => {
    if (available) log.info('Redis is there: quotas and actions are shared with the other processes');
    else log.error({ err }, 'Redis is gone: this process uses its share of the quotas, and sends no change');
  };
  const redis = new RedisConnection(topology, { keyPrefix, ...(timeLimit !== undefined && { timeLimit }), onChange });
  const sealer = new ValueSealer(secret);
  const registry = new ProcessRegistry(redis, sealer.nameOf('secret'));
  const quotaStore = new SharedQuotaStore(redis, registry, () => performance.now());
  const fallback = allowsActionsWithout ? new MemoryIdempotencyStore() : null;
  const idempotencyStore = new RedisIdempotencyStore(redis, { sealer, fallback });
  const invalidations = new Invalidations(redis, sealer, registry);
  const answers = new EntryStore(redis, sealer, { space: 'answers', maxBytes: cacheBytes });
  const sharedCache = new RedisSharedCache(redis, sealer, answers, invalidations);
  const huntResults = new EntryStore(redis, sealer, { space: 'hunts', maxBytes: huntBytes });
  await redis.connect(START_PATIENCE_MS);
  return {
    get isAvailable() {
      return redis.isAvailable;
    },
    get processes() {
      return registry.count;
    },
    ofApis: { quotaStore, sharedCache },
    idempotencyStore,
    huntResults,
    close: async () => {
      quotaStore.close();
      idempotencyStore.close();
      invalidations.close();
      await registry.leave();
      redis.close();
    },
  };
}
