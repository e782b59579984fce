import type { Meter, QuotaStore } from './quota-store.ts';
import { PEERS } from '../operation.ts';
import { RestError } from '../rest-error.ts';

/** Priority classes; the smaller number goes first. */
export const PRIORITY = { action: 0, read: 1 } as const;
export type Priority = keyof typeof PRIORITY;

export interface QuotaRequest {
  /** For messages: the class of the operation. */
  name: string;
  /** Calls with the same key wait in one queue. */
  queue: string;
  meters: readonly Meter[];
  priority: Priority;
  /** Principals that wait in one queue are served round-robin. */
  principal: string;
  /** Latest start, milliseconds of the scheduler's clock. */
  deadline: number;
  signal: AbortSignal | undefined;
}

/** Permission to make one call. */
export interface Place {
  /** Milliseconds waited for it. */
  waited: number;
  /** To be called when the call is over. */
  release(): void;
  /** To be called instead when the call was not made, or must not count. */
  giveBack(): Promise<void>;
}

interface Waiter {
  request: QuotaRequest;
  since: number;
  /** Round-robin round: how many calls of the same principal and priority wait before it. */
  round: number;
  go: (place: Place) => void;
  fail: (error: Error) => void;
}

interface Line {
  waiters: Waiter[];
  /** Whether the queue is being dispatched now. */
  served: boolean;
  /** Whether to look again, as something changed during the dispatch. */
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Concurrent calls of one principal, of the few hundred connections that all share. */
const MOST_AT_ONCE = 16;

/** Whether a waiter goes before another: the more urgent, then the earlier round, then the earlier arrival. */
function goesBefore(a: Waiter, b: Waiter): boolean {
  const byPriority = PRIORITY[a.request.priority] - PRIORITY[b.request.priority];
  return byPriority !== 0 ? byPriority < 0 : a.round < b.round;
}

/**
 * Starts calls at the rate that the vendor allows: by priority, then round-robin across principals. A call that cannot
 * start before its deadline is refused at once.
 */
export class QuotaGovernor {
  readonly #lines = new Map<string, Line>();
  readonly #underWay = new Map<string, number>();
  readonly #store: QuotaStore;
  readonly #peer: string;
  readonly #now: () => number;

  /** `peer` is who is called, for messages. */
  constructor(store: QuotaStore, now: () => number, peer = PEERS.defender) {
    this.#store = store;
    this.#now = now;
    this.#peer = peer;
  }

