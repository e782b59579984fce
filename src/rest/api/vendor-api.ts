import { ApiState, type ApiOptions } from '../pipeline/api-state.ts';
import type { Account } from '../resilience/unverified-bulkhead.ts';
import { apiOf, type ApiName, type Operation } from '../operation.ts';
import type { ClientOptions } from '../pipeline/request-scope.ts';
import { RequestClient } from './request-client.ts';
import type { RestClient, UpstreamCost } from '../client/rest-client.ts';

export type { ApiOptions } from '../pipeline/api-state.ts';

export interface QuotaLeft {
  limitClass: string;
  tenantId: string;
  window: 'minute' | 'hour';
  remaining: number;
}

/** One of the vendor's APIs in one deployment: connections, quotas, cached answers, and what was learned about it. */
export class VendorApi {
  readonly #state: ApiState;

  constructor(options: ApiOptions) {
    this.#state = new ApiState(options);
  }

  get name(): ApiName {
    return this.#state.name;
  }

  /** Bytes that cached answers take. */
  get cacheBytes(): number {
    return this.#state.cache.size;
  }

  /** Makes those operations known that are of this API before they are called, so that classes are complete from the start. */
  registerOperations(operations: readonly Operation[]): void {
    this.#state.classes.register(operations.filter((operation) => apiOf(operation) === this.#state.name));
  }

  /** What is left of quotas in use, by class and tenant: the least where several applications call. */
  async quotas(): Promise<QuotaLeft[]> {
    const least = new Map<string, QuotaLeft>();
    for (const { tenantId, budget } of await this.#state.quotasInUse()) {
      const { name: quotaClass, remainingThisMinute, remainingThisHour } = budget;
      for (const [window, remaining] of [
        ['minute', remainingThisMinute],
        ['hour', remainingThisHour],
      ] as const) {
        const name = `${quotaClass} ${tenantId} ${window}`;
        if (remaining === null || remaining >= (least.get(name)?.remaining ?? Infinity)) continue;
        least.set(name, { limitClass: quotaClass, tenantId, window, remaining });
      }
    }
    return [...least.values()];
  }

  /** Tenants whose calls are stopped since most of them failed. */
  get openCircuits(): string[] {
    return this.#state.openCircuits;
  }

  /** Whether the API has accepted the credential of an account, so that it cannot be made up. */
  isKnown(account: Account): boolean {
    return this.#state.isKnown(account);
  }

  /** A name that no caller with other rights has, and that a mutation in the tenant makes new. */
  cacheScope(account: Account): string {
    return this.#state.cacheKey(account, '');
  }

  /** A client for one caller and one request; what it costs counts in `cost`, where another API's counts too. */
  client(options: ClientOptions, cost?: UpstreamCost): RestClient {
    return new RequestClient(this.#state, options, cost);
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await this.#state.pools.close();
  }
}
