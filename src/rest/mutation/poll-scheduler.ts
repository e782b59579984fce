import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { PollBatch, type ReadMany } from './poll-batch.ts';
import type { PollOwner, SharedPolls } from './shared-polls.ts';

interface TenantQueue {
  /** By principal; the first is polled next, so that none starves. */
  batches: Map<string, PollBatch>;
  timer: NodeJS.Timeout | undefined;
  servedAt: number;
}

/** 20 calls a minute and 1,200 an hour, of the 100 and 1,500 that a tenant has. */
const INTERVAL_MS = 3_000;
/** How long those who ask at the same moment are waited for. */
const COLLECT_MS = 20;
/** How often a process looks whether the one that reads is still there: the longer it waits the rarer. */
const [MIN_LOOK_MS, MAX_LOOK_MS] = [50, 1_000];

/** Rows that were just read; one that is forgotten costs a call. */
const MAX_LATELY_READ = 1_000;

/**
 * Reads awaited rows: at first at once, then at one interval per tenant, one call at a time, principals in turn, all ids of a
 * principal in one call; over all processes where they share it. No one gets a row that was read before they asked.
 */
export class PollScheduler {
  /** Milliseconds between two polls of a tenant. */
  readonly interval: number;
  readonly #latelyRead: LRUCache<string, object>;
  readonly #shared: SharedPolls | null;
  readonly #queues = new Map<string, TenantQueue>();
  /** First looks, by owner. */
  readonly #first = new Map<string, PollBatch>();

  constructor(interval = INTERVAL_MS, shared: SharedPolls | null = null) {
    this.interval = interval;
    this.#latelyRead = new LRUCache({ max: MAX_LATELY_READ, ttl: interval });
    this.#shared = shared;
    shared?.onPolled((polledFor) => {
      const polled = [...this.#queues.values()].flatMap(({ batches }) => [...batches.values()]);
      for (const batch of [...this.#first.values(), ...polled]) {
        const heard = polledFor(batch.owner);
        if (heard !== null) void batch.hear(heard);
      }
    });
  }

  /** Notes a row that was just read, so that a caller who begins to wait for it need not read it before the next poll. */
  noteRead({ tenantId, principal }: PollOwner, id: string, row: object): void {
    this.#latelyRead.set(JSON.stringify([tenantId, principal, id]), row);
  }

  /** The row as this principal read it within the last interval. */
  latelyRead<Row extends object>({ tenantId, principal }: PollOwner, id: string): Row | undefined {
    return this.#latelyRead.get(JSON.stringify([tenantId, principal, id])) as Row | undefined;
  }

  /** The row as it is now; one call for those who ask at the same moment. Throws what reading it threw. */
  async firstLook<Row extends object>(owner: PollOwner, id: string, read: ReadMany<Row>): Promise<Row | null> {
    const name = `${owner.tenantId} ${owner.principal}`;
    let batch = this.#first.get(name);
    if (batch === undefined) {
      batch = new PollBatch(owner);
      this.#first.set(name, batch);
      void this.#lookAtOnce(name, batch);
    }
    return outcome<Row>(await batch.join(id, read));
  }

  /** The row at the next poll. Throws what reading it threw. */
  async nextPoll<Row extends object>(owner: PollOwner, id: string, read: ReadMany<Row>): Promise<Row | null> {
    const { tenantId, principal } = owner;
    const queue = this.#queues.get(tenantId) ?? {
      batches: new Map<string, PollBatch>(),
      timer: undefined,
      servedAt: 0,
    };
    this.#queues.set(tenantId, queue);
    const batch = queue.batches.get(principal) ?? new PollBatch(owner);
    queue.batches.set(principal, batch);
    const answer = batch.join(id, read);
    // A caller who just began to wait has just read the row.
    this.#schedule(tenantId, queue, Math.max(queue.servedAt + this.interval - performance.now(), this.interval / 3));
    return outcome<Row>(await answer);
  }

  async #lookAtOnce(name: string, batch: PollBatch): Promise<void> {
    await delay(COLLECT_MS);
    for (let begun = performance.now(); !batch.isEmpty;) {
      const register = batch.register();
      const turn = (await this.#shared?.firstTurn({ owner: batch.owner, ids: batch.ids })) ?? null;
      if (turn !== null) register(turn.asked);
      if (turn === null) await batch.poll();
      else if (turn.granted === null) {
        const longest = Math.max(MIN_LOOK_MS, (performance.now() - begun) / 4);
        await batch.news(Math.min(MAX_LOOK_MS, longest, Math.max(1, turn.wait)));
        continue;
      } else {
        const { number, ids } = turn.granted;
        await this.#shared?.end(batch.owner, { number, ...(await batch.poll(ids)) });
      }
      begun = performance.now();
    }
    this.#first.delete(name);
  }

  #schedule(tenantId: string, queue: TenantQueue, wait: number): void {
    if (queue.timer !== undefined) return;
    queue.timer = setTimeout(() => {
      void this.#poll(tenantId, queue).then((next) => {
        queue.timer = undefined;
        for (const [principal, batch] of queue.batches) if (batch.isEmpty) queue.batches.delete(principal);
        if (queue.batches.size > 0) this.#schedule(tenantId, queue, next);
        else this.#forgetWhenIdle(tenantId, queue);
      });
    }, wait);
    queue.timer.unref();
  }

  /** Those who were just answered may wait on, and then for as long as everyone else. */
  #forgetWhenIdle(tenantId: string, queue: TenantQueue): void {
    const forget = (): void => {
      const isIdle = queue.batches.size === 0 && queue.timer === undefined;
      if (isIdle && this.#queues.get(tenantId) === queue) this.#queues.delete(tenantId);
    };
    setTimeout(forget, this.interval).unref();
  }

  /** Polls for one principal where it is this process's turn; resolves to the milliseconds until the next look at that. */
  async #poll(tenantId: string, queue: TenantQueue): Promise<number> {
    const waiting = [...queue.batches.values()].filter(({ isEmpty }) => !isEmpty);
    if (waiting.length === 0) return 0;
    const registered = waiting.map((batch) => batch.register());
    const awaited = waiting.map(({ owner, ids }) => ({ owner, ids }));
    const turn = (await this.#shared?.nextTurn(tenantId, this.interval, awaited)) ?? null;
    if (turn === null) return this.#pollAlone(queue);
    for (const register of registered) register(turn.asked);
    if (turn.granted === null) return turn.wait;
    const { number, owner, ids } = turn.granted;
    const batch = queue.batches.get(owner.principal);
    queue.servedAt = performance.now();
    if (batch !== undefined) await this.#shared?.end(owner, { number, ...(await batch.poll(ids)) });
    return Math.max(1, queue.servedAt + this.interval - performance.now());
  }

  /** Polls without the others, as rarely as all of them together poll as often as one. */
  async #pollAlone(queue: TenantQueue): Promise<number> {
    const interval = this.interval * (this.#shared?.processes ?? 1);
    const early = queue.servedAt + interval - performance.now();
    if (queue.servedAt > 0 && early > 1) return early;
    queue.servedAt = performance.now();
    const first = [...queue.batches].find(([, batch]) => !batch.isEmpty);
    if (first === undefined) return interval;
    // The others are before it the next time.
    queue.batches.delete(first[0]);
    queue.batches.set(...first);
    await first[1].poll();
    return Math.max(this.interval / 3, queue.servedAt + interval - performance.now());
  }
}

function outcome<Row>(answer: object | null): Row | null {
  if (answer instanceof Error) throw answer;
  return answer as Row | null;
}
