import type { ClientOptions, Common } from './client-options.ts';
import type { Account } from './credentials.ts';
import { LimitClasses } from './limit-classes.ts';
import { apiOf, type ApiName, type Operation } from './operation.ts';
import type { QuotaStore } from './quota-store.ts';
import { RequestClient } from './request-client.ts';
import type { RestClient, UpstreamCost } from './rest-client.ts';
import type { RowReader } from './row-reader.ts';
import { SharedReads } from './shared-reads.ts';
import { Staleness } from './staleness.ts';
import { Upstream, type UpstreamObserver } from './upstream.ts';

export interface ApiOptions {
  /** Which of the vendor's APIs; Defender unless stated. */
  api?: ApiName;
  /** Origin of the API, `https://api.security.microsoft.com`; the caller's token goes nowhere else. */
  baseUrl: string;
  observer?: UpstreamObserver;
  /** Which operations share a quota, one for all APIs of a deployment; each operation has its own unless said. */
  classes?: LimitClasses;
  store?: QuotaStore;
  /** Reads the objects of answers; they stay as they came unless it is given. */
  rows?: RowReader;
  /** Bytes that answers kept for later may take. */
  cacheBytes?: number;
  /** Rows of the largest page that is read ahead of a walk. */
  readAhead?: number;
  /** Milliseconds that a request may take, unless an operation in it is allowed more. */
  timeLimit?: number;
}

export interface QuotaLeft {
  limitClass: string;
  tenantId: string;
  window: 'minute' | 'hour';
  remaining: number;
}

const TIME_LIMIT = 30_000;
export const CACHE_BYTES = 64 * 1024 * 1024;
export const READ_AHEAD = 1_000;

/** One of the vendor's APIs in one deployment: connections, quotas, kept answers, and what was learned about it. */
export class VendorApi {
  readonly #common: Common;
  readonly #upstream: Upstream;

  constructor({ baseUrl, observer = {}, ...options }: ApiOptions) {
    const { api = 'defender', classes = new LimitClasses({ shared: new Map(), ceiling: null }) } = options;
    this.#upstream = new Upstream({
      api,
      observer,
      classes,
      ...(options.store !== undefined && { store: options.store }),
    });
    this.#common = {
      api,
      baseUrl: baseUrl.replace(/\/+$/, ''),
      upstream: this.#upstream,
      rows: options.rows ?? null,
      shared: new SharedReads(options.cacheBytes ?? CACHE_BYTES),
      stale: new Staleness(),
      readAhead: options.readAhead ?? READ_AHEAD,
      timeLimit: options.timeLimit ?? TIME_LIMIT,
    };
  }

  get name(): ApiName {
    return this.#common.api;
  }

  /** Bytes that answers kept for later take. */
  get cacheBytes(): number {
    return this.#common.shared.size;
  }

  /** Makes those operations known that are of this API before they are called, so that classes are complete from the start. */
  know(operations: readonly Operation[]): void {
    this.#upstream.classes.know(operations.filter((operation) => apiOf(operation) === this.#common.api));
  }

  /** What is left of quotas in use, by class and tenant: the least where several applications call. */
  async quotas(): Promise<QuotaLeft[]> {
    const least = new Map<string, QuotaLeft>();
    for (const { tenantId, budget } of await this.#upstream.quotasInUse()) {
      const { name: limitClass, remainingThisMinute, remainingThisHour } = budget;
      for (const [window, remaining] of [
        ['minute', remainingThisMinute],
        ['hour', remainingThisHour],
      ] as const) {
        const name = `${limitClass} ${tenantId} ${window}`;
        if (remaining === null || remaining >= (least.get(name)?.remaining ?? Infinity)) continue;
        least.set(name, { limitClass, tenantId, window, remaining });
      }
    }
    return [...least.values()];
  }

  /** Whether the API has accepted the credential of an account, so that it cannot be made up. */
  isKnown(account: Account): boolean {
    return this.#upstream.isKnown(account);
  }

  /** A client for one caller and one request; what it costs counts in `cost`, where another API's counts too. */
  client(options: ClientOptions, cost?: UpstreamCost): RestClient {
    return new RequestClient(this.#common, options, cost);
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await this.#upstream.close();
  }
}
