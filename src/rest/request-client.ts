import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { Activity } from './activity.ts';
import type { Budget } from './budget.ts';
import type { ClientOptions, Common } from './client-options.ts';
import { apiOf, isRead, keepSecondsOf, type Operation } from './operation.ts';
import type { Priority } from './quota-governor.ts';
import { readJson } from './read-json.ts';
import { requestBody, type RequestBody } from './request-body.ts';
import { requestPath } from './request-url.ts';
import {
  noCost,
  type CallNeeds,
  type CallOptions,
  type Kept,
  type RestClient,
  type UpstreamCost,
} from './rest-client.ts';
import { isDenial, RestError } from './rest-error.ts';
import { withRetries } from './retry.ts';
import type { ServerFeatures } from './server-features.ts';
import type { Answer } from './shared-reads.ts';

/** One call on its way through sharing, retries and quota. */
interface Sending {
  operation: Operation;
  url: string;
  body: RequestBody | undefined;
  priority: Priority;
  /** Milliseconds of performance.now(). */
  deadline: number;
}

const LARGEST_ANSWER = 64 * 1024 * 1024;
/** Bytes of answers after which a request makes no further call; those under way may add theirs. */
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_IN_TURN = 8;
/** A backstop behind the price of a query, which cannot foresee what a server will refuse to batch. */
const MOST_CALLS = 300;
/** A reader looks at its time limit this much later than the call, which knows better what went wrong. */
const GRACE_MS = 50;

/** One of the vendor's APIs for one caller and one request; it counts what the request costs. */
export class RequestClient implements RestClient {
  readonly cost: UpstreamCost;
  readonly activity: Activity;
  readonly inTurn = pLimit(MOST_IN_TURN);
  readonly baseUrl: string;
  readonly readAhead: number;
  readonly #common: Common;
  readonly #options: ClientOptions;
  readonly #urgent: boolean;
  /** The name of the request where it wants fresh answers: those it shares with itself alone. */
  readonly #fresh: string | undefined;
  readonly #started = performance.now();
  #timeLimit: number;
  /** Calls that have yet to start. */
  #waiting = 0;
  #bytes = 0;
  /** A refusal that every further call would only get again. */
  #refused: RestError | undefined;

  constructor(common: Common, options: ClientOptions, cost?: UpstreamCost, urgent = false) {
    this.cost = cost ?? noCost();
    this.activity = options.activity ?? new Activity();
    this.#urgent = urgent;
    this.#common = common;
    this.#options = options;
    this.#fresh = options.fresh === true ? randomUUID() : undefined;
    this.#timeLimit = common.timeLimit;
    this.baseUrl = common.baseUrl;
    // What cannot be kept is not worth reading.
    this.readAhead = options.fresh === true || !common.shared.keeps ? 0 : common.readAhead;
    // Each call in flight listens, and one request may have more of them than the ten that Node warns of.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
  }

  /** Looked up each time: a caller may have become known meanwhile. */
  get features(): ServerFeatures {
    return this.#common.upstream.stateOf(this.#options.account).features;
  }

  get known(): boolean {
    return this.#common.upstream.isKnown(this.#options.account);
  }

