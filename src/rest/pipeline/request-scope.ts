import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { InFlightTracker } from '../client/in-flight-tracker.ts';
import type { Account } from '../resilience/unverified-bulkhead.ts';
import type { Operation } from '../operation.ts';
import { zeroCost, type UpstreamCost } from '../client/rest-client.ts';
import { RestError } from '../rest-error.ts';

/** On whose behalf calls are made. */
export interface ClientOptions {
  account: Account;
  token: () => Promise<string>;
  /** Throws RestError FORBIDDEN for an operation that the caller is known to lack the permission for. */
  authorize?: (operation: Operation) => Promise<void> | undefined;
  /** Told when the API answered 401. */
  onTokenRejected?: (token: string) => void;
  /** Fires when the caller leaves. */
  signal?: AbortSignal;
  /** Whether the caller wants answers that are not cached. */
  bypassCache?: boolean;
  /** Shared by the clients of a request, where it has several. */
  inFlight?: InFlightTracker;
}

/** Bytes of answers after which a request makes no further call; those in flight may add theirs. */
const MAX_BYTES = 512 * 1024 * 1024;
/** A backstop behind the price of a query, which cannot foresee what a server will refuse to batch. */
const MAX_CALLS = 300;

/** What the calls of one request share: its caller, its time, its allowance of calls and bytes, and its costs. */
export class RequestScope {
  readonly options: ClientOptions;
  readonly cost: UpstreamCost;
  /** The name of the request where it wants fresh answers: those it shares with itself alone. */
  readonly ownScope: string | undefined;
  /** Set by a 401: every further call would only get it again. */
  denied: RestError | undefined;
  readonly #startedAt = performance.now();
  readonly #defaultTimeLimit: number;
  #timeLimit: number;
  /** Calls that have yet to be sent. */
  #waiting = 0;
  #bytes = 0;

  /** `timeLimit`: milliseconds that a request may take, unless an operation in it is allowed more. */
  constructor(options: ClientOptions, timeLimit: number, cost?: UpstreamCost) {
    this.options = options;
    this.cost = cost ?? zeroCost();
    this.ownScope = options.bypassCache === true ? randomUUID() : undefined;
    this.#defaultTimeLimit = timeLimit;
    this.#timeLimit = timeLimit;
    // Each call in flight listens, and one request may have more of them than the ten that Node warns of.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
  }

  get account(): Account {
    return this.options.account;
  }

  /** Bytes of answers that the request may still read. */
  get bytesLeft(): number {
    return MAX_BYTES - this.#bytes;
  }

  /** Milliseconds that a call of the operation may take where nothing has gone before it. */
  timeLimitOf({ timeLimit = this.#defaultTimeLimit }: Operation): number {
    return timeLimit;
  }

  /** One deadline for all of a request, that of the slowest operation in it; and each call its own. */
  deadlineOf(operation: Operation): number {
    const timeLimit = this.timeLimitOf(operation);
    this.#timeLimit = Math.max(this.#timeLimit, timeLimit);
    return Math.min(this.#startedAt + this.#timeLimit, performance.now() + timeLimit);
  }

  /** Throws the 401 that the request has met, or RestError COST_LIMIT_EXCEEDED where its allowance is used up. */
  assertMayCall(): void {
    if (this.denied !== undefined) throw this.denied;
    const hasReadAll = this.bytesLeft <= 0;
    if (this.cost.calls + this.#waiting < MAX_CALLS && !hasReadAll) return;
    const done = hasReadAll ? `read ${MAX_BYTES / 1024 / 1024} MB` : `made ${MAX_CALLS} calls`;
    const message = `The query has ${done}, the most that one may; ask for fewer objects at a time.`;
    throw new RestError('COST_LIMIT_EXCEEDED', message);
  }

  /** Counts a call as waiting until it is sent (`onSend`, with the milliseconds waited) or has ended (`onEnd`). */
  enter(): { onSend: (waitedMs: number) => void; onEnd: () => void } {
    let waits = 1;
    const onEnd = (): void => {
      this.#waiting -= waits;
      waits = 0;
    };
    this.#waiting += 1;
    return {
      onEnd,
      onSend: (waitedMs) => {
        onEnd();
        this.cost.calls += 1;
        this.cost.waitedMs += waitedMs;
      },
    };
  }

  received(bytes: number): void {
    this.#bytes += bytes;
  }
}
