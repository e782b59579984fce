import { randomBytes } from 'node:crypto';
import {
  ARRIVAL_JITTER_MS,
  DAY,
  HOUR,
  MINUTE,
  tenantOf,
  type QuotaBucket,
  type QuotaSnapshot,
  type QuotaUsage,
} from '../../rest/quota/quota-store.ts';
import type { RateLimit } from '../../rest/quota/sliding-window-log.ts';
import type { RedisConnection, RunScript } from '../connection/redis-connection.ts';
import { RedisUnavailable } from '../connection/redis-unavailable.ts';
import type { Script } from '../connection/script.ts';
import { ACQUIRE, GENERATION, NOTE, REFUND, RESTORE, USAGE, WAIT } from './quota-scripts.ts';

const LOG_MS = HOUR + ARRIVAL_JITTER_MS;
const MAX_ATTEMPTS = 3;
/** Microseconds for which no call goes after Redis was emptied, so that all processes can send what they know. */
const HOLD_US = 1_500_000;

type Argument = string | number;

/** Milliseconds as the whole microseconds of the scripts. */
function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

/** Keys of one bucket: its log, what is known of it, who waits. All keys of a tenant have one hash tag. */
function keysOf(key: string): [string, string, string] {
  const base = `quota:{${tenantOf(key)}}:${key}`;
  return [base, `${base}:known`, `${base}:waiting`];
}

function generationKey(tenantId: string): string {
  return `quota:{${tenantId}}:generation`;
}

function argumentsOf({ share = 1, limits }: QuotaBucket): Argument[] {
  const windows = limits.map(({ calls, milliseconds }) => [calls, microseconds(milliseconds + ARRIVAL_JITTER_MS)]);
  return [share, limits.length, ...windows.flat()];
}

/** What was learned of a quota, as fields: `blocked`, `limit:<window, µs>`, `run:<minutes ago>`. */
function fieldsOf({ blockedFor, learnedLimits, runTimes }: QuotaSnapshot): [string, number][] {
  return [
    ...(blockedFor > 0 ? [['blocked', microseconds(blockedFor)] as [string, number]] : []),
    ...learnedLimits.map((limit) => limitField(limit)),
    ...[...runTimes].map(([minutes, milliseconds]): [string, number] => [`run:${minutes}`, Math.round(milliseconds)]),
  ];
}

function limitField({ calls, milliseconds }: RateLimit): [string, number] {
  return [`limit:${microseconds(milliseconds + ARRIVAL_JITTER_MS)}`, calls];
}

/** The counts of all processes in Redis. Every method throws RedisUnavailable. */
export class RedisQuotaCounts {
  readonly #redis: RedisConnection;
  readonly #process: string;
  /** What this process knows of a tenant, for a Redis that was emptied. */
  readonly #snapshot: (tenantId: string) => QuotaSnapshot[];
  /** The generation of each tenant's counts that holds what this process has counted. */
  readonly #generations = new Map<string, string>();
  readonly #restoring = new Map<string, Promise<void>>();
  #made = 0;

  constructor(redis: RedisConnection, process: string, snapshot: (tenantId: string) => QuotaSnapshot[]) {
    this.#redis = redis;
    this.#process = process;
    this.#snapshot = snapshot;
  }

  /** Counts a call in all buckets and returns its name, or the milliseconds to wait. */
  async tryAcquire(buckets: readonly QuotaBucket[], urgency: number): Promise<{ wait: number; member: string }> {
    const member = this.#member();
    const args = [this.#process, urgency, member, microseconds(LOG_MS), ...buckets.flatMap(argumentsOf)];
    const [wait] = await this.#ask(
      ACQUIRE,
      tenantOfAll(buckets),
      buckets.flatMap(({ key }) => keysOf(key)),
      args,
    );
    return { wait: Number(wait), member };
  }

  /** Takes back a call that was counted and not made. */
  async refund(buckets: readonly QuotaBucket[], member: string): Promise<void> {
    const keys = [generationKey(tenantOfAll(buckets)), ...buckets.map(({ key }) => keysOf(key)[0])];
    await this.#redis.run(REFUND, { keys, args: ['', member] });
  }

  /** Milliseconds until the call behind `ahead` others of this process may go. */
  async wait(buckets: readonly QuotaBucket[], ahead: number): Promise<number> {
    const args = [this.#process, ahead, ...buckets.flatMap(argumentsOf)];
    const [wait] = await this.#ask(
      WAIT,
      tenantOfAll(buckets),
      buckets.flatMap(({ key }) => keysOf(key)),
      args,
    );
    return Number(wait);
  }

  blockFor(key: string, milliseconds: number): Promise<unknown> {
    return this.#ask(NOTE, tenantOf(key), [keysOf(key)[1]], ['blocked', microseconds(milliseconds)]);
  }

  learnLimit(key: string, limit: RateLimit): Promise<unknown> {
    return this.#ask(NOTE, tenantOf(key), [keysOf(key)[1]], limitField(limit));
  }

