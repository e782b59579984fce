import { SlidingWindowLog, type RateLimit } from './sliding-window-log.ts';
import { RunTimeLog } from './run-time-log.ts';

/** One quota that a call draws on. */
export interface QuotaBucket {
  /** Application, tenant and class, or a tenant's ceiling. */
  key: string;
  limits: readonly RateLimit[];
  /** Fraction of every limit that this call may use, limits learned from the vendor included; 1 unless stated. */
  share?: number;
}

export interface QuotaUsage {
  /** Calls within the last minute and the last hour. */
  minute: number;
  hour: number;
  /** Milliseconds until the last minute will hold no call, or the vendor lets calls in again. */
  clearIn: number;
  /** Whether the vendor has asked to wait (429). */
  blocked: boolean;
  /** Limits that the vendor named in a 429. */
  learnedLimits: readonly RateLimit[];
  /** Milliseconds that calls ran within the last hour and the last day, for classes with a limit on run time. */
  runMsThisHour: number;
  runMsToday: number;
}

/** Returns the quota of a call that was counted and not made. */
export type Refund = () => Promise<void>;

/** Leave for one call, or the milliseconds to wait for it. */
export type Acquired = { wait: 0; refund: Refund } | { wait: number; refund?: never };

/**
 * Counts calls. Processes that share a quota need a store that counts for all of them, which is why the answers are
 * promises.
 */
export interface QuotaStore {
  /**
   * Counts a call in all buckets, or counts it in none and returns the milliseconds to wait. Where several processes
   * wait, the smaller `urgency` goes first.
   */
  tryAcquire(meters: readonly QuotaBucket[], urgency: number): Promise<Acquired>;
  /** Milliseconds until the call behind `ahead` others may go. */
  wait(meters: readonly QuotaBucket[], ahead: number): Promise<number>;
  /** Lets no call go for so many milliseconds. */
  blockFor(key: string, milliseconds: number): Promise<void>;
  /** Records a limit that the vendor named for this quota. */
  learnLimit(key: string, allowance: RateLimit): Promise<void>;
  /** Records how long a call ran, milliseconds. */
  recordDuration(key: string, milliseconds: number): Promise<void>;
  usage(key: string): Promise<QuotaUsage>;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/**
 * The vendor counts a call when it arrives, we count it when it leaves. Added to each window for calls that bunch up on
 * the way.
 */
export const ARRIVAL_JITTER_MS = 500;
/** Quotas looked through for old ones once there are so many. */
const SWEEP_FROM = 1_000;

/** What was counted of one quota; times are milliseconds ago. */
export interface QuotaSnapshot {
  key: string;
  ages: number[];
  blockedFor: number;
  learnedLimits: RateLimit[];
  /** Milliseconds that calls ran, by how many minutes ago. */
  runTimes: ReadonlyMap<number, number>;
}

/** The tenant of a quota, by its key. */
export function tenantOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(' ')));
}

interface Counters {
  log: SlidingWindowLog;
  blockedUntil: number;
  /** Limits that the vendor named in a 429, by length of the window. */
  learnedLimits: Map<number, RateLimit>;
  runTimes: RunTimeLog;
}

function noUsage(): Counters {
  return {
    log: new SlidingWindowLog(),
    blockedUntil: -Infinity,
    learnedLimits: new Map<number, RateLimit>(),
    runTimes: new RunTimeLog(),
  };
}

/** Counts the calls of this process. */
export class MemoryQuotaStore implements QuotaStore {
  readonly #counters = new Map<string, Counters>();
  readonly #now: () => number;
  #sweepAt = SWEEP_FROM;

  constructor(now: () => number) {
    this.#now = now;
  }

