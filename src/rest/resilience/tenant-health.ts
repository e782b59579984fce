import { LRUCache } from 'lru-cache';
import { CircuitBreaker } from './circuit-breaker.ts';
import { maxEntries } from '../max-entries.ts';
import { RetryBudget } from './retry-budget.ts';
import { ODataCapabilities } from '../odata/capabilities.ts';
import { API_LABELS, type ApiName } from '../operation.ts';
import type { HealthNews, SharedHealth } from './shared-health.ts';

/** What was learned of the API in one tenant. */
export interface TenantHealth {
  circuitBreaker: CircuitBreaker;
  retries: RetryBudget;
  capabilities: ODataCapabilities;
}

const MAX_TENANTS = 5_000;

/** Health by tenant; bounded, as tenant ids can be made up. */
export class TenantHealthRegistry {
  readonly #api: ApiName;
  readonly #shared: SharedHealth | null;
  readonly #states = new LRUCache<string, TenantHealth>(maxEntries(MAX_TENANTS));

  /** What is learnt here is told to other processes, where there are any, and the other way round. */
  constructor(api: ApiName, shared: SharedHealth | null = null) {
    this.#api = api;
    this.#shared = shared;
    shared?.onMissed(() => {
      for (const [tenantId, { capabilities }] of this.#states.entries()) this.#learn(tenantId, capabilities);
    });
    shared?.onNews((about, tenantId, news) => {
      if (about !== api) return;
      const { circuitBreaker, capabilities } = this.get(tenantId, true);
      if (news.kind === 'open') void circuitBreaker.openWithOthers();
      else capabilities.learn(news);
    });
  }

  /** Tenants whose circuit breaker is open. */
  get openCircuits(): string[] {
    return [...this.#states].filter(([, { circuitBreaker }]) => circuitBreaker.isOpen).map(([tenantId]) => tenantId);
  }

  /** The health of a tenant; a throw-away one for a caller who is not `known` and may have made the tenant up. */
  get(tenantId: string, known: boolean): TenantHealth {
    const state = known ? this.#states.get(tenantId) : undefined;
    if (state !== undefined) return state;
    const shared = known ? this.#shared : null;
    const tell = (news: HealthNews): void => shared?.tell(this.#api, tenantId, news);
    const made = {
      circuitBreaker: new CircuitBreaker(API_LABELS[this.#api], undefined, () => tell({ kind: 'open' })),
      retries: new RetryBudget(),
      capabilities: new ODataCapabilities(tell),
    };
    if (!known) return made;
    this.#states.set(tenantId, made);
    this.#learn(tenantId, made.capabilities);
    return made;
  }

  /** Takes what others have learnt earlier. */
  #learn(tenantId: string, capabilities: ODataCapabilities): void {
    void this.#shared?.known(this.#api, tenantId).then((findings) => {
      for (const { finding, age } of findings) capabilities.learn(finding, age);
    });
  }
}