  /** Waits until one call may be made. Throws RestError RATE_LIMITED with `retryAfter`, or when the caller leaves. */
  async acquire(request: QuotaRequest): Promise<Place> {
    if (request.signal?.aborted === true) throw left();
    const since = this.#now();
    if (!this.#lines.has(request.queue) && this.#mayStart(request)) {
      const { time } = await this.#store.take(request.meters);
      // Other calls of the principal may have started while the store was asked.
      if (time !== undefined && this.#mayStart(request)) return this.#place(request, 0, time);
      if (time !== undefined) await this.#store.giveBack(request.meters, time);
    }
    return this.#queue(request, since);
  }

  #mayStart({ principal, priority }: QuotaRequest): boolean {
    return priority === 'action' || (this.#underWay.get(principal) ?? 0) < MOST_AT_ONCE;
  }

  #place({ principal, meters }: QuotaRequest, waited: number, time: number): Place {
    this.#underWay.set(principal, (this.#underWay.get(principal) ?? 0) + 1);
    let over = false;
    const release = (): void => {
      if (over) return;
      over = true;
      const rest = (this.#underWay.get(principal) ?? 1) - 1;
      if (rest === 0) this.#underWay.delete(principal);
      else this.#underWay.set(principal, rest);
      // Another call of the principal may wait for this one to end, in any queue.
      for (const other of this.#lines.keys()) void this.#serve(other);
    };
    return {
      waited,
      release,
      giveBack: async () => {
        await this.#store.giveBack(meters, time);
        release();
      },
    };
  }

  #queue(request: QuotaRequest, since: number): Promise<Place> {
    const { queue, signal, deadline } = request;
    const line = this.#lines.get(queue) ?? { waiters: [], served: false, again: false, timer: undefined };
    this.#lines.set(queue, line);
    return new Promise<Place>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        line.waiters = line.waiters.filter((other) => other !== waiter);
        this.#close(queue, line);
      };
      const waiter: Waiter = {
        request,
        since,
        round: round(request, line),
        go: (place) => {
          end();
          resolve(place);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      const leave = (): void => waiter.fail(left());
      // Calls of higher priority may push this one past its deadline, or slow calls of the same principal.
      const late = async (): Promise<void> => {
        const wait = await this.#store.wait(request.meters, 0);
        waiter.fail(this.#mayStart(request) ? this.#refusal(request, wait) : crowded());
      };
      const timer = setTimeout(() => void late().catch(waiter.fail), Math.max(0, deadline - this.#now()));
      signal?.addEventListener('abort', leave, { once: true });
      const behind = line.waiters.findIndex((other) => goesBefore(waiter, other));
      const place = behind === -1 ? line.waiters.length : behind;
      line.waiters.splice(place, 0, waiter);
      // Its wait is known only once it is in the queue, as calls that came at the same moment may go first.
      void this.#refuseLate(waiter, place).catch(waiter.fail);
      void this.#serve(queue);
    });
  }

  async #refuseLate({ request, fail }: Waiter, ahead: number): Promise<void> {
    const wait = await this.#store.wait(request.meters, ahead);
    if (this.#now() + wait > request.deadline) fail(this.#refusal(request, wait));
  }

  /** Starts what may start now in one queue, and sets a timer for the rest. */
  async #serve(queue: string): Promise<void> {
    const line = this.#lines.get(queue);
    if (line === undefined) return;
    line.again = true;
    if (line.served) return;
    line.served = true;
    try {
      while (line.again) {
        line.again = false;
        clearTimeout(line.timer);
        const wait = await this.#letOut(line);
        if (wait !== null) line.timer = setTimeout(() => void this.#serve(queue), Math.ceil(wait));
      }
    } catch (error) {
      for (const { fail } of line.waiters) fail(error as Error);
    } finally {
      line.served = false;
    }
    this.#close(queue, line);
  }

  /** Starts the calls that may start now; returns the milliseconds until the next may, null when none waits. */
  async #letOut(line: Line): Promise<number | null> {
    /** Waits by set of buckets: a call behind others may draw on fewer buckets, and need not wait for them. */
    const waits = new Map<string, number>();
    for (;;) {
      const next = line.waiters.find(({ request }) => this.#mayStart(request) && !waits.has(drawOf(request)));
      if (next === undefined) break;
      const { time, wait } = await this.#store.take(next.request.meters);
      if (time === undefined) waits.set(drawOf(next.request), wait);
      // It may have been aborted while the store was asked, or others of the principal have started; then the quota is
      // returned.
      else if (line.waiters.includes(next) && this.#mayStart(next.request)) {
        next.go(this.#place(next.request, this.#now() - next.since, time));
      } else await this.#store.giveBack(next.request.meters, time);
    }
    let ahead = 0;
    for (const waiter of line.waiters) {
      const wait = waits.get(drawOf(waiter.request));
      // The vendor may have asked to wait beyond its deadline.
      const late = wait !== undefined && this.#now() + wait > waiter.request.deadline;
      if (late) void this.#refuseLate(waiter, ahead).catch(waiter.fail);
      else ahead += 1;
    }
    return waits.size === 0 ? null : Math.min(...waits.values());
  }

  #close(queue: string, line: Line): void {
    if (line.waiters.length > 0 || line.served) return;
    clearTimeout(line.timer);
    if (this.#lines.get(queue) === line) this.#lines.delete(queue);
  }

  #refusal({ name }: QuotaRequest, wait: number): RestError {
    const retryAfter = Math.max(1, Math.ceil(wait / 1000));
    const message = `${this.#peer}'s call quota for ${name} is used up; try again in ${retryAfter} s.`;
    return new RestError('RATE_LIMITED', message, { retryAfter });
  }
}

function round({ principal, priority }: QuotaRequest, line: Line): number {
  const equals = line.waiters.filter(({ request }) => request.priority === priority);
  const last = equals.findLast(({ request }) => request.principal === principal);
  return last === undefined ? (equals[0]?.round ?? 0) : last.round + 1;
}

/** Identifies the set of buckets that a call draws on. */
function drawOf({ meters }: QuotaRequest): string {
  return meters.map(({ key, share = 1 }) => `${key} ${share}`).join('\n');
}

function crowded(): RestError {
  return new RestError('UPSTREAM_TIMEOUT', 'Other calls of the caller took all the time that this one had.');
}

function left(): RestError {
  return new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.');
}
