import { randomUUID } from 'node:crypto';
import { RedisUnavailable } from './redis-unavailable.ts';
import type { RedisConnection, RunScript } from './redis-connection.ts';
import { script } from './script.ts';

const HEARTBEAT_MS = 1_000;
/** A process that was not heard of for so long is gone. */
const GONE_AFTER_MS = 5_000;

const KEYS = ['{processes}:seen', '{processes}:secret'];

const HEARTBEAT = script(
  'heartbeat',
  `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local secret = redis.call('GET', KEYS[2])
if secret and secret ~= ARGV[3] then return -1 end
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
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

/** Which processes of the deployment are there, by a heartbeat each second; all of them have to have the same secret. */
export class ProcessRegistry implements Processes {
  /** Of this process, made at its start. */
  readonly id: string = randomUUID();
  readonly #redis: RedisConnection;
  readonly #secretHash: string;
  readonly #timer: NodeJS.Timeout;
  #count = 1;

  /** `secretHash` tells nothing of the secret that it stands for. */
  constructor(redis: RedisConnection, secretHash: string) {
    this.#redis = redis;
    this.#secretHash = secretHash;
    redis.beforeRecovery((run) => this.#heartbeat(run));
    this.#timer = setInterval(() => void this.heartbeat(), HEARTBEAT_MS).unref();
  }

  /** Processes that were there when Redis last answered, this one included. */
  get count(): number {
    return this.#count;
  }

  /** Says that this process is there; where others have another secret, Redis counts as gone. */
  async heartbeat(): Promise<void> {
    try {
      await this.#heartbeat((asked, options) => this.#redis.run(asked, options));
    } catch (error) {
      if (!(error instanceof RedisUnavailable)) this.#redis.giveUp(error as Error);
    }
  }

  /** Says that this process is gone. */
  async leave(): Promise<void> {
    clearInterval(this.#timer);
    await this.#redis.run(LEAVE, { keys: KEYS, args: [this.id] }).catch(() => undefined);
  }

  async #heartbeat(run: RunScript): Promise<void> {
    const count = Number(await run(HEARTBEAT, { keys: KEYS, args: [this.id, GONE_AFTER_MS, this.#secretHash] }));
    if (count < 0) throw new Error('STATE_SECRET is not that of the other processes');
    this.#count = Math.max(1, count);
  }
}
