import { ProcessRegistry } from '../../../src/redis/connection/process-registry.ts';
import { RedisConnection } from '../../../src/redis/connection/redis-connection.ts';
import { parseRedisUrl } from '../../../src/redis/connection/redis-url.ts';
import { ValueSealer } from '../../../src/redis/connection/sealed-value.ts';
import { RedisIdempotencyStore } from '../../../src/redis/mutation/redis-idempotency-store.ts';
import type { Claim, IdempotencyStore } from '../../../src/rest/mutation/idempotency-store.ts';

/** The store of one process of several. */
export interface MutationProcess {
  redis: RedisConnection;
  store: RedisIdempotencyStore;
  /** Ends it as a kill does: nothing is released. */
  kill(): void;
}

const SECRET = 'a secret of the shared state';

/** A process that makes mutations by this Redis. */
export async function mutationProcess(
  url: string,
  { fallback = null, secret = SECRET }: { fallback?: IdempotencyStore | null; secret?: string } = {},
): Promise<MutationProcess> {
  const redis = new RedisConnection(parseRedisUrl(url), { keyPrefix: 'test:', timeLimit: 500 });
  const sealer = new ValueSealer(secret);
  const registry = new ProcessRegistry(redis, sealer.nameOf('secret'));
  const store = new RedisIdempotencyStore(redis, { sealer, fallback });
  await redis.connect(5_000);
  return {
    redis,
    store,
    kill: () => {
      store.close();
      void registry.leave();
      redis.close();
    },
  };
}

/** A claim of a tenant. */
export function claimOf(key: string, more: Partial<Claim> = {}): Claim {
  return { tenantId: 'contoso', lane: 'device', key, fingerprint: 'isolate', owner: 'ada', ...more };
}
