import type { Environment } from './environment.ts';
import type { RedisTopology } from './redis/connection/redis-url.ts';

/** Where the processes of one deployment share what they know. */
export interface SharedStateConfig {
  topology: RedisTopology;
  /** Begins all names there. */
  keyPrefix: string;
  /** What is kept there of the vendor's answers is encrypted with a key made of it. */
  secret: string;
  /** Whether response actions are sent while the others cannot be asked what they have sent. */
  allowsActionsWithout: boolean;
}

/** What is wrong with the variables about processes that share an address. */
export function sharedStateFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  if (given.REDIS_URL === undefined) {
    const alone = ['STATE_SECRET', 'ACTIONS_WITHOUT_SHARED_STATE'].filter((name) => given[name] !== undefined);
    return alone.map((name) => `${name}: goes with REDIS_URL, which is not set`);
  }
  const needed = {
    CURSOR_SECRET: 'a cursor that one process made is read by the others',
    STATE_SECRET: 'what processes share is encrypted with it',
  };
  return Object.entries(needed)
    .filter(([name]) => given[name] === undefined)
    .map(([name, reason]) => `${name}: is needed with REDIS_URL, the same at every process: ${reason}`);
}

/** Where processes share what they know; null where each is by itself. */
export function sharedStateConfig(data: Environment): SharedStateConfig | null {
  const { REDIS_URL: topology, STATE_SECRET: secret } = data;
  if (topology === undefined || secret === undefined) return null;
  return {
    topology,
    keyPrefix: data.REDIS_KEY_PREFIX,
    secret,
    allowsActionsWithout: data.ACTIONS_WITHOUT_SHARED_STATE,
  };
}
