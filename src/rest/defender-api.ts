import type { LimitClassOptions } from './limit-classes.ts';
import type { Operation } from './operation.ts';
import type { QuotaStore } from './quota-store.ts';
import { RequestClient, type ClientOptions, type Common } from './request-client.ts';
import type { RestClient } from './rest-client.ts';
import { SharedReads } from './shared-reads.ts';
import { Staleness } from './staleness.ts';
import { Upstream, type UpstreamObserver } from './upstream.ts';

export interface ApiOptions {
  /** Origin of the API, `https://api.security.microsoft.com`; the caller's token goes nowhere else. */
  baseUrl: string;
  observer?: UpstreamObserver;
  /** Which operations share a quota; each has its own unless said. */
  classes?: LimitClassOptions;
  store?: QuotaStore;
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

/** The Defender API of one deployment: connections, quotas, kept answers, and what was learned about it. */
export class DefenderApi {
  readonly #common: Common;
  readonly #upstream: Upstream;

  constructor({ baseUrl, observer = {}, classes = { shared: new Map(), ceiling: null }, ...options }: ApiOptions) {
    this.#upstream = new Upstream({ observer, classes, ...(options.store !== undefined && { store: options.store }) });
    this.#common = {
      baseUrl: baseUrl.replace(/\/+$/, ''),
      upstream: this.#upstream,
      shared: new SharedReads(options.cacheBytes ?? CACHE_BYTES),
      stale: new Staleness(),
      readAhead: options.readAhead ?? READ_AHEAD,
      timeLimit: options.timeLimit ?? TIME_LIMIT,
    };
  }

  /** Bytes that answers kept for later take. */
  get cacheBytes(): number {
    return this.#common.shared.size;
  }

  /** Makes operations known before they are called, so that classes are complete from the start. */
  know(operations: Iterable<Operation>): void {
    this.#upstream.classes.know(operations);
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

  /** A client for one caller and one request. */
  client(options: ClientOptions): RestClient {
    return new RequestClient(this.#common, options);
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await this.#upstream.close();
  }
}
