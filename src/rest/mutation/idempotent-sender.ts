import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { FairQueue } from '../../concurrency/fair-queue.ts';
import { SingleFlight } from '../../concurrency/single-flight.ts';
import { maxEntries } from '../cache/max-entries.ts';
import type { Change, Sent } from './mutation.ts';
import { foldId, isSameId } from '../rows/hex-id.ts';
import { RestError } from '../rest-error.ts';
import { beforeSending, isNeverSent, isRefusal, outcomeUnknown } from './send-failure.ts';

interface Entry {
  effect: string;
  /** Calls that use the entry now. */
  users: number;
  /** Owner of the result. */
  principal: string;
  result?: Sent<unknown>;
  /** Set before sending, until the outcome is known. */
  lost?: { mark: string; known: ReadonlySet<string>; failure: RestError };
}

export interface SendOnceOptions {
  /** Milliseconds before each attempt to find the result of a mutation without an answer. */
  pauses: readonly number[];
  /** Milliseconds within which a mutation that was not sent, or was refused for quota, is sent again. */
  timeLimit: number;
}

const REMEMBER_MS = 10 * 60 * 1000;
const MOST_REMEMBERED = 100_000;
const MOST_SENDINGS = 3;
const DEFAULTS: SendOnceOptions = { pauses: [300, 1_000, 3_000], timeLimit: 30_000 };

/** Sends each mutation at most once from this process, and finds its result when the answer is lost. */
export class SendOnce {
  readonly #options: SendOnceOptions;
  readonly #entries = new LRUCache<string, Entry>({ ...maxEntries(MOST_REMEMBERED), ttl: REMEMBER_MS });
  /** One after the other in each lane. */
  readonly #lanes = new FairQueue({ perKey: 1 });
  readonly #flights = new SingleFlight<Sent<unknown>>();

