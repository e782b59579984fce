import { CallLog, type Allowance } from './sliding-window-log.ts';
import { RunTimes } from './run-time-log.ts';

/** One quota that a call draws on. */
export interface Meter {
  /** Whose quota of what: application, tenant and class, or a tenant's ceiling. */
  key: string;
  allowances: readonly Allowance[];
  /** What this call may use of every allowance, those that the vendor names included; 1, all of it, unless stated. */
  share?: number;
}

export interface Spent {
  /** Calls within the last minute and the last hour. */
  minute: number;
  hour: number;
  /** When the last minute will hold no call, or the vendor lets calls in again; milliseconds of the store's clock. */
  clearAt: number;
  /** Whether the vendor has asked to wait. */
  stopped: boolean;
  /** What the vendor was heard to allow. */
  named: readonly Allowance[];
  /** Milliseconds that calls ran within the last hour and the last day, where somebody notes them. */
  ranThisHour: number;
  ranToday: number;
}

/**
 * Counts calls. Several processes that share a quota need one that counts for all of them, for whose sake the answers
 * are promises.
 */
export interface QuotaStore {
  /** Notes a call in all meters and answers its time, or notes it in none and answers the milliseconds to wait. */
  take(meters: readonly Meter[]): Promise<{ wait: 0; time: number } | { wait: number; time?: never }>;
  /** Takes back a call that was noted at `time` and not made. */
  giveBack(meters: readonly Meter[], time: number): Promise<void>;
  /** Milliseconds until the next call but `ahead` may go. */
  wait(meters: readonly Meter[], ahead: number): Promise<number>;
  /** Lets no call go for so many milliseconds. */
  stop(key: string, milliseconds: number): Promise<void>;
  /** Notes that the vendor named an allowance of its own for this quota. */
  lower(key: string, allowance: Allowance): Promise<void>;
  /** Notes how long a call ran. */
  ran(key: string, milliseconds: number): Promise<void>;
  spent(key: string): Promise<Spent>;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The vendor's clock starts when a call arrives, ours when it leaves; calls can bunch up on the way by so much. */
const BUNCHING_MS = 500;
/** Quotas looked through for old ones once there are so many. */
const SWEEP_FROM = 1_000;

interface Counters {
  log: CallLog;
  stoppedUntil: number;
  /** What the vendor was heard to allow, by length of the window. */
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

  /** Forgets the quotas that nobody has used for an hour. An LRU would forget some in use when others are made up. */
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
    // In all or in none: a call that the minute refuses must not count for the hour.
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
