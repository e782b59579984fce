import type { Dispatcher } from 'undici';
import pLimit, { type LimitFunction } from 'p-limit';
import { InFlightTracker } from '../client/in-flight-tracker.ts';
import type { ApiState } from '../pipeline/api-state.ts';
import type { QuotaStatus } from '../quota/quota-status.ts';
import { apiOf, isRead, cacheSecondsOf, type Operation } from '../operation.ts';
import { mutate, read } from '../pipeline/request-pipeline.ts';
import { RequestScope, type ClientOptions } from '../pipeline/request-scope.ts';
import { CallerSlot } from './caller-slot.ts';
import { requestBody } from '../http/request-body.ts';
import { requestPath } from '../http/request-url.ts';
import type { ReadResult } from '../cache/read-result.ts';
import type { CallPolicy, CallOptions, CacheSlot, RestClient, SlotCodec, UpstreamCost } from '../client/rest-client.ts';
import type { ODataCapabilities } from '../odata/capabilities.ts';

const MAX_IN_TURN = 8;

/** One of the vendor's APIs for one caller and one request: it sends each call on its way through the pipeline. */
export class RequestClient implements RestClient {
  readonly inFlight: InFlightTracker;
  readonly baseUrl: string;
  readonly readAhead: number;
  readonly #api: ApiState;
  readonly #request: RequestScope;
  readonly #urgent: boolean;
  /** Made when it is asked for: most requests do not. */
  #limit: LimitFunction | undefined;
  /** Of the caller's tenant, once the caller is known. */
  #capabilities: ODataCapabilities | undefined;

  constructor(api: ApiState, options: ClientOptions, cost?: UpstreamCost, urgent = false) {
    this.inFlight = options.inFlight ?? new InFlightTracker();
    this.#api = api;
    this.#request = new RequestScope(options, api.timeLimit, cost);
    this.#urgent = urgent;
    this.baseUrl = api.baseUrl;
    // What cannot be cached is not worth reading.
    this.readAhead = options.bypassCache === true || !api.cache.isEnabled ? 0 : api.readAhead;
  }

  get files(): Dispatcher {
    return this.#api.pools.files;
  }

  get cost(): UpstreamCost {
    return this.#request.cost;
  }

  /** Looked up until the caller is known: what is learned before is thrown away. */
  get capabilities(): ODataCapabilities {
    if (this.#capabilities !== undefined) return this.#capabilities;
    const { capabilities } = this.#api.healthOf(this.#request.account);
    if (this.isAccepted) this.#capabilities = capabilities;
    return capabilities;
  }

  limitConcurrency<T>(run: () => Promise<T>): Promise<T> {
    return (this.#limit ??= pLimit(MAX_IN_TURN))(run);
  }

  get isAccepted(): boolean {
    return this.#api.isKnown(this.#request.account);
  }

  cached<T extends object>(nameOf: () => string, codec: SlotCodec<T>): CacheSlot<T> {
    return new CallerSlot(this.#api, this.#request, nameOf, codec);
  }

  async call<T>(operation: Operation, options?: CallOptions): Promise<T> {
    return (await this.read<T>(operation, options)).body;
  }

  async read<T>(operation: Operation, options: CallOptions = {}): Promise<ReadResult<T>> {
    // Its token must not reach this address.
    if (apiOf(operation) !== this.#api.name) throw new Error(`${operation.id} is no operation of this API.`);
    const end = this.inFlight.begin();
    try {
      const path = requestPath(operation, options.path, options.query);
      const body = await requestBody(options.body);
      const send = isRead(operation) ? read : mutate;
      const answer = await send({
        api: this.#api,
        request: this.#request,
        operation,
        path,
        body,
        priority: isRead(operation) && !this.#urgent ? 'read' : 'action',
        cacheSeconds: options.cache === false ? 0 : cacheSecondsOf(operation),
        emptyAs: options.emptyAs ?? operation.emptyAs,
        intercept: options.intercept,
        deadline: Infinity,
        signal: this.#request.options.signal,
        admission: undefined,
        circuitBreaker: undefined,
        grant: undefined,
      });
      return answer as ReadResult<T>;
    } finally {
      end();
    }
  }

  with({ bypassCache = false, detached = false, urgent = false }: CallPolicy): RestClient {
    const { signal, ...options } = this.#request.options;
    const needs = {
      ...options,
      inFlight: this.inFlight,
      bypassCache: bypassCache || options.bypassCache === true,
      ...(!detached && { signal }),
    };
    return new RequestClient(this.#api, needs, this.cost, urgent || this.#urgent);
  }

  answerOnce(): void {
    this.#request.cost.cachedUntil = 0;
  }

  async quotaStatus(): Promise<QuotaStatus[]> {
    const { classes, name } = this.#api;
    // It changes with every call.
    this.answerOnce();
    const owner = this.#api.ownerOf(this.#request.account);
    return Promise.all(classes.forApi(name).map((quotaClass) => this.#api.quotaStatus(owner, quotaClass)));
  }
}
