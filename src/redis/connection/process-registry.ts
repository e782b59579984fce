import { randomUUID } from 'node:crypto';
import { RedisUnavailable } from './redis-unavailable.ts';
import type { RedisConnection } from './redis-connection.ts';
import { script } from './script.ts';

const HEARTBEAT_MS = 1_000;
/** A process that was not heard of for so long is gone. */
const GONE_AFTER_MS = 5_000;

const HEARTBEAT = script(
  'heartbeat',
  `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return redis.call('ZCARD', KEYS[1])`,
);

const LEAVE = script('leave', `return redis.call('ZREM', KEYS[1], ARGV[1])`);

/** This process's id, and how many processes there are. */
export interface Processes {
  readonly id: string;
  readonly count: number;
}

/** Which processes of the deployment are there, by a heartbeat each second. */
export class ProcessRegistry implements Processes {
  /** Of this process, made at its start. */
  readonly id: string = randomUUID();
  readonly #redis: RedisConnection;
  readonly #timer: NodeJS.Timeout;
  #count = 1;

  constructor(redis: RedisConnection) {
    this.#redis = redis;
    this.#timer = setInterval(() => void this.heartbeat(), HEARTBEAT_MS).unref();
  }

  /** Processes that were there when Redis last answered, this one included. */
  get count(): number {
    return this.#count;
  }

  /** Says that this process is there. */
  async heartbeat(): Promise<void> {
    try {
      const count = await this.#redis.run(HEARTBEAT, { keys: ['processes'], args: [this.id, GONE_AFTER_MS] });
      this.#count = Math.max(1, Number(count));
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) throw error;
    }
  }

  /** Says that this process is gone. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.#redis.run(LEAVE, { keys: ['processes'], args: [this.id] }).catch(() => undefined);
  }
}
