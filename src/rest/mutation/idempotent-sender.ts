import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { FairQueue } from '../../concurrency/fair-queue.ts';
import { SingleFlight } from '../../concurrency/single-flight.ts';
import { maxEntries } from '../max-entries.ts';
import type { Mutation, MutationResult } from './mutation.ts';
import { foldId, isSameId } from '../rows/hex-id.ts';
import { RestError } from '../rest-error.ts';
import { preflight, isNotSent, isRejected, unknownOutcome } from './send-failure.ts';

interface Entry {
  fingerprint: string;
  /** Calls that use the entry now. */
  users: number;
  /** Owner of the result. */
  owner: string;
  result?: MutationResult<unknown>;
  /** Set before sending, until the outcome is known. */
  unconfirmed?: { correlationTag: string; known: ReadonlySet<string>; failure: RestError };
}

export interface IdempotentSenderOptions {
  /** Milliseconds before each attempt to find the result of a mutation without an answer. */
  pauses: readonly number[];
  /** Milliseconds within which a mutation that was not sent, or was refused for quota, is sent again. */
  timeLimit: number;
}

const REMEMBER_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 100_000;
const MAX_SENDINGS = 3;
const DEFAULTS: IdempotentSenderOptions = { pauses: [300, 1_000, 3_000], timeLimit: 30_000 };

/** Sends each mutation at most once from this process, and finds its result when the answer is lost. */
export class IdempotentSender {
  readonly #options: IdempotentSenderOptions;
  readonly #entries = new LRUCache<string, Entry>({ ...maxEntries(MAX_REMEMBERED), ttl: REMEMBER_MS });
  /** One after the other in each lane. */
  readonly #tails = new FairQueue({ perKey: 1 });
  readonly #flights = new SingleFlight<MutationResult<unknown>>();

  constructor(options: Partial<IdempotentSenderOptions> = {}) {
    this.#options = { ...DEFAULTS, ...options };
  }