  kept(key: string): Kept {
    const { shared } = this.#common;
    // Named now: what is read while a change happens must not be kept as if it had been read after it.
    const name = this.#own(`kept ${key}`);
    return {
      get: () => (this.#fresh === undefined ? (shared.get(name)?.body as object | undefined) : undefined),
      set: (body, bytes, seconds) => shared.set(name, { body, bytes, asOf: new Date().toISOString() }, seconds),
    };
  }

  async call<T>(operation: Operation, options?: CallOptions): Promise<T> {
    return (await this.read<T>(operation, options)).body;
  }

  read<T>(operation: Operation, options: CallOptions = {}): Promise<Answer<T>> {
    return this.activity.during(() => this.#read<T>(operation, options));
  }

  async #read<T>(operation: Operation, options: CallOptions): Promise<Answer<T>> {
    // Its token must not reach this address.
    if (apiOf(operation) !== this.#common.api) throw new Error(`${operation.id} is no operation of this API.`);
    const path = requestPath(operation, options.path, options.query);
    const body = await requestBody(options.body);
    await this.#options.permit?.(operation);
    const priority: Priority = isRead(operation) && !this.#urgent ? 'read' : 'action';
    const sending = { operation, url: this.baseUrl + path, body, priority, deadline: this.#deadlineOf(operation) };
    if (!isRead(operation)) return (await this.#change(sending)) as Answer<T>;

    const { source, ...answer } = await this.#common.shared.read({
      key: this.#own(`${operation.method} ${path} ${body?.content.toString() ?? ''}`),
      seconds: options.keep === false ? 0 : keepSecondsOf(operation),
      fresh: this.#fresh,
      signal: this.#options.signal,
      deadline: sending.deadline + GRACE_MS,
      run: (signal) => this.#readAnew(sending, signal),
    });
    if (source === 'cache') this.cost.cacheHits += 1;
    if (source === 'other') this.cost.coalesced += 1;
    return answer as Answer<T>;
  }

  with({ fresh = false, lasting = false, urgent = false }: CallNeeds): RestClient {
    const { signal, ...options } = this.#options;
    const needs = {
      ...options,
      activity: this.activity,
      fresh: fresh || options.fresh === true,
      ...(!lasting && { signal }),
    };
    return new RequestClient(this.#common, needs, this.cost, urgent || this.#urgent);
  }

  async budgets(): Promise<Budget[]> {
    const { upstream, api } = this.#common;
    const owner = upstream.ownerOf(this.#options.account);
    return Promise.all(upstream.classes.at(api).map((limitClass) => upstream.budget(owner, limitClass)));
  }

  /** One deadline for all of a request, that of the slowest operation in it; and each call its own. */
  #deadlineOf({ timeLimit = this.#common.timeLimit }: Operation): number {
    this.#timeLimit = Math.max(this.#timeLimit, timeLimit);
    return Math.min(this.#started + this.#timeLimit, performance.now() + timeLimit);
  }

  /** A name that no caller with other rights has, and that a change in the tenant makes new. */
  #own(name: string): string {
    const { tenantId } = this.#options.account;
    const { stale } = this.#common;
    const [tenant, principal] = [stale.editionOf(tenantId), stale.editionOf(this.#principal)];
    return `${this.#principal} ${tenant} ${principal} ${name}`;
  }

  /** Who has rights of its own: in every tenant another, even where the name is the same. */
  get #principal(): string {
    const { principal, tenantId } = this.#options.account;
    return `${tenantId} ${principal}`;
  }

  #readAnew(sending: Sending, signal: AbortSignal): Promise<Answer> {
    const { retries } = this.#common.upstream.stateOf(this.#options.account);
    return withRetries(() => this.#send(sending, signal), { budget: retries, deadline: sending.deadline, signal });
  }

  async #change(sending: Sending): Promise<Answer> {
    const before = this.cost.calls;
    let refused = false;
    try {
      return await this.#send(sending, this.#options.signal);
    } catch (error) {
      refused = isDenial(error) || this.cost.calls === before;
      throw error;
    } finally {
      // Whatever else became of it, it may have happened; but a made-up token must not drop what a tenant's callers had.
      if (!refused) this.#common.stale.begin(this.#options.account.tenantId);
    }
  }

  async #send({ operation, url, body, priority, deadline }: Sending, signal: AbortSignal | undefined): Promise<Answer> {
    if (this.#refused !== undefined) throw this.#refused;
    if (this.cost.calls + this.#waiting >= MOST_CALLS || this.#bytes >= MOST_BYTES) {
      const done = this.#bytes >= MOST_BYTES ? `read ${MOST_BYTES / 1024 / 1024} MB` : `made ${MOST_CALLS} calls`;
      const message = `The query has ${done}, the most that one may; ask for fewer objects at a time.`;
      throw new RestError('COST_LIMIT_EXCEEDED', message);
    }
    const { account, token } = this.#options;
    const asOf = new Date().toISOString();
    let waits = 1;
    this.#waiting += 1;
    try {
      const answer = await this.#common.upstream.exchange({
        operation,
        url,
        body,
        account,
        priority,
        token,
        deadline,
        timeLimit: operation.timeLimit ?? this.#common.timeLimit,
        signal,
        largestAnswer: Math.min(operation.largestAnswer ?? LARGEST_ANSWER, MOST_BYTES - this.#bytes),
        starts: (waited) => {
          this.#waiting -= waits;
          waits = 0;
          this.cost.calls += 1;
          this.cost.waitedMs += waited;
        },
        tokenRejected: (rejected) => this.#options.tokenRejected?.(rejected),
      });
      this.#bytes += answer.bytes;
      return { body: readJson(operation, answer, this.#common.rows), bytes: answer.bytes, asOf };
    } catch (error) {
      this.#note(error);
      throw error;
    } finally {
      this.#waiting -= waits;
    }
  }

  #note(error: unknown): void {
    if (!isDenial(error)) return;
    // What was kept was read with rights that the caller no longer has.
    this.#common.stale.begin(this.#principal);
    if (error.status === 401) this.#refused = error;
  }
}
