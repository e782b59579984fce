import { setTimeout as delay } from 'node:timers/promises';
import { SingleFlight } from '../../concurrency/single-flight.ts';
import {
  keyTaken,
  MemoryIdempotencyStore,
  type ClaimedMutation,
  type IdempotencyStore,
  type Unconfirmed,
} from './idempotency-store.ts';
import type { Mutation, MutationResult } from './mutation.ts';
import { foldId, isSameId } from '../rows/hex-id.ts';
import { RestError } from '../rest-error.ts';
import { preflight, isNotSent, isRejected, unknownOutcome } from './send-failure.ts';

export interface IdempotentSenderOptions {
  /** Milliseconds before each attempt to find the result of a mutation without an answer. */
  pauses: readonly number[];
  /** Milliseconds within which a mutation that was not sent, or was refused for quota, is sent again. */
  timeLimit: number;
}

const MAX_SENDINGS = 3;
const DEFAULTS: IdempotentSenderOptions = { pauses: [300, 1_000, 3_000], timeLimit: 30_000 };

/** Sends each mutation at most once, as far as the store tells, and finds its result when the answer is lost. */
export class IdempotentSender {
  readonly #options: IdempotentSenderOptions;
  readonly #store: IdempotencyStore;
  readonly #flights = new SingleFlight<MutationResult<unknown>>();

  constructor(options: Partial<IdempotentSenderOptions> = {}, store: IdempotencyStore = new MemoryIdempotencyStore()) {
    this.#options = { ...DEFAULTS, ...options };
    this.#store = store;
  }

