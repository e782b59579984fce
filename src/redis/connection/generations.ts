import { randomBytes } from 'node:crypto';
import type { RedisConnection, RunScript } from './redis-connection.ts';
import { RedisUnavailable } from './redis-unavailable.ts';
import { script, type Script } from './script.ts';

/**
 * What a script that needs complete state begins with. `KEYS[1]` holds the generation, `<created, µs>-<hold, µs>-<random>`:
 * where it is not the one in `ARGV[1]`, Redis was emptied, and the process has to send what it knows first.
 */
export const GENERATION_HEAD = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end
local generation = redis.call('GET', KEYS[1])
if not generation or generation ~= ARGV[1] then return {'GENERATION', generation or ''} end
local created, held = string.match(generation, '^(%d+)%-(%d+)%-')
local hold = math.max(0, created + held - now)
`;

/** Milliseconds after which all that is known of an idle tenant is dropped: longer than the longest window, a day. */
export const KEEP_MS = 25 * 60 * 60 * 1000;

/** What a script that sends what a process knows begins with: it begins a generation, by `ARGV[1]`, where there is none. */
export const RESTORE_HEAD = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local function text(number) return string.format('%.0f', number) end
local generation = redis.call('GET', KEYS[1]) or (text(now) .. '-' .. ARGV[1])
redis.call('SET', KEYS[1], generation, 'PX', ${KEEP_MS})
`;

const GENERATION = script('generation', `return {'OK', redis.call('GET', KEYS[1]) or ''}`);
const MAX_ATTEMPTS = 3;

export type Argument = string | number | Buffer;

/** What a process knows of a tenant, as keys and arguments of the script that adds it. */
export interface KnownState {
  keys: readonly string[];
  args: readonly Argument[];
}

export interface GenerationsOptions {
  /** Begins the names of the keys. */
  space: string;
  /** Adds what a process knows; begins with RESTORE_HEAD and answers `{'OK', generation}`. */
  restore: Script;
  /** All that this process knows of a tenant. */
  known: (tenantId: string) => KnownState;
  /** Microseconds that a new generation is held, so that all processes can send what they know. */
  holdFor: (metBefore: boolean) => number;
  /** Milliseconds that a script may take, where it is more than others need. */
  timeLimit?: number;
}

/**
 * Asks scripts about a tenant, once what this process knows of it is there. A Redis that was emptied, or lost what it was
 * told last, so learns again what all processes know. Every method throws RedisUnavailable.
 */
export class Generations {
  readonly #redis: RedisConnection;
  readonly #options: GenerationsOptions;
  readonly #met = new Map<string, string>();
  readonly #restoring = new Map<string, Promise<void>>();

  constructor(redis: RedisConnection, options: GenerationsOptions) {
    this.#redis = redis;
    this.#options = options;
  }

  keyOf(tenantId: string): string {
    return `${this.#options.space}:{${tenantId}}:generation`;
  }

  /** What a script answers after `OK`. */
  async ask(asked: Script, tenantId: string, { keys, args }: KnownState): Promise<unknown[]> {
    const { timeLimit } = this.#options;
    const run: RunScript = (script, options) =>
      this.#redis.run(script, { ...options, ...(timeLimit !== undefined && { timeLimit }) });
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const met = this.#met.get(tenantId) ?? '';
      const answer = await run(asked, { keys: [this.keyOf(tenantId), ...keys], args: [met, ...args] });
      const [word, ...rest] = answer as unknown[];
      if (String(word) === 'OK') return rest;
      await this.restore(run, tenantId);
    }
    throw new RedisUnavailable(new Error('it was emptied again and again'));
  }

  /** Whether Redis holds what this process has sent. */
  async isCurrent(run: RunScript, tenantId: string): Promise<boolean> {
    const [, generation] = (await run(GENERATION, { keys: [this.keyOf(tenantId)] })) as unknown[];
    return String(generation) === this.#met.get(tenantId);
  }

  /** Sends all that this process knows of a tenant, or another part of it. */
  restore(run: RunScript, tenantId: string, part?: KnownState): Promise<void> {
    const restoring = this.#restoring.get(tenantId);
    if (restoring !== undefined && part === undefined) return restoring;
    const sent = this.#send(run, tenantId, part ?? this.#options.known(tenantId)).finally(() => {
      if (this.#restoring.get(tenantId) === sent) this.#restoring.delete(tenantId);
    });
    if (part === undefined) this.#restoring.set(tenantId, sent);
    return sent;
  }

  async #send(run: RunScript, tenantId: string, { keys, args }: KnownState): Promise<void> {
    const begun = `${this.#options.holdFor(this.#met.has(tenantId))}-${randomBytes(6).toString('hex')}`;
    const options = { keys: [this.keyOf(tenantId), ...keys], args: [begun, ...args] };
    const [, generation] = (await run(this.#options.restore, options)) as unknown[];
    this.#met.set(tenantId, String(generation));
  }
}
