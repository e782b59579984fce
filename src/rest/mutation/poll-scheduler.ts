import { LRUCache } from 'lru-cache';

/** What a waiter gets: the row, null where there is none, or the error. */
type Answer<Row> = Row | null | Error;

/** Reads rows by id, in the order of the ids. */
export type ReadMany<Row> = (ids: readonly string[]) => Promise<readonly Answer<Row>[]>;

interface PollBatch {
  read: ReadMany<object>;
  waiters: Map<string, ((answer: Answer<object>) => void)[]>;
}

interface TenantQueue {
  /** By principal; the first is polled next, so that none starves. */
  batches: Map<string, PollBatch>;
  timer: NodeJS.Timeout | undefined;
  servedAt: number;
}

/** 20 calls a minute and 1,200 an hour, of the 100 and 1,500 that a tenant has. */
const INTERVAL_MS = 3_000;
/** Rows that were just read; one that is forgotten costs a call. */
const MAX_LATELY_READ = 1_000;

/**
 * Polls awaited rows at one interval per tenant: one call at a time, principals in turn, all ids of a principal in one
 * call.
 */
export class PollScheduler {
  /** Milliseconds between two polls of a tenant. */
  readonly interval: number;
  readonly #latelyRead: LRUCache<string, object>;
  readonly #queues = new Map<string, TenantQueue>();

  constructor(interval = INTERVAL_MS) {
    this.interval = interval;
    this.#latelyRead = new LRUCache({ max: MAX_LATELY_READ, ttl: interval });
  }

  /** Notes a row that was just read, so that a caller who begins to wait for it need not read it before the next poll. */
  noteRead(tenantId: string, principal: string, id: string, row: object): void {
    this.#latelyRead.set(JSON.stringify([tenantId, principal, id]), row);
  }

  /** The row as this principal read it within the last interval. */
  latelyRead<Row extends object>(tenantId: string, principal: string, id: string): Row | undefined {
    return this.#latelyRead.get(JSON.stringify([tenantId, principal, id])) as Row | undefined;
  }

  /** The row at the next poll. Throws what reading it threw. */
  async nextPoll<Row extends object>(
    tenantId: string,
    principal: string,
    id: string,
    read: ReadMany<Row>,
  ): Promise<Row | null> {
    const answer = await new Promise<Answer<object>>((resolve) => {
      const queue = this.#queues.get(tenantId) ?? {
        batches: new Map<string, PollBatch>(),
        timer: undefined,
        servedAt: 0,
      };
      this.#queues.set(tenantId, queue);
      const batch = queue.batches.get(principal) ?? {
        read,
        waiters: new Map<string, ((row: Answer<object>) => void)[]>(),
      };
      queue.batches.set(principal, batch);
      batch.waiters.set(id, [...(batch.waiters.get(id) ?? []), resolve]);
      this.#schedule(tenantId, queue);
    });
    if (answer instanceof Error) throw answer;
    return answer as Row | null;
  }

  #schedule(tenantId: string, queue: TenantQueue): void {
    if (queue.timer !== undefined) return;
    // A caller who just began to wait has just read the row.
    const wait = Math.max(queue.servedAt + this.interval - performance.now(), this.interval / 3);
    queue.timer = setTimeout(() => void this.#poll(tenantId, queue), wait);
    queue.timer.unref();
  }

  /** Those who were just answered may wait on, and then for as long as everyone else. */
  #forgetWhenIdle(tenantId: string, queue: TenantQueue): void {
    const forget = (): void => {
      if (queue.batches.size === 0 && queue.timer === undefined) this.#queues.delete(tenantId);
    };
    setTimeout(forget, this.interval).unref();
  }

  async #poll(tenantId: string, queue: TenantQueue): Promise<void> {
    queue.servedAt = performance.now();
    const [first] = queue.batches;
    if (first !== undefined) {
      const [principal, { read, waiters }] = first;
      queue.batches.delete(principal);
      const ids = [...waiters.keys()];
      const rows = await read(ids).catch((cause: unknown) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        return ids.map(() => error);
      });
      ids.forEach((id, index) => waiters.get(id)?.forEach((resolve) => resolve(rows[index] ?? null)));
    }
    queue.timer = undefined;
    if (queue.batches.size > 0) this.#schedule(tenantId, queue);
    else this.#forgetWhenIdle(tenantId, queue);
  }
}
