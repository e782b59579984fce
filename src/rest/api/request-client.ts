import pLimit from 'p-limit';
import { Activity } from '../client/activity.ts';
import type { ApiState } from '../pipeline/api-state.ts';
import type { Budget } from '../quota/quota-status.ts';
import { apiOf, isRead, keepSecondsOf, type Operation } from '../operation.ts';
import { mutate, read } from '../pipeline/request-pipeline.ts';
import { RequestScope, type ClientOptions } from '../pipeline/request-scope.ts';
import { requestBody } from '../http/request-body.ts';
import { requestPath } from '../http/request-url.ts';
import type { Answer } from '../cache/response-cache.ts';
import type { CallNeeds, CallOptions, Kept, RestClient, UpstreamCost } from '../client/rest-client.ts';
import type { ServerFeatures } from '../odata/capabilities.ts';

const MAX_IN_TURN = 8;

/** One of the vendor's APIs for one caller and one request: it sends each call on its way through the pipeline. */
export class RequestClient implements RestClient {
  readonly activity: Activity;
  readonly inTurn = pLimit(MAX_IN_TURN);
  readonly baseUrl: string;
  readonly readAhead: number;
  readonly #api: ApiState;
  readonly #request: RequestScope;
  readonly #urgent: boolean;

  constructor(api: ApiState, options: ClientOptions, cost?: UpstreamCost, urgent = false) {
    this.activity = options.activity ?? new Activity();
    this.#api = api;
    this.#request = new RequestScope(options, api.timeLimit, cost);
    this.#urgent = urgent;
    this.baseUrl = api.baseUrl;
    // What cannot be cached is not worth reading.
    this.readAhead = options.fresh === true || !api.cache.isEnabled ? 0 : api.readAhead;
  }

  get cost(): UpstreamCost {
    return this.#request.cost;
  }

  /** Looked up each time: a caller may have become known meanwhile. */
  get features(): ServerFeatures {
    return this.#api.tenantOf(this.#request.account).features;
  }

  get known(): boolean {
    return this.#api.isKnown(this.#request.account);
  }

  kept(key: string): Kept {
    const { cache } = this.#api;
    const { account, ownScope } = this.#request;
    // Named now: what is read during a mutation must not be cached as if it had been read after it.
    const name = this.#api.cacheKey(account, `kept ${key}`);
    return {
      get: () => (ownScope === undefined ? (cache.get(name)?.body as object | undefined) : undefined),
      set: (body, bytes, seconds) => cache.set(name, { body, bytes, asOf: new Date().toISOString() }, seconds),
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
    if (apiOf(operation) !== this.#api.name) throw new Error(`${operation.id} is no operation of this API.`);
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
      cacheSeconds: options.keep === false ? 0 : keepSecondsOf(operation),
      deadline: Infinity,
      signal: this.#request.options.signal,
    });
    return answer as Answer<T>;
  }

  with({ fresh = false, lasting = false, urgent = false }: CallNeeds): RestClient {
    const { signal, ...options } = this.#request.options;
    const needs = {
      ...options,
      activity: this.activity,
      fresh: fresh || options.fresh === true,
      ...(!lasting && { signal }),
    };
    return new RequestClient(this.#api, needs, this.cost, urgent || this.#urgent);
  }

  async budgets(): Promise<Budget[]> {
    const { classes, name } = this.#api;
    const owner = this.#api.ownerOf(this.#request.account);
    return Promise.all(classes.at(name).map((limitClass) => this.#api.budget(owner, limitClass)));
  }
}
