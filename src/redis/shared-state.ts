import { EntryStore } from './cache/entry-store.ts';
import { Invalidations } from './cache/invalidations.ts';
import { RedisSharedCache } from './cache/redis-shared-cache.ts';
import { ProcessRegistry } from './connection/process-registry.ts';
import { RedisConnection } from './connection/redis-connection.ts';
import type { RedisTopology } from './connection/redis-url.ts';
import { ValueSealer } from './connection/sealed-value.ts';
import { RedisHealth } from './findings/redis-health.ts';
import { RedisPolls } from './polls/redis-polls.ts';
import { SharedQuotaStore } from './quota/shared-quota-store.ts';

export interface SharedStateOptions {
  topology: RedisTopology;
  keyPrefix: string;
  /** Of what is encrypted there. */
  secret: string;
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
  readonly quotaStore: SharedQuotaStore;
  readonly huntResults: EntryStore;
  readonly cache: RedisSharedCache;
  readonly polls: RedisPolls;
  readonly health: RedisHealth;
  close(): Promise<void>;
}

/** Connects to Redis. A Redis that cannot be reached is tried again for as long as the process runs. */
export async function connectSharedState(options: SharedStateOptions, log: Log): Promise<SharedState> {
  const { topology, keyPrefix, secret, huntBytes, cacheBytes, timeLimit } = options;
  const sealer = new ValueSealer(secret);
  const onChange = (available: boolean, err: Error | null): void => {
    if (available) log.info('Redis is there: quotas and actions are shared with the other processes');
    else log.error({ err }, 'Redis is gone: this process uses its share of the quotas, and sends no change');
  };
  const redis = new RedisConnection(topology, { keyPrefix, ...(timeLimit !== undefined && { timeLimit }), onChange });
  await redis.connect(START_PATIENCE_MS);
  const registry = new ProcessRegistry(redis);
  await registry.heartbeat();
  const quotaStore = new SharedQuotaStore(redis, registry, () => performance.now());
  const invalidations = new Invalidations(redis, sealer, registry);
  const answers = new EntryStore(redis, sealer, { space: 'answers', maxBytes: cacheBytes });
  const cache = new RedisSharedCache(redis, sealer, answers, invalidations);
  return {
    get isAvailable() {
      return redis.isAvailable;
    },
    get processes() {
      return registry.count;
    },
    quotaStore,
    cache,
    health: new RedisHealth(redis, sealer, registry),
    polls: new RedisPolls(redis, sealer, registry),
    huntResults: new EntryStore(redis, sealer, { space: 'hunts', maxBytes: huntBytes }),
    close: async () => {
      quotaStore.close();
      invalidations.close();
      await registry.leave();
      redis.close();
    },
  };
}
