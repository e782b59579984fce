import type { Meter, QuotaStore } from './quota-store.ts';
import { PEERS } from '../operation.ts';
import { RestError } from '../rest-error.ts';

/** What a call is for; the smaller number goes first. */
export const PRIORITY = { action: 0, read: 1 } as const;
export type Priority = keyof typeof PRIORITY;

export interface QuotaRequest {
  /** For messages: the class of the operation. */
  name: string;
  /** Calls with the same queue wait in one line. */
  queue: string;
  meters: readonly Meter[];
  priority: Priority;
  /** Calls of several principals that wait in one line take turns. */
  principal: string;
  /** Until when it may wait, milliseconds of the governor's clock. */
  deadline: number;
  signal: AbortSignal | undefined;
}

/** Leave to make one call. */
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
  /** How many calls of the same principal and priority waited before it: the round of turns in which it goes. */
  round: number;
  go: (place: Place) => void;
  fail: (error: Error) => void;
}

interface Line {
  waiters: Waiter[];
  /** Whether somebody is letting calls of this line out. */
  served: boolean;
  /** Whether something has changed since that began. */
  again: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Calls of one principal under way at once, of a few hundred connections that all share. */
const MOST_AT_ONCE = 16;

/** Whether a waiter goes before another: the more urgent, then the earlier round, then the earlier arrival. */
function goesBefore(a: Waiter, b: Waiter): boolean {
  const byPriority = PRIORITY[a.request.priority] - PRIORITY[b.request.priority];
  return byPriority !== 0 ? byPriority < 0 : a.round < b.round;
}

/**
 * Lets calls out at the pace that the vendor allows: the more urgent first, callers by turns. A call that cannot go before
 * its deadline is refused at once rather than kept waiting for nothing.
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

  /** Waits for leave to make one call. Throws RestError RATE_LIMITED with `retryAfter`, or when the caller leaves. */
  async acquire(request: QuotaRequest): Promise<Place> {
    if (request.signal?.aborted === true) throw left();
    const since = this.#now();
    if (!this.#lines.has(request.queue) && this.#mayStart(request)) {
      const { time } = await this.#store.take(request.meters);
      // Others of the same caller may have started while the store was asked.
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
      // Another call of the principal may have waited for this one to end, in whatever line.
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
      // More urgent calls may push this one past its deadline, or others of the same caller that take their time.
      const late = async (): Promise<void> => {
        const wait = await this.#store.wait(request.meters, 0);
        waiter.fail(this.#mayStart(request) ? this.#refusal(request, wait) : crowded());
      };
      const timer = setTimeout(() => void late().catch(waiter.fail), Math.max(0, deadline - this.#now()));
      signal?.addEventListener('abort', leave, { once: true });
      const behind = line.waiters.findIndex((other) => goesBefore(waiter, other));
      const place = behind === -1 ? line.waiters.length : behind;
      line.waiters.splice(place, 0, waiter);
      // Only in its place is it known who goes before it, those who came at the same moment included.
      void this.#refuseLate(waiter, place).catch(waiter.fail);
      void this.#serve(queue);
    });
  }

  async #refuseLate({ request, fail }: Waiter, ahead: number): Promise<void> {
    const wait = await this.#store.wait(request.meters, ahead);
    if (this.#now() + wait > request.deadline) fail(this.#refusal(request, wait));
  }

  /** Lets out of one line what may go now, and sets the clock for what may go later. */
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

  /** Lets out of a line whoever may go now; answers the milliseconds until somebody else may, null for nobody. */
  async #letOut(line: Line): Promise<number | null> {
    /** Waits by what is drawn on: a call behind others may draw on less than they do, and need not wait for them. */
    const waits = new Map<string, number>();
    for (;;) {
      const next = line.waiters.find(({ request }) => this.#mayStart(request) && !waits.has(drawOf(request)));
      if (next === undefined) break;
      const { time, wait } = await this.#store.take(next.request.meters);
      if (time === undefined) waits.set(drawOf(next.request), wait);
      // It may have left while the store was asked, or others of the same caller started; its place is then nobody's.
      else if (line.waiters.includes(next) && this.#mayStart(next.request)) {
        next.go(this.#place(next.request, this.#now() - next.since, time));
      } else await this.#store.giveBack(next.request.meters, time);
    }
    let ahead = 0;
    for (const waiter of line.waiters) {
      const wait = waits.get(drawOf(waiter.request));
      // The vendor may have asked to wait for longer than it has.
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

/** A name for what a call draws on. */
function drawOf({ meters }: QuotaRequest): string {
  return meters.map(({ key, share = 1 }) => `${key} ${share}`).join('\n');
}

function crowded(): RestError {
  return new RestError('UPSTREAM_TIMEOUT', 'Other calls of the caller took all the time that this one had.');
}

function left(): RestError {
  return new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.');
}
