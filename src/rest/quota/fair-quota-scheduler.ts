import type { QuotaBucket, QuotaStore, Refund } from './quota-store.ts';
import { API_LABELS } from '../operation.ts';
import { RestError } from '../rest-error.ts';

/** Priority classes; the smaller number goes first. */
export const PRIORITY = { action: 0, read: 1 } as const;
export type Priority = keyof typeof PRIORITY;

export interface QuotaRequest {
  /** For messages: the class of the operation. */
  name: string;
  /** Calls with the same key wait in one queue. */
  queueKey: string;
  buckets: readonly QuotaBucket[];
  priority: Priority;
  /** Principals that wait in one queue are served round-robin. */
  principal: string;
  /** Latest start, milliseconds of the scheduler's clock. */
  deadline: number;
  signal: AbortSignal | undefined;
}

/** Permission to make one call. */
export interface QuotaPermit {
  /** Milliseconds waited for it. */
  waitedMs: number;
  /** To be called when the call is over. */
  release(): void;
  /** To be called instead when the call was not made, or must not count. */
  refund(): Promise<void>;
}

interface Waiter {
  request: QuotaRequest;
  since: number;
  /** Round-robin round: how many calls of the same principal and priority wait before it. */
  round: number;
  grant: (place: QuotaPermit) => void;
  reject: (error: Error) => void;
}

interface Queue {
  waiters: Waiter[];
  /** Whether the queue is being dispatched now. */
  dispatching: boolean;
  /** Whether to look again, as something changed during the dispatch. */
  rescan: boolean;
  timer: NodeJS.Timeout | undefined;
}

/** Concurrent calls of one principal, of the few hundred connections that all share. */
const MAX_CONCURRENT = 16;

/** Whether a waiter goes before another: the more urgent, then the earlier round, then the earlier arrival. */
function goesBefore(a: Waiter, b: Waiter): boolean {
  const byPriority = PRIORITY[a.request.priority] - PRIORITY[b.request.priority];
  return byPriority !== 0 ? byPriority < 0 : a.round < b.round;
}

/**
 * Starts calls at the rate that the vendor allows: by priority, then round-robin across principals. A call that cannot
 * start before its deadline is refused at once.
 */
export class QuotaScheduler {
  readonly #queues = new Map<string, Queue>();
  readonly #inFlight = new Map<string, number>();
  readonly #store: QuotaStore;
  readonly #apiLabel: string;
  readonly #now: () => number;

  /** `apiLabel` names the API in messages. */
  constructor(store: QuotaStore, now: () => number, apiLabel = API_LABELS.defender) {
    this.#store = store;
    this.#now = now;
    this.#apiLabel = apiLabel;
  }

