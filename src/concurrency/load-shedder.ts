import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { bulkhead, isBulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';

/** What may be refused when there is too much of it; changes are the last to go. */
export type Priority = 'read' | 'change';

export type ShedReason = 'CONCURRENCY' | 'EVENT_LOOP_DELAY';

export interface LoadShedderOptions {
  /** Reads that run at a time, and as many changes besides. */
  maxConcurrent: number;
  /** Of each, what may wait for a place. */
  maxWaiting: number;
  /** Milliseconds by which the event loop may be late, a second's mean, before reads are refused; null for any. */
  maxEventLoopDelay: number | null;
  /** Told of everything that is refused. */
  onShed?: (priority: Priority, reason: ShedReason) => void;
  /** Told each second of the longest delay of the event loop within it, in milliseconds. */
  onDelay?: (milliseconds: number) => void;
  /** Milliseconds. */
  now?: () => number;
}

/** Too much is going on. */
export class OverloadError extends Error {
  override name = 'OverloadError';
  /** Seconds. */
  readonly retryAfter = 5;

  constructor() {
    super('The gateway has more to do than it can; try again in 5 s.');
  }
}

/** Milliseconds between two looks at the event loop, which count as no delay. */
const RESOLUTION_MS = 20;
const SAMPLE_MS = 1_000;
/** Samples in a row: one may be a single large answer, or a machine that stood still. */
const LATE_SAMPLES = 3;
/** Shedding for so long takes the process out of the load balancer, and so long without lets it back in. */
const SATURATED_MS = 10_000;
const RECOVERED_MS = 5_000;

/**
 * Bounds what runs at the same time, and refuses reads while the event loop is late: what is refused at once can be tried
 * elsewhere, while what waits too long is lost.
 */
export class LoadShedder {
  readonly #options: LoadShedderOptions;
  readonly #now: () => number;
  readonly #bulkheads: Readonly<Record<Priority, BulkheadPolicy>>;
  readonly #delay: IntervalHistogram | null;
  readonly #timer: NodeJS.Timeout | null;
  #lateSamples = 0;
  /** Times of the first and the last refusal of the present overload. */
  #shedding: { since: number; last: number } | null = null;

  constructor(options: LoadShedderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    const { maxConcurrent, maxWaiting, maxEventLoopDelay, onDelay } = options;
    this.#bulkheads = { read: bulkhead(maxConcurrent, maxWaiting), change: bulkhead(maxConcurrent, maxWaiting) };
    const isWatched = maxEventLoopDelay !== null || onDelay !== undefined;
    this.#delay = isWatched ? monitorEventLoopDelay({ resolution: RESOLUTION_MS }) : null;
    this.#delay?.enable();
    this.#timer = this.#delay === null ? null : setInterval(() => this.#sample(), SAMPLE_MS).unref();
  }

  /** Whether so much is refused that other processes should get the requests. */
  get isSaturated(): boolean {
    if (this.#shedding === null) return false;
    const now = this.#now();
    return now - this.#shedding.last < RECOVERED_MS && this.#shedding.last - this.#shedding.since >= SATURATED_MS;
  }

  /** How many operations run and wait, by priority. */
  get load(): { priority: Priority; running: number; waiting: number }[] {
    const { maxConcurrent, maxWaiting } = this.#options;
    return (['read', 'change'] as const).map((priority) => {
      const { executionSlots, queueSlots } = this.#bulkheads[priority];
      return { priority, running: maxConcurrent - executionSlots, waiting: maxWaiting - queueSlots };
    });
  }

  /** Runs something once there is a place for it. Throws OverloadError at once where there is none to wait for. */
  async run<T>(priority: Priority, work: () => PromiseLike<T> | T): Promise<T> {
    if (priority === 'read' && this.#lateSamples >= LATE_SAMPLES) throw this.#shed(priority, 'EVENT_LOOP_DELAY');
    try {
      return await this.#bulkheads[priority].execute(work);
    } catch (error) {
      throw isBulkheadRejectedError(error) ? this.#shed(priority, 'CONCURRENCY') : error;
    }
  }

  close(): void {
    this.#delay?.disable();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #shed(priority: Priority, reason: ShedReason): OverloadError {
    const now = this.#now();
    const isOver = this.#shedding === null || now - this.#shedding.last >= RECOVERED_MS;
    this.#shedding = { since: isOver ? now : (this.#shedding?.since ?? now), last: now };
    this.#options.onShed?.(priority, reason);
    return new OverloadError();
  }

  #sample(): void {
    const { maxEventLoopDelay, onDelay } = this.#options;
    if (this.#delay === null) return;
    // Nanoseconds; NaN where there was none.
    const isLate = maxEventLoopDelay !== null && this.#delay.mean / 1_000_000 > maxEventLoopDelay;
    if (this.#delay.count > 0) onDelay?.(Math.max(0, this.#delay.max / 1_000_000 - RESOLUTION_MS));
    this.#lateSamples = isLate ? this.#lateSamples + 1 : 0;
    this.#delay.reset();
  }
}