  #countersOf(key: string): Counters {
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    this.#sweep();
    const created = noUsage();
    this.#counters.set(key, created);
    return created;
  }

  /** All quotas whose key begins with a word, the tenant's id, with what was counted of them. */
  snapshot(tenantId: string): QuotaSnapshot[] {
    const now = this.#now();
    const counters = [...this.#counters].filter(([key]) => tenantOf(key) === tenantId);
    return counters.map(([key, { log, blockedUntil, learnedLimits, runTimes }]) => ({
      key,
      ages: log.ages(now),
      blockedFor: Math.max(0, blockedUntil - now),
      learnedLimits: [...learnedLimits.values()],
      runTimes: runTimes.byAge(now),
    }));
  }

  /** Tenants with a call within the last `milliseconds`. */
  activeTenants(milliseconds: number): Set<string> {
    const now = this.#now();
    const active = [...this.#counters].filter(([, { log }]) => !log.isEmpty(milliseconds, now));
    return new Set(active.map(([key]) => tenantOf(key)));
  }

  /** Drops quotas unused for an hour. An LRU would drop quotas in use when made-up ones flood it. */
  #sweep(): void {
    if (this.#counters.size < this.#sweepAt) return;
    const now = this.#now();
    for (const [key, { log, blockedUntil, runTimes }] of this.#counters) {
      const isOver = blockedUntil <= now && log.isEmpty(HOUR + ARRIVAL_JITTER_MS, now) && runTimes.isEmpty(DAY, now);
      if (isOver) this.#counters.delete(key);
    }
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.#counters.size);
  }

  #wait({ key, limits, share = 1 }: QuotaBucket, ahead: number, now: number): number {
    const counters = this.#counters.get(key);
    if (counters === undefined && ahead === 0) return 0;
    const { log, blockedUntil, learnedLimits } = counters ?? this.#countersOf(key);
    let wait = Math.max(0, blockedUntil - now);
    const respect = ({ calls, milliseconds }: RateLimit): void => {
      const limit = { calls: Math.max(1, Math.floor(calls * share)), milliseconds: milliseconds + ARRIVAL_JITTER_MS };
      wait = Math.max(wait, log.nextFreeAt(limit, ahead, now) - now);
    };
    for (const limit of limits) respect(limit);
    for (const limit of learnedLimits.values()) respect(limit);
    return wait;
  }

  tryAcquire(meters: readonly QuotaBucket[]): Promise<Acquired> {
    const now = this.#now();
    const wait = Math.max(0, ...meters.map((meter) => this.#wait(meter, 0, now)));
    // All or none: a call that the minute limit refuses must not count for the hour.
    return Promise.resolve(wait > 0 ? { wait } : { wait: 0, refund: this.record(meters) });
  }

  /** Counts a call whatever the limits say, as one that a store of several processes has let go. */
  record(meters: readonly QuotaBucket[]): Refund {
    const time = this.#now();
    for (const { key } of meters) this.#countersOf(key).log.record(time, HOUR + ARRIVAL_JITTER_MS);
    return () => {
      for (const { key } of meters) this.#counters.get(key)?.log.remove(time);
      return Promise.resolve();
    };
  }

  wait(meters: readonly QuotaBucket[], ahead: number): Promise<number> {
    const now = this.#now();
    return Promise.resolve(Math.max(0, ...meters.map((meter) => this.#wait(meter, ahead, now))));
  }

  blockFor(key: string, milliseconds: number): Promise<void> {
    const counters = this.#countersOf(key);
    counters.blockedUntil = Math.max(counters.blockedUntil, this.#now() + milliseconds);
    return Promise.resolve();
  }

  learnLimit(key: string, allowance: RateLimit): Promise<void> {
    this.#countersOf(key).learnedLimits.set(allowance.milliseconds, allowance);
    return Promise.resolve();
  }

  recordDuration(key: string, milliseconds: number): Promise<void> {
    this.#countersOf(key).runTimes.record(milliseconds, this.#now(), DAY);
    return Promise.resolve();
  }

  usage(key: string): Promise<QuotaUsage> {
    const now = this.#now();
    const counters = this.#counters.get(key);
    const { log, blockedUntil, learnedLimits, runTimes } = counters ?? noUsage();
    return Promise.resolve({
      minute: log.count(MINUTE + ARRIVAL_JITTER_MS, now),
      hour: log.count(HOUR + ARRIVAL_JITTER_MS, now),
      clearIn: Math.max(0, blockedUntil - now, log.clearAt(MINUTE + ARRIVAL_JITTER_MS, now) - now),
      blocked: blockedUntil > now,
      learnedLimits: [...learnedLimits.values()],
      runMsThisHour: runTimes.total(HOUR, now),
      runMsToday: runTimes.total(DAY, now),
    });
  }
}
