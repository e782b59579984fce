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
import { Generations, type Argument, type KnownState } from '../connection/generations.ts';
import type { RedisConnection, RunScript } from '../connection/redis-connection.ts';
import { ACQUIRE, NOTE, REFUND, RESTORE, USAGE, WAIT } from './quota-scripts.ts';

const SPACE = 'quota';
const LOG_MS = HOUR + ARRIVAL_JITTER_MS;
/** Microseconds for which no call goes after Redis was emptied, so that all processes can send what they know. */
const HOLD_US = 1_500_000;

/** Milliseconds as the whole microseconds of the scripts. */
function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

/** Keys of one bucket: its log, what is known of it, who waits. All keys of a tenant have one hash tag. */
function keysOf(key: string): [string, string, string] {
  const base = `${SPACE}:{${tenantOf(key)}}:${key}`;
  return [base, `${base}:known`, `${base}:waiting`];
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
  readonly #generations: Generations;
  #made = 0;

  /** `snapshot` is what this process knows of a tenant. */
  constructor(redis: RedisConnection, process: string, snapshot: (tenantId: string) => QuotaSnapshot[]) {
    this.#redis = redis;
    this.#process = process;
    this.#generations = new Generations(redis, {
      space: SPACE,
      restore: RESTORE,
      known: (tenantId) => this.#stateOf(snapshot(tenantId)),
      // Nothing was counted before the first generation that a process meets.
      holdFor: (metBefore) => (metBefore ? HOLD_US : 0),
    });
  }

  /** Counts a call in all buckets and returns its name, or the milliseconds to wait. */
  async tryAcquire(buckets: readonly QuotaBucket[], urgency: number): Promise<{ wait: number; member: string }> {
    const member = this.#member();
    const args = [this.#process, urgency, member, microseconds(LOG_MS), ...buckets.flatMap(argumentsOf)];
    const keys = buckets.flatMap(({ key }) => keysOf(key));
    const [wait] = await this.#generations.ask(ACQUIRE, tenantOfAll(buckets), { keys, args });
    return { wait: Number(wait), member };
  }

  /** Takes back a call that was counted and not made. */
  async refund(buckets: readonly QuotaBucket[], member: string): Promise<void> {
    await this.#redis.run(REFUND, { keys: buckets.map(({ key }) => keysOf(key)[0]), args: [member] });
  }

  /** Milliseconds until the call behind `ahead` others of this process may go. */
  async wait(buckets: readonly QuotaBucket[], ahead: number): Promise<number> {
    const args = [this.#process, ahead, ...buckets.flatMap(argumentsOf)];
    const keys = buckets.flatMap(({ key }) => keysOf(key));
    const [wait] = await this.#generations.ask(WAIT, tenantOfAll(buckets), { keys, args });
    return Number(wait);
  }

  blockFor(key: string, milliseconds: number): Promise<void> {
    return this.#note(key, ['blocked', microseconds(milliseconds)]);
  }

  learnLimit(key: string, limit: RateLimit): Promise<void> {
    return this.#note(key, limitField(limit));
  }

  recordDuration(key: string, milliseconds: number): Promise<void> {
    return this.#note(key, ['run:0', Math.round(milliseconds)]);
  }

  async usage(key: string): Promise<QuotaUsage> {
    const [log, known] = keysOf(key);
    const args = [microseconds(MINUTE + ARRIVAL_JITTER_MS), microseconds(LOG_MS)];
    const answer = await this.#generations.ask(USAGE, tenantOf(key), { keys: [log, known], args });
    return usageOf(answer);
  }

  /** Sends all that this process knows where Redis was emptied meanwhile, else only these calls that it did not hear of. */
  async reconcile(run: RunScript, tenantId: string, unsent: readonly QuotaSnapshot[]): Promise<void> {
    if (!(await this.#generations.isCurrent(run, tenantId))) await this.#generations.restore(run, tenantId);
    else if (unsent.length > 0) await this.#generations.restore(run, tenantId, this.#stateOf(unsent));
  }

  async #note(key: string, field: readonly Argument[]): Promise<void> {
    await this.#generations.ask(NOTE, tenantOf(key), { keys: [keysOf(key)[1]], args: field });
  }

  #member(): string {
    return `${this.#process} ${++this.#made}`;
  }

  #stateOf(counts: readonly QuotaSnapshot[]): KnownState {
    const keys = counts.flatMap(({ key }) => keysOf(key).slice(0, 2));
    const args = counts.flatMap((count) => {
      const calls = count.ages.flatMap((age) => [this.#member(), microseconds(age)]);
      const fields = fieldsOf(count);
      return [count.ages.length, ...calls, fields.length, ...fields.flat()];
    });
    return { keys, args: [LOG_MS, ...args] };
  }
}

/** What the script answers: calls of the minute and the hour, µs since the last, the time in µs, and all fields. */
function usageOf([minute, hour, lastAge, now, fields]: readonly unknown[]): QuotaUsage {
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