  /** Waits until one call may be made. Throws RestError RATE_LIMITED with `retryAfter`, or when the caller leaves. */
  async acquire(request: QuotaRequest): Promise<QuotaPermit> {
    if (isAborted(request)) throw aborted();
    const since = this.#now();
    if (!this.#queues.has(request.queueKey) && this.#mayStart(request)) {
      const { refund } = await this.#store.tryAcquire(request.buckets, PRIORITY[request.priority]);
      // Other calls of the principal may have started while the store was asked.
      if (refund !== undefined && this.#mayStart(request) && !isAborted(request))
        return this.#grant(request, 0, refund);
      await refund?.();
    }
    if (isAborted(request)) throw aborted();
    return this.#enqueue(request, since);
  }

  #mayStart({ principal, priority }: QuotaRequest): boolean {
    return priority === 'action' || (this.#inFlight.get(principal) ?? 0) < MAX_CONCURRENT;
  }

  #grant({ principal }: QuotaRequest, waited: number, refund: Refund): QuotaPermit {
    this.#inFlight.set(principal, (this.#inFlight.get(principal) ?? 0) + 1);
    let over = false;
    const release = (): void => {
      if (over) return;
      over = true;
      const rest = (this.#inFlight.get(principal) ?? 1) - 1;
      if (rest === 0) this.#inFlight.delete(principal);
      else this.#inFlight.set(principal, rest);
      // Another call of the principal may wait for this one to end, in any queue.
      for (const other of this.#queues.keys()) void this.#dispatch(other);
    };
    return {
      waitedMs: waited,
      release,
      refund: async () => {
        await refund();
        release();
      },
    };
  }

  #enqueue(request: QuotaRequest, since: number): Promise<QuotaPermit> {
    const { queueKey, signal, deadline } = request;
    const queue = this.#queues.get(queueKey) ?? { waiters: [], dispatching: false, rescan: false, timer: undefined };
    this.#queues.set(queueKey, queue);
    return new Promise<QuotaPermit>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        queue.waiters = queue.waiters.filter((other) => other !== waiter);
        this.#removeIfIdle(queueKey, queue);
      };
      const waiter: Waiter = {
        request,
        since,
        round: nextRound(request, queue),
        grant: (place) => {
          end();
          resolve(place);
        },
        reject: (error) => {
          end();
          reject(error);
        },
      };
      const onAbort = (): void => waiter.reject(aborted());
      // Calls of higher priority may push this one past its deadline, or slow calls of the same principal.
      const onDeadline = async (): Promise<void> => {
        const wait = await this.#store.wait(request.buckets, 0);
        waiter.reject(this.#mayStart(request) ? this.#rateLimited(request, wait) : crowdedOut());
      };
      const timer = setTimeout(() => void onDeadline().catch(waiter.reject), Math.max(0, deadline - this.#now()));
      signal?.addEventListener('abort', onAbort, { once: true });
      const behind = queue.waiters.findIndex((other) => goesBefore(waiter, other));
      const place = behind === -1 ? queue.waiters.length : behind;
      queue.waiters.splice(place, 0, waiter);
      // Its wait is known only once it is in the queue, as calls that came at the same moment may go first.
      void this.#rejectLate(waiter, place).catch(waiter.reject);
      void this.#dispatch(queueKey);
    });
  }

  async #rejectLate({ request, reject }: Waiter, ahead: number): Promise<void> {
    const wait = await this.#store.wait(request.buckets, ahead);
    if (this.#now() + wait > request.deadline) reject(this.#rateLimited(request, wait));
  }

  /** Starts what may start now in one queue, and sets a timer for the rest. */
  async #dispatch(queueKey: string): Promise<void> {
    const queue = this.#queues.get(queueKey);
    if (queue === undefined) return;
    queue.rescan = true;
    if (queue.dispatching) return;
    queue.dispatching = true;
    try {
      while (queue.rescan) {
        queue.rescan = false;
        clearTimeout(queue.timer);
        const wait = await this.#grantReady(queue);
        if (wait !== null) queue.timer = setTimeout(() => void this.#dispatch(queueKey), Math.ceil(wait));
      }
    } catch (error) {
      for (const { reject } of queue.waiters) reject(error as Error);
    } finally {
      queue.dispatching = false;
    }
    this.#removeIfIdle(queueKey, queue);
  }

  /** Starts the calls that may start now; returns the milliseconds until the next may, null when none waits. */
  async #grantReady(queue: Queue): Promise<number | null> {
    /** Waits by set of buckets: a call behind others may draw on fewer buckets, and need not wait for them. */
    const waits = new Map<string, number>();
    for (;;) {
      const next = queue.waiters.find(({ request }) => this.#mayStart(request) && !waits.has(bucketsKey(request)));
      if (next === undefined) break;
      const { buckets, priority } = next.request;
      const { refund, wait } = await this.#store.tryAcquire(buckets, PRIORITY[priority]);
      if (refund === undefined) waits.set(bucketsKey(next.request), wait);
      // It may have been aborted while the store was asked, or others of the principal have started; then the quota is
      // returned.
      else if (queue.waiters.includes(next) && this.#mayStart(next.request)) {
        next.grant(this.#grant(next.request, this.#now() - next.since, refund));
      } else await refund();
    }
    let ahead = 0;
    for (const waiter of queue.waiters) {
      const wait = waits.get(bucketsKey(waiter.request));
      // The vendor may have asked to wait beyond its deadline.
      const onDeadline = wait !== undefined && this.#now() + wait > waiter.request.deadline;
      if (onDeadline) void this.#rejectLate(waiter, ahead).catch(waiter.reject);
      else ahead += 1;
    }
    return waits.size === 0 ? null : Math.min(...waits.values());
  }

  #removeIfIdle(queueKey: string, queue: Queue): void {
    if (queue.waiters.length > 0 || queue.dispatching) return;
    clearTimeout(queue.timer);
    if (this.#queues.get(queueKey) === queue) this.#queues.delete(queueKey);
  }

  #rateLimited({ name }: QuotaRequest, wait: number): RestError {
    const retryAfter = Math.max(1, Math.ceil(wait / 1000));
    const message = `${this.#apiLabel}'s call quota for ${name} is used up; try again in ${retryAfter} s.`;
    return new RestError('RATE_LIMITED', message, { retryAfter });
  }
}

function nextRound({ principal, priority }: QuotaRequest, queue: Queue): number {
  const equals = queue.waiters.filter(({ request }) => request.priority === priority);
  const last = equals.findLast(({ request }) => request.principal === principal);
  return last === undefined ? (equals[0]?.round ?? 0) : last.round + 1;
}

/** Identifies the set of buckets that a call draws on. */
function bucketsKey({ buckets }: QuotaRequest): string {
  return buckets.map(({ key, share = 1 }) => `${key} ${share}`).join('\n');
}

function crowdedOut(): RestError {
  return new RestError('UPSTREAM_TIMEOUT', 'Other calls of the caller took all the time that this one had.');
}

function isAborted({ signal }: QuotaRequest): boolean {
  return signal?.aborted === true;
}

function aborted(): RestError {
  return new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.');
}
