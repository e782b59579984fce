import { LRUCache } from 'lru-cache';
import { CircuitBreaker } from './circuit-breaker.ts';
import { maxEntries } from '../max-entries.ts';
import { RetryBudget } from './retry-budget.ts';
import { ODataCapabilities } from '../odata/capabilities.ts';

/** What was learned of the API in one tenant. */
export interface TenantHealth {
  circuitBreaker: CircuitBreaker;
  retries: RetryBudget;
  capabilities: ODataCapabilities;
}

const MAX_TENANTS = 5_000;

/** Health by tenant; bounded, as tenant ids can be made up. */
export class TenantHealthRegistry {
  readonly #apiLabel: string;
  readonly #states = new LRUCache<string, TenantHealth>(maxEntries(MAX_TENANTS));

  /** `apiLabel` names the API in messages. */
  constructor(apiLabel: string) {
    this.#apiLabel = apiLabel;
  }

  /** Tenants whose circuit breaker is open. */
  get openCircuits(): string[] {
    return [...this.#states].filter(([, { circuitBreaker }]) => circuitBreaker.isOpen).map(([tenantId]) => tenantId);
  }

  /** The health of a tenant; a throw-away one for a caller who is not `known` and may have made the tenant up. */
  get(tenantId: string, known: boolean): TenantHealth {
    const state = known ? this.#states.get(tenantId) : undefined;
    if (state !== undefined) return state;
    const made = {
      circuitBreaker: new CircuitBreaker(this.#apiLabel),
      retries: new RetryBudget(),
      capabilities: new ODataCapabilities(),
    };
    if (known) this.#states.set(tenantId, made);
    return made;
  }
}
