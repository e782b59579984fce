import { CallLog, type Allowance } from './sliding-window-log.ts';
import { RunTimes } from './run-time-log.ts';

/** One quota that a call draws on. */
export interface Meter {
  /** Application, tenant and class, or a tenant's ceiling. */
  key: string;
  allowances: readonly Allowance[];
  /** Fraction of every limit that this call may use, limits learned from the vendor included; 1 unless stated. */
  share?: number;
}

export interface Spent {
  /** Calls within the last minute and the last hour. */
  minute: number;
  hour: number;
  /** When the last minute will hold no call, or the vendor lets calls in again; milliseconds of the store's clock. */
  clearAt: number;
  /** Whether the vendor has asked to wait (429). */
  stopped: boolean;
  /** Limits that the vendor named in a 429. */
  named: readonly Allowance[];
  /** Milliseconds that calls ran within the last hour and the last day, for classes with a limit on run time. */
  ranThisHour: number;
  ranToday: number;
}

/**
 * Counts calls. Processes that share a quota need a store that counts for all of them, which is why the answers are
 * promises.
 */
export interface QuotaStore {
  /** Counts a call in all buckets and returns its time, or counts it in none and returns the milliseconds to wait. */
  take(meters: readonly Meter[]): Promise<{ wait: 0; time: number } | { wait: number; time?: never }>;
  /** Returns the quota of a call that was counted at `time` and not made. */
  giveBack(meters: readonly Meter[], time: number): Promise<void>;
  /** Milliseconds until the call behind `ahead` others may go. */
  wait(meters: readonly Meter[], ahead: number): Promise<number>;
  /** Lets no call go for so many milliseconds. */
  stop(key: string, milliseconds: number): Promise<void>;
  /** Records a limit that the vendor named for this quota. */
  lower(key: string, allowance: Allowance): Promise<void>;
  /** Records how long a call ran, milliseconds. */
  ran(key: string, milliseconds: number): Promise<void>;
  spent(key: string): Promise<Spent>;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/**
 * The vendor counts a call when it arrives, we count it when it leaves. Added to each window for calls that bunch up on
 * the way.
 */
const BUNCHING_MS = 500;
/** Quotas looked through for old ones once there are so many. */
const SWEEP_FROM = 1_000;

interface Counters {
  log: CallLog;
  stoppedUntil: number;
  /** Limits that the vendor named in a 429, by length of the window. */
  named: Map<number, Allowance>;
  runs: RunTimes;
}

function nothingSpent(): Counters {
  return { log: new CallLog(), stoppedUntil: -Infinity, named: new Map<number, Allowance>(), runs: new RunTimes() };
}

/** Counts the calls of this process. */
export class MemoryQuotaStore implements QuotaStore {
  readonly #counters = new Map<string, Counters>();
  readonly #now: () => number;
  #sweepAt = SWEEP_FROM;

  constructor(now: () => number) {
    this.#now = now;
  }

  #of(key: string): Counters {
    const known = this.#counters.get(key);
    if (known !== undefined) return known;
    this.#sweep();
    const made = nothingSpent();
    this.#counters.set(key, made);
    return made;
  }

  /** Drops quotas unused for an hour. An LRU would drop quotas in use when made-up ones flood it. */
  #sweep(): void {
    if (this.#counters.size < this.#sweepAt) return;
    const now = this.#now();
    for (const [key, { log, stoppedUntil, runs }] of this.#counters) {
      const isOver = stoppedUntil <= now && log.isOver(HOUR + BUNCHING_MS, now) && runs.isOver(DAY, now);
      if (isOver) this.#counters.delete(key);
    }
    this.#sweepAt = Math.max(SWEEP_FROM, 2 * this.#counters.size);
  }

  #wait({ key, allowances, share = 1 }: Meter, ahead: number, now: number): number {
    const counters = this.#counters.get(key);
    if (counters === undefined && ahead === 0) return 0;
    const { log, stoppedUntil, named } = counters ?? this.#of(key);
    const times = [...allowances, ...named.values()].map(({ calls, milliseconds }) =>
      log.freeAt(
        { calls: Math.max(1, Math.floor(calls * share)), milliseconds: milliseconds + BUNCHING_MS },
        ahead,
        now,
      ),
    );
    return Math.max(0, stoppedUntil - now, ...times.map((time) => time - now));
  }

  take(meters: readonly Meter[]): ReturnType<QuotaStore['take']> {
    const now = this.#now();
    const wait = Math.max(0, ...meters.map((meter) => this.#wait(meter, 0, now)));
    // All or none: a call that the minute limit refuses must not count for the hour.
    if (wait > 0) return Promise.resolve({ wait });
    for (const { key } of meters) this.#of(key).log.record(now, HOUR + BUNCHING_MS);
    return Promise.resolve({ wait: 0, time: now });
  }

  giveBack(meters: readonly Meter[], time: number): Promise<void> {
    for (const { key } of meters) this.#counters.get(key)?.log.forget(time);
    return Promise.resolve();
  }

  wait(meters: readonly Meter[], ahead: number): Promise<number> {
    const now = this.#now();
    return Promise.resolve(Math.max(0, ...meters.map((meter) => this.#wait(meter, ahead, now))));
  }

  stop(key: string, milliseconds: number): Promise<void> {
    const counters = this.#of(key);
    counters.stoppedUntil = Math.max(counters.stoppedUntil, this.#now() + milliseconds);
    return Promise.resolve();
  }

  lower(key: string, allowance: Allowance): Promise<void> {
    this.#of(key).named.set(allowance.milliseconds, allowance);
    return Promise.resolve();
  }

  ran(key: string, milliseconds: number): Promise<void> {
    this.#of(key).runs.record(milliseconds, this.#now(), DAY);
    return Promise.resolve();
  }

  spent(key: string): Promise<Spent> {
    const now = this.#now();
    const counters = this.#counters.get(key);
    const { log, stoppedUntil, named, runs } = counters ?? nothingSpent();
    return Promise.resolve({
      minute: log.count(MINUTE + BUNCHING_MS, now),
      hour: log.count(HOUR + BUNCHING_MS, now),
      clearAt: Math.max(stoppedUntil, log.clearAt(MINUTE + BUNCHING_MS, now)),
      stopped: stoppedUntil > now,
      named: [...named.values()],
      ranThisHour: runs.within(HOUR, now),
      ranToday: runs.within(DAY, now),
    });
  }
}