  /**
   * Makes a mutation, or returns the result of the one that was made. Throws RestError; ACTION_OUTCOME_UNKNOWN after
   * three attempts to find the result.
   */
  async execute<Row extends { id: string }>(mutation: Mutation<Row>): Promise<MutationResult<Row>> {
    const { tenantId, principal: owner, serializationKey: lane, key, fingerprint } = mutation;
    const flight = JSON.stringify([owner, key, fingerprint]);
    const joined = this.#flights.get(flight) as Promise<MutationResult<Row>> | undefined;
    if (joined !== undefined) return { ...(await joined), sent: false };
    const started = this.#flights.run(flight, () =>
      this.#store.run({ tenantId, lane, key, fingerprint, owner }, (claimed) => this.#attempt(mutation, claimed)),
    );
    return started as Promise<MutationResult<Row>>;
  }

  async #attempt<Row extends { id: string }>(
    mutation: Mutation<Row>,
    claimed: ClaimedMutation,
  ): Promise<MutationResult<Row>> {
    const { owner, unconfirmed } = claimed.record;
    const earlier = claimed.record.result as MutationResult<Row> | undefined;
    if (mutation.hasClientKey && earlier !== undefined && owner === mutation.principal) {
      return { ...earlier, sent: false };
    }
    const rows = await preflight(() => mutation.rows());
    if (mutation.hasClientKey) {
      const tagged = mutation.findByTag(rows);
      if (tagged !== undefined) return { ...(await this.#confirm(mutation, claimed, tagged, new Set())), sent: false };
      if (earlier !== undefined) {
        // Another caller's mutation under the same key: shown as far as this caller may read it.
        const row = rows.find(({ id }) => earlier.row !== null && isSameId(id, earlier.row.id));
        if (row === undefined) throw keyTaken();
        return { ...earlier, row, sent: false };
      }
    }
    if (unconfirmed !== undefined) {
      const lost = { correlationTag: unconfirmed.correlationTag, known: new Set(unconfirmed.known) };
      const found = mutation.findResultOf(rows, lost);
      if (found === undefined) throw stillUnknown(unconfirmed);
      return { ...(await this.#confirm(mutation, claimed, found, lost.known)), sent: false };
    }
    // First of all: of two contradicting mutations, the equal one may be about to yield.
    mutation.check(rows);
    const inProgress = mutation.findInProgress(rows);
    if (inProgress !== undefined) {
      return this.#alreadyPending(mutation, claimed, { row: inProgress, sent: false });
    }
    const standing = earlier?.row == null ? undefined : mutation.findStillEffective(rows, earlier.row.id);
    if (standing !== undefined) return { outcome: 'CREATED', row: standing, sent: false };
    return this.#send(mutation, claimed, new Set(rows.map(({ id }) => foldId(id))));
  }

  /** The result where an equal one is in progress; for a client's key it stands, so that asking again sends nothing. */
  async #alreadyPending<Row extends { id: string }>(
    mutation: Mutation<Row>,
    claimed: ClaimedMutation,
    { row, sent }: Pick<MutationResult<Row>, 'row' | 'sent'>,
  ): Promise<MutationResult<Row>> {
    const pending = { outcome: 'ALREADY_PENDING', row, sent } as const;
    return mutation.hasClientKey ? this.#settle(mutation, claimed, pending) : pending;
  }

  async #settle<Row extends { id: string }>(
    mutation: Mutation<Row>,
    claimed: ClaimedMutation,
    result: MutationResult<Row>,
  ): Promise<MutationResult<Row>> {
    await claimed.settle({ owner: mutation.principal, result });
    return result;
  }

  async #send<Row extends { id: string }>(
    mutation: Mutation<Row>,
    claimed: ClaimedMutation,
    known: ReadonlySet<string>,
  ): Promise<MutationResult<Row>> {
    const { correlationTag, requestId } = mutation;
    const unconfirmed: Unconfirmed = { correlationTag, known: [...known], correlationId: requestId };
    // Before the first byte: whatever happens now, it is not sent again before its result was looked for.
    await claimed.markSending(unconfirmed);
    let row: Row | undefined;
    try {
      row = await this.#sendWithRetry(mutation, () => claimed.fence());
    } catch (error) {
      if (isRejected(error) || isNotSent(error)) {
        await claimed.settle({ owner: mutation.principal });
        if (!(error instanceof RestError) || !error.alreadyInProgress) throw error;
        return this.#alreadyPending(mutation, claimed, { row: await this.#pending(mutation), sent: true });
      }
      row = await this.#reconcile(mutation, (rows) => mutation.findResultOf(rows, { correlationTag, known }));
      if (row === undefined) {
        const failure = unknownOutcome(mutation, error);
        await claimed.settle({
          owner: mutation.principal,
          unconfirmed: { ...unconfirmed, correlationId: String(failure.extensions.correlationId) },
        });
        throw failure;
      }
    }
    if (mutation.confirm === undefined && known.has(foldId(row.id))) {
      return this.#settle(mutation, claimed, { outcome: 'ALREADY_PENDING', row, sent: true });
    }
    return this.#confirm(mutation, claimed, row, known);
  }

  async #confirm<Row extends { id: string }>(
    mutation: Mutation<Row>,
    claimed: ClaimedMutation,
    row: Row,
    known: ReadonlySet<string>,
  ): Promise<MutationResult<Row>> {
    try {
      const settled = await mutation.confirm?.(row, known);
      return this.#settle(mutation, claimed, settled ?? { outcome: 'CREATED', row, sent: true });
    } catch (error) {
      // It yielded and has no effect; only where that is uncertain it must not be sent again.
      const isUncertain = error instanceof RestError && error.code === 'ACTION_OUTCOME_UNKNOWN';
      if (!isUncertain) await claimed.settle({ owner: mutation.principal });
      throw error;
    }
  }

  /** Sends, and retries only what was not sent, or what the quota refused while there is time. */
  async #sendWithRetry<Row extends { id: string }>(mutation: Mutation<Row>, fence: () => void): Promise<Row> {
    const end = performance.now() + this.#options.timeLimit;
    for (let sendings = 1; ; sendings++) {
      try {
        return await mutation.send(fence);
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

/** As `unknownOutcome`, for a mutation that was sent before. */
function stillUnknown({ correlationTag, correlationId }: Unconfirmed): RestError {
  return unknownOutcome({ correlationTag, requestId: correlationId }, undefined);
}