  /**
   * Makes a mutation, or returns the result of the one that was made. Throws RestError; ACTION_OUTCOME_UNKNOWN after
   * three attempts to find the result.
   */
  async execute<Row extends { id: string }>(mutation: Mutation<Row>): Promise<MutationResult<Row>> {
    const entry = this.#entryOf(mutation);
    const flight = JSON.stringify([mutation.principal, mutation.key]);
    const joined = this.#flights.get(flight) as Promise<MutationResult<Row>> | undefined;
    if (joined !== undefined) return { ...(await joined), sent: false };
    entry.users += 1;
    const turn = (): Promise<MutationResult<Row>> => this.#attempt(mutation, entry);
    const started = this.#flights
      .run(flight, () => this.#tails.run(mutation.serializationKey, undefined, turn))
      .finally(() => {
        entry.users -= 1;
        const idle = entry.users === 0 && entry.result === undefined && entry.unconfirmed === undefined;
        if (idle && this.#entries.get(mutation.key) === entry) this.#entries.delete(mutation.key);
      });
    return started as Promise<MutationResult<Row>>;
  }

  #entryOf({ key, fingerprint, principal }: { key: string; fingerprint: string; principal: string }): Entry {
    const known = this.#entries.get(key);
    if (known === undefined) {
      const entry: Entry = { fingerprint, owner: principal, users: 0 };
      this.#entries.set(key, entry);
      return entry;
    }
    if (known.fingerprint !== fingerprint) throw keyTaken();
    return known;
  }

  async #attempt<Row extends { id: string }>(mutation: Mutation<Row>, entry: Entry): Promise<MutationResult<Row>> {
    const earlier = entry.result as MutationResult<Row> | undefined;
    if (mutation.hasClientKey && earlier !== undefined && entry.owner === mutation.principal) {
      return { ...earlier, sent: false };
    }
    const rows = await preflight(() => mutation.rows());
    if (mutation.hasClientKey) {
      const tagged = mutation.findByTag(rows);
      if (tagged !== undefined) return { ...(await this.#confirm(mutation, entry, tagged, new Set())), sent: false };
      if (earlier !== undefined) {
        // Another caller's mutation under the same key: shown as far as this caller may read it.
        const row = rows.find(({ id }) => earlier.row !== null && isSameId(id, earlier.row.id));
        if (row === undefined) throw keyTaken();
        return { ...earlier, row, sent: false };
      }
    }
    if (entry.unconfirmed !== undefined) {
      const found = mutation.findResultOf(rows, entry.unconfirmed);
      if (found === undefined) throw entry.unconfirmed.failure;
      return { ...(await this.#confirm(mutation, entry, found, entry.unconfirmed.known)), sent: false };
    }
    // First of all: of two contradicting mutations, the equal one may be about to yield.
    mutation.check(rows);
    const inProgress = mutation.findInProgress(rows);
    if (inProgress !== undefined) {
      return this.#alreadyPending(mutation, entry, { row: inProgress, sent: false });
    }
    const standing = earlier?.row == null ? undefined : mutation.findStillEffective(rows, earlier.row.id);
    if (standing !== undefined) return { outcome: 'CREATED', row: standing, sent: false };
    return this.#send(mutation, entry, new Set(rows.map(({ id }) => foldId(id))));
  }

  /** The result where an equal one is in progress; for a client's key it stands, so that asking again sends nothing. */
  #alreadyPending<Row extends { id: string }>(
    mutation: Mutation<Row>,
    entry: Entry,
    { row, sent }: Pick<MutationResult<Row>, 'row' | 'sent'>,
  ): MutationResult<Row> {
    const pending = { outcome: 'ALREADY_PENDING', row, sent } as const;
    return mutation.hasClientKey ? this.#store(mutation, entry, pending) : pending;
  }

  #store<Row extends { id: string }>(
    mutation: Mutation<Row>,
    entry: Entry,
    result: MutationResult<Row>,
  ): MutationResult<Row> {
    delete entry.unconfirmed;
    entry.result = result;
    entry.owner = mutation.principal;
    this.#entries.set(mutation.key, entry);
    return result;
  }

  async #send<Row extends { id: string }>(
    mutation: Mutation<Row>,
    entry: Entry,
    known: ReadonlySet<string>,
  ): Promise<MutationResult<Row>> {
    // Set before the first byte: whatever happens now, it is not sent again before its result was looked for.
    const unconfirmed = {
      correlationTag: mutation.correlationTag,
      known,
      failure: unknownOutcome(mutation, undefined),
    };
    entry.unconfirmed = unconfirmed;
    delete entry.result;
    this.#entries.set(mutation.key, entry);
    let row: Row | undefined;
    try {
      row = await this.#sendWithRetry(mutation);
    } catch (error) {
      if (isRejected(error) || isNotSent(error)) {
        delete entry.unconfirmed;
        if (!(error instanceof RestError) || !error.alreadyInProgress) throw error;
        return this.#alreadyPending(mutation, entry, { row: await this.#pending(mutation), sent: true });
      }
      row = await this.#reconcile(mutation, (rows) => mutation.findResultOf(rows, unconfirmed));
      if (row === undefined) {
        unconfirmed.failure = unknownOutcome(mutation, error);
        throw unconfirmed.failure;
      }
    }
    if (mutation.confirm === undefined && known.has(foldId(row.id))) {
      return this.#store(mutation, entry, { outcome: 'ALREADY_PENDING', row, sent: true });
    }
    return this.#confirm(mutation, entry, row, known);
  }

  async #confirm<Row extends { id: string }>(
    mutation: Mutation<Row>,
    entry: Entry,
    row: Row,
    known: ReadonlySet<string>,
  ): Promise<MutationResult<Row>> {
    try {
      const settled = await mutation.confirm?.(row, known);
      return this.#store(mutation, entry, settled ?? { outcome: 'CREATED', row, sent: true });
    } catch (error) {
      // It yielded and has no effect; only where that is uncertain it must not be sent again.
      if (!(error instanceof RestError) || error.code !== 'ACTION_OUTCOME_UNKNOWN') delete entry.unconfirmed;
      throw error;
    }
  }

  /** Sends, and retries only what was not sent, or what the quota refused while there is time. */
  async #sendWithRetry<Row extends { id: string }>(mutation: Mutation<Row>): Promise<Row> {
    const end = performance.now() + this.#options.timeLimit;
    for (let sendings = 1; ; sendings++) {
      try {
        return await mutation.send();
      } catch (error) {
        const refused = error instanceof RestError && error.status === 429;
        if (sendings === MAX_SENDINGS || !(refused || isNotSent(error))) throw error;
        const seconds = refused ? Number(error.extensions.retryAfter ?? 5) : sendings;
        if (performance.now() + seconds * 1000 > end) throw error;
        await delay(seconds * 1000);
      }
    }
  }

  async #reconcile<Row extends { id: string }>(
    mutation: Mutation<Row>,
    find: (rows: readonly Row[]) => Row | undefined,
  ): Promise<Row | undefined> {
    for (const pause of this.#options.pauses) {
      await delay(pause);
      const rows = await mutation.rows().catch(() => []);
      const row = find(rows);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  async #pending<Row extends { id: string }>(mutation: Mutation<Row>): Promise<Row | null> {
    return (await this.#reconcile(mutation, (rows) => mutation.findInProgress(rows))) ?? null;
  }
}

function keyTaken(): RestError {
  return new RestError(
    'BAD_USER_INPUT',
    'input.idempotencyKey: stands for another action or another caller; take a new one for each action.',
  );
}
