import { LRUCache } from 'lru-cache';
import { CircuitBreaker } from './circuit-breaker.ts';
import { maxEntries } from '../cache/max-entries.ts';
import { RetryBudget } from './retry-budget.ts';
import { ServerFeatures } from '../odata/capabilities.ts';

/** What was learned of the API in one tenant. */
export interface TenantState {
  breaker: CircuitBreaker;
  retries: RetryBudget;
  features: ServerFeatures;
}

const MOST_TENANTS = 5_000;

/** Health by tenant; bounded, as tenant ids can be made up. */
export class TenantStates {
  readonly #peer: string;
  readonly #states = new LRUCache<string, TenantState>(maxEntries(MOST_TENANTS));

  /** `peer` is who is called, for messages. */
  constructor(peer: string) {
    this.#peer = peer;
  }

  /** The health of a tenant; a throw-away one for a caller who is not `known` and may have made the tenant up. */
  of(tenantId: string, known: boolean): TenantState {
    const state = known ? this.#states.get(tenantId) : undefined;
    if (state !== undefined) return state;
    const made = {
      breaker: new CircuitBreaker(this.#peer),
      retries: new RetryBudget(),
      features: new ServerFeatures(),
    };
    if (known) this.#states.set(tenantId, made);
    return made;
  }
}
