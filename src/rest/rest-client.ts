import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { Agent, type Dispatcher } from 'undici';
import { ServerFeatures } from './server-features.ts';
import { httpCall } from './http-call.ts';
import type { Operation } from './operation.ts';
import { requestPath, type PathParameters, type QueryOptions } from './request-url.ts';
import { RestError } from './rest-error.ts';
import { vendorError } from './vendor-error.ts';

/** What a request has cost so far; shown in `extensions.upstream`. */
export interface UpstreamCost {
  calls: number;
  cacheHits: number;
  coalesced: number;
  /** Milliseconds spent waiting for quota. */
  waitedMs: number;
}

export interface CallOptions {
  path?: PathParameters;
  query?: QueryOptions;
  body?: unknown;
}

/** The Defender API as one caller sees it during one request. */
export interface RestClient {
  readonly baseUrl: string;
  readonly cost: Readonly<UpstreamCost>;
  readonly features: ServerFeatures;
  /** Calls one operation and returns its JSON body. Throws RestError. */
  call<T>(operation: Operation, options?: CallOptions): Promise<T>;
  /** Runs what is called once per object: at most 8 of a request at a time, the others wait. */
  inTurn<T>(run: () => Promise<T>): Promise<T>;
}

export interface ApiOptions {
  /** Origin of the API, `https://api.security.microsoft.com`; the caller's token goes nowhere else. */
  baseUrl: string;
  /** Told of every finished call, for metrics and logs. */
  onCall?: (operation: string, status: number, milliseconds: number) => void;
}

/** On whose behalf calls are made. */
export interface ClientOptions {
  token: () => Promise<string>;
  /** Throws RestError FORBIDDEN for an operation that the caller is known to lack the permission for. */
  permit?: (operation: Operation) => Promise<void>;
  /** Told when the API answered 401. */
  tokenRejected?: (token: string) => void;
  signal?: AbortSignal;
}

const TIME_LIMIT = 30_000;
const LARGEST_ANSWER = 64 * 1024 * 1024;
const MOST_IN_TURN = 8;
/** A backstop behind the price of a query, which cannot foresee what a server will refuse to batch. */
const MOST_CALLS = 300;

/** Refusals that the next call of the same request would only get again: a 401 for all, a 429 for the operation. */
class Refusals {
  #all: RestError | undefined;
  readonly #byOperation = new Map<string, RestError>();

  check({ id }: Operation): void {
    const refusal = this.#all ?? this.#byOperation.get(id);
    if (refusal !== undefined) throw refusal;
  }

  note({ id }: Operation, error: RestError): void {
    if (error.status === 401) this.#all = error;
    if (error.status === 429) this.#byOperation.set(id, error);
  }
}

function parseJson<T>(operation: Operation, status: number, body: string): T {
  try {
    return JSON.parse(body) as T;
  } catch (cause) {
    throw new RestError('UPSTREAM_ERROR', `Defender answered ${operation.id} with something other than JSON.`, {
      status,
      cause,
    });
  }
}

/** The Defender API of one deployment: its origin, its connections, and what was learned about it. */
export class DefenderApi {
  readonly features = new ServerFeatures();
  readonly #baseUrl: string;
  readonly #onCall: NonNullable<ApiOptions['onCall']>;
  readonly #dispatcher: Dispatcher;

  constructor(options: ApiOptions) {
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
    this.#onCall = options.onCall ?? (() => undefined);
    // Time limits are ours (http-call.ts); the agent's own would cut a 200 s hunt.
    this.#dispatcher = new Agent({ connections: 64, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  }

  /** A client for one caller and one request; it counts what the request costs. */
  client({ token, permit, tokenRejected, signal }: ClientOptions): RestClient {
    // Each call in flight listens, and one request may have more of them than the ten that Node warns of.
    if (signal !== undefined) setMaxListeners(0, signal);
    const refusals = new Refusals();
    const cost: UpstreamCost = { calls: 0, cacheHits: 0, coalesced: 0, waitedMs: 0 };
    return {
      baseUrl: this.#baseUrl,
      cost,
      features: this.features,
      inTurn: pLimit(MOST_IN_TURN),
      call: async <T>(operation: Operation, options: CallOptions = {}): Promise<T> => {
        const url = this.#baseUrl + requestPath(operation, options.path, options.query);
        refusals.check(operation);
        if (cost.calls >= MOST_CALLS) {
          const message = `The query has made ${MOST_CALLS} calls, the most that one may; ask for fewer objects at a time.`;
          throw new RestError('COST_LIMIT_EXCEEDED', message);
        }
        await permit?.(operation);
        const bearer = await token();
        const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json' };
        const body = options.body === undefined ? undefined : JSON.stringify(options.body);
        cost.calls += 1;
        const started = performance.now();
        let status = 0;
        try {
          const answer = await httpCall({
            peer: 'Defender',
            url,
            method: operation.method,
            headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
            body,
            timeLimit: operation.timeLimit ?? TIME_LIMIT,
            largestAnswer: operation.largestAnswer ?? LARGEST_ANSWER,
            signal,
            dispatcher: this.#dispatcher,
          });
          status = answer.status;
          if (status === 401) tokenRejected?.(bearer);
          if (status < 200 || status > 299) {
            const error = vendorError(operation, answer);
            refusals.note(operation, error);
            throw error;
          }
          return parseJson<T>(operation, status, answer.body);
        } finally {
          this.#onCall(operation.id, status, performance.now() - started);
        }
      },
    };
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await this.#dispatcher.close();
  }
}