  constructor(options: Partial<SendOnceOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /**
   * Makes a mutation, or returns the result of the one that was made. Throws RestError; ACTION_OUTCOME_UNKNOWN after
   * three attempts to find the result.
   */
  async run<Row extends { id: string }>(change: Change<Row>): Promise<Sent<Row>> {
    const entry = this.#entryOf(change);
    const flight = JSON.stringify([change.principal, change.key]);
    const joined = this.#flights.get(flight) as Promise<Sent<Row>> | undefined;
    if (joined !== undefined) return { ...(await joined), sent: false };
    entry.users += 1;
    const turn = (): Promise<Sent<Row>> => this.#turn(change, entry);
    const started = this.#flights
      .run(flight, () => this.#lanes.run(change.lane, undefined, turn))
      .finally(() => {
        entry.users -= 1;
        const idle = entry.users === 0 && entry.result === undefined && entry.lost === undefined;
        if (idle && this.#entries.get(change.key) === entry) this.#entries.delete(change.key);
      });
    return started as Promise<Sent<Row>>;
  }

  /** Resolves when no mutation is in flight. */
  idle(): Promise<void> {
    return this.#flights.idle();
  }

  #entryOf({ key, effect, principal }: { key: string; effect: string; principal: string }): Entry {
    const known = this.#entries.get(key);
    if (known === undefined) {
      const entry: Entry = { effect, principal, users: 0 };
      this.#entries.set(key, entry);
      return entry;
    }
    if (known.effect !== effect) throw keyTaken();
    return known;
  }

  async #turn<Row extends { id: string }>(change: Change<Row>, entry: Entry): Promise<Sent<Row>> {
    const earlier = entry.result as Sent<Row> | undefined;
    if (change.named && earlier !== undefined && entry.principal === change.principal) {
      return { ...earlier, sent: false };
    }
    const rows = await beforeSending(() => change.rows());
    if (change.named) {
      const marked = change.marked(rows);
      if (marked !== undefined) return { ...(await this.#settle(change, entry, marked, new Set())), sent: false };
      if (earlier !== undefined) {
        // Another caller's mutation under the same key: shown as far as this caller may read it.
        const row = rows.find(({ id }) => earlier.row !== null && isSameId(id, earlier.row.id));
        if (row === undefined) throw keyTaken();
        return { ...earlier, row, sent: false };
      }
    }
    if (entry.lost !== undefined) {
      const found = change.cameOf(rows, entry.lost);
      if (found === undefined) throw entry.lost.failure;
      return { ...(await this.#settle(change, entry, found, entry.lost.known)), sent: false };
    }
    // First of all: of two contradicting mutations, the equal one may be about to yield.
    change.check(rows);
    const underWay = change.underWay(rows);
    if (underWay !== undefined) {
      const pending: Sent<Row> = { outcome: 'ALREADY_PENDING', row: underWay, sent: false };
      return change.named ? this.#keep(change, entry, pending) : pending;
    }
    const standing = earlier?.row == null ? undefined : change.stands(rows, earlier.row.id);
    if (standing !== undefined) return { outcome: 'CREATED', row: standing, sent: false };
    return this.#send(change, entry, new Set(rows.map(({ id }) => foldId(id))));
  }

  #keep<Row extends { id: string }>(change: Change<Row>, entry: Entry, result: Sent<Row>): Sent<Row> {
    delete entry.lost;
    Object.assign(entry, { result, principal: change.principal });
    this.#entries.set(change.key, entry);
    return result;
  }

  async #send<Row extends { id: string }>(
    change: Change<Row>,
    entry: Entry,
    known: ReadonlySet<string>,
  ): Promise<Sent<Row>> {
    // Set before the first byte: whatever happens now, it is not sent again before its result was looked for.
    const lost = { mark: change.mark, known, failure: outcomeUnknown(change, undefined) };
    entry.lost = lost;
    delete entry.result;
    this.#entries.set(change.key, entry);
    let row: Row | undefined;
    try {
      row = await this.#post(change);
    } catch (error) {
      if (isRefusal(error) || isNeverSent(error)) {
        delete entry.lost;
        if (!(error instanceof RestError) || !error.underWay) throw error;
        return { outcome: 'ALREADY_PENDING', row: await this.#pending(change), sent: true };
      }
      row = await this.#look(change, (rows) => change.cameOf(rows, lost));
      if (row === undefined) {
        lost.failure = outcomeUnknown(change, error);
        throw lost.failure;
      }
    }
    if (change.settle === undefined && known.has(foldId(row.id))) {
      return this.#keep(change, entry, { outcome: 'ALREADY_PENDING', row, sent: true });
    }
    return this.#settle(change, entry, row, known);
  }

  async #settle<Row extends { id: string }>(
    change: Change<Row>,
    entry: Entry,
    row: Row,
    known: ReadonlySet<string>,
  ): Promise<Sent<Row>> {
    try {
      const settled = await change.settle?.(row, known);
      return this.#keep(change, entry, settled ?? { outcome: 'CREATED', row, sent: true });
    } catch (error) {
      // It yielded and has no effect; only where that is uncertain it must not be sent again.
      if (!(error instanceof RestError) || error.code !== 'ACTION_OUTCOME_UNKNOWN') delete entry.lost;
      throw error;
    }
  }

  /** Sends, and retries only what was not sent, or what the quota refused while there is time. */
  async #post<Row extends { id: string }>(change: Change<Row>): Promise<Row> {
    const end = performance.now() + this.#options.timeLimit;
    for (let sendings = 1; ; sendings++) {
      try {
        return await change.send();
      } catch (error) {
        const refused = error instanceof RestError && error.status === 429;
        if (sendings === MOST_SENDINGS || !(refused || isNeverSent(error))) throw error;
        const seconds = refused ? Number(error.extensions.retryAfter ?? 5) : sendings;
        if (performance.now() + seconds * 1000 > end) throw error;
        await delay(seconds * 1000);
      }
    }
  }

  async #look<Row extends { id: string }>(
    change: Change<Row>,
    find: (rows: readonly Row[]) => Row | undefined,
  ): Promise<Row | undefined> {
    for (const pause of this.#options.pauses) {
      await delay(pause);
      const rows = await change.rows().catch(() => []);
      const row = find(rows);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  async #pending<Row extends { id: string }>(change: Change<Row>): Promise<Row | null> {
    return (await this.#look(change, (rows) => change.underWay(rows))) ?? null;
  }
}

function keyTaken(): RestError {
  return new RestError(
    'BAD_USER_INPUT',
    'input.idempotencyKey: stands for another action or another caller; take a new one for each action.',
  );
}
