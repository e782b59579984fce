import { ProcessRegistry } from '../../../src/redis/connection/process-registry.ts';
import { RedisConnection } from '../../../src/redis/connection/redis-connection.ts';
import { parseRedisUrl } from '../../../src/redis/connection/redis-url.ts';
import { SharedQuotaStore } from '../../../src/redis/quota/shared-quota-store.ts';
import { MINUTE, type QuotaBucket } from '../../../src/rest/quota/quota-store.ts';

/** The store of one process of several. */
export interface QuotaProcess {
  redis: RedisConnection;
  registry: ProcessRegistry;
  store: SharedQuotaStore;
  close(): Promise<void>;
}

/** A process that counts at this Redis; `timeLimit` is generous, as other work on the machine is not what is tested. */
export async function quotaProcess(url: string, timeLimit = 1_000): Promise<QuotaProcess> {
  const redis = new RedisConnection(parseRedisUrl(url), { keyPrefix: 'test:', timeLimit });
  const registry = new ProcessRegistry(redis, 'secret');
  const store = new SharedQuotaStore(redis, registry, () => performance.now());
  await redis.connect(5_000);
  return {
    redis,
    registry,
    store,
    close: async () => {
      store.close();
      await registry.leave();
      redis.close();
    },
  };
}

/** A bucket of a tenant; `seconds` is the length of its window. */
export function bucket(name: string, calls: number, { seconds = 60, share = 1 } = {}): QuotaBucket {
  return { key: `tenant app ${name}`, limits: [{ calls, milliseconds: (seconds * MINUTE) / 60 }], share };
}

/** How many calls a process is let make, at most so many. */
export async function takeUpTo(
  store: SharedQuotaStore,
  buckets: QuotaBucket[],
  most: number,
  urgency = 1,
): Promise<number> {
  for (let taken = 0; taken < most; taken++) {
    if ((await store.tryAcquire(buckets, urgency)).refund === undefined) return taken;
  }
  return most;
}