  recordDuration(key: string, milliseconds: number): Promise<unknown> {
    return this.#ask(NOTE, tenantOf(key), [keysOf(key)[1]], ['run:0', Math.round(milliseconds)]);
  }

  async usage(key: string): Promise<QuotaUsage> {
    const [log, known] = keysOf(key);
    const window = microseconds(MINUTE + ARRIVAL_JITTER_MS);
    const answer = await this.#ask(USAGE, tenantOf(key), [log, known], [window, microseconds(LOG_MS)]);
    const [minute, hour, lastAge, now, fields] = answer;
    const noted = pairsOf(fields);
    const blockedFor = (Number(noted.get('blocked') ?? 0) - Number(String(now))) / 1000;
    const sinceLast = String(lastAge) === '' ? Infinity : Number(String(lastAge)) / 1000;
    const learnedLimits = [...noted].flatMap(([name, calls]) => {
      const [, length] = /^limit:(\d+)$/.exec(name) ?? [];
      return length === undefined ? [] : [{ calls, milliseconds: Number(length) / 1000 - ARRIVAL_JITTER_MS }];
    });
    return {
      minute: Number(minute),
      hour: Number(hour),
      clearIn: Math.max(0, blockedFor, MINUTE + ARRIVAL_JITTER_MS - sinceLast),
      blocked: blockedFor > 0,
      learnedLimits,
      runMsThisHour: ranWithin(noted, HOUR, Number(String(now)) / 1000),
      runMsToday: ranWithin(noted, DAY, Number(String(now)) / 1000),
    };
  }

  /** Sends what this process knows where Redis was emptied meanwhile, else only these calls that it did not hear of. */
  async reconcile(run: RunScript, tenantId: string, unsent: readonly QuotaSnapshot[]): Promise<void> {
    const [, generation] = (await run(GENERATION, { keys: [generationKey(tenantId)] })) as unknown[];
    const isKnown = String(generation) === this.#generations.get(tenantId);
    if (!isKnown) await this.#restore(tenantId, run);
    else if (unsent.length > 0) await this.#send(run, tenantId, unsent);
  }

  #member(): string {
    return `${this.#process} ${++this.#made}`;
  }

  /** The answer of a script about a tenant, once this process's own counts are in the present generation. */
  async #ask(asked: Script, tenantId: string, keys: string[], args: readonly Argument[]): Promise<unknown[]> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const known = this.#generations.get(tenantId) ?? '';
      const answer = await this.#redis.run(asked, { keys: [generationKey(tenantId), ...keys], args: [known, ...args] });
      const [word, ...rest] = answer as unknown[];
      if (String(word) === 'OK') return rest;
      await this.#restore(tenantId, (script, options) => this.#redis.run(script, options));
    }
    throw new RedisUnavailable(new Error('it was emptied again and again'));
  }

  #restore(tenantId: string, run: RunScript): Promise<void> {
    const restoring = this.#restoring.get(tenantId);
    if (restoring !== undefined) return restoring;
    const made = this.#send(run, tenantId, this.#snapshot(tenantId)).finally(() => this.#restoring.delete(tenantId));
    this.#restoring.set(tenantId, made);
    return made;
  }

  async #send(run: RunScript, tenantId: string, counts: readonly QuotaSnapshot[]): Promise<void> {
    const keys = counts.flatMap(({ key }) => keysOf(key).slice(0, 2));
    const args = counts.flatMap((count) => {
      const calls = count.ages.flatMap((age) => [this.#member(), microseconds(age)]);
      const fields = fieldsOf(count);
      return [count.ages.length, ...calls, fields.length, ...fields.flat()];
    });
    // Nothing was counted before the first generation that a process meets.
    const hold = this.#generations.has(tenantId) ? HOLD_US : 0;
    const begun = `${hold}-${randomBytes(6).toString('hex')}`;
    const options = { keys: [generationKey(tenantId), ...keys], args: [begun, LOG_MS, ...args] };
    const [, generation] = (await run(RESTORE, options)) as unknown[];
    this.#generations.set(tenantId, String(generation));
  }
}

function tenantOfAll([first]: readonly QuotaBucket[]): string {
  return first === undefined ? '' : tenantOf(first.key);
}

/** Names and values that come as one list or, by RESP 3, as a map or object. */
function pairsOf(fields: unknown): Map<string, number> {
  const flat = fields as unknown[];
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < flat.length; at += 2) pairs.set(String(flat[at]), Number(String(flat[at + 1])));
  return pairs;
}

/** Milliseconds run within so many; `now` in milliseconds of Redis. */
function ranWithin(noted: ReadonlyMap<string, number>, length: number, now: number): number {
  let sum = 0;
  for (const [name, milliseconds] of noted) {
    const [, minute] = /^run:(\d+)$/.exec(name) ?? [];
    if (minute !== undefined && (Number(minute) + 1) * MINUTE > now - length) sum += milliseconds;
  }
  return sum;
}
