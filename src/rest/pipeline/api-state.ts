import { LRUCache } from 'lru-cache';
import { quotaStatusOf, type QuotaStatus } from '../quota/quota-status.ts';
import { ConnectionPools } from '../egress/connection-pools.ts';
import type { ProxySettings } from '../egress/egress.ts';
import { UnverifiedBulkhead, type Account } from '../resilience/unverified-bulkhead.ts';
import { QuotaClasses, type QuotaClass, type QuotaOwner } from '../quota/quota-classes.ts';
import { maxEntries } from '../max-entries.ts';
import { API_LABELS, type ApiName, type Operation } from '../operation.ts';
import { QuotaScheduler } from '../quota/fair-quota-scheduler.ts';
import { HOUR, MemoryQuotaStore, type QuotaStore } from '../quota/quota-store.ts';
import { ResponseMemory } from '../http/response-memory.ts';
import { ResponseCache } from '../cache/response-cache.ts';
import type { SharedCache, SharedQuestion } from '../cache/shared-cache.ts';
import type { RowReader } from '../rows/row-reader.ts';
import { CacheGenerations } from '../cache/cache-generations.ts';
import type { SharedHealth } from '../resilience/shared-health.ts';
import { TenantHealthRegistry, type TenantHealth } from '../resilience/tenant-health.ts';

/** One HTTP exchange that is about to begin. */
export interface BeginningExchange {
  operation: Operation;
  api: ApiName;
  baseUrl: string;
  quotaClass: string;
  /** Milliseconds waited for quota. */
  waitedMs: number;
}

/** Follows one HTTP exchange. */
export interface ExchangeTrace {
  /** To be sent with it. */
  headers: Readonly<Record<string, string>>;
  /** Goes with the answer to all who get it. */
  origin: object;
  /** Status 0 is none; the error is what became of it, null for an answer. */
  end: (status: number, error: unknown) => void;
}

/** Told of what happens on the way to the API, for metrics and logs. */
export interface UpstreamObserver {
  /** Of every finished call; status 0 is a call without an answer. */
  call?: (operation: string, status: number, milliseconds: number) => void;
  /** Of every answer to a read: of a call of its own, a cached one, or that of another reader's call. */
  read?: (operation: string, source: 'call' | 'cache' | 'other', origin: object | undefined) => void;
  /** Of every exchange, before it is sent. */
  exchange?: (exchange: BeginningExchange) => ExchangeTrace;
  /** Of every call that begins to wait for quota, and of its end. */
  queued?: (quotaClass: string, change: 1 | -1) => void;
  /** Of every call that had to wait for quota, or for other calls of its caller. */
  waited?: (quotaClass: string, milliseconds: number) => void;
  /** Of every 429. */
  throttled?: (quotaClass: string, tenantId: string, seconds: number) => void;
}

export interface ApiOptions {
  /** Which of the vendor's APIs; Defender unless stated. */
  api?: ApiName;
  /** Origin of the API, `https://api.security.microsoft.com`; the caller's token goes nowhere else. */
  baseUrl: string;
  observer?: UpstreamObserver;
  /** Which operations share a quota, one for all APIs of a deployment; each operation has its own unless said. */
  classes?: QuotaClasses;
  /** Counts the calls of this process unless one is given that counts for several. */
  store?: QuotaStore;
  /** Reads the objects of answers; they stay as they came unless it is given. */
  rows?: RowReader;
  /** Bounds the answers that come in at the same time, one for all APIs of a process; one of its own unless given. */
  responseMemory?: ResponseMemory;
  /** What other processes have cached. */
  sharedCache?: SharedCache | undefined;
  /** What other processes know of the API. */
  sharedHealth?: SharedHealth | undefined;
  /** Bytes that cached answers may take. */
  cacheBytes?: number;
  /** Rows of the largest page that is read ahead of a walk. */
  readAhead?: number;
  /** By which it is called; directly unless given. */
  proxy?: ProxySettings | null;
  /** Milliseconds that a request may take, unless an operation in it is allowed more. */
  timeLimit?: number;
}

const TIME_LIMIT = 30_000;
export const CACHE_BYTES = 64 * 1024 * 1024;
const READ_AHEAD = 1_000;
/** Who waits for an answer looks at the time limit this much later than the call, which knows better what went wrong. */
const GRACE_MS = 50;

const now = (): number => performance.now();

/** What all calls to one API share, anyone who makes them: connections, quotas, circuit breakers, cached answers. */
export class ApiState {
  readonly name: ApiName;
  readonly baseUrl: string;
  readonly readAhead: number;
  readonly timeLimit: number;
  readonly classes: QuotaClasses;
  readonly store: QuotaStore;
  readonly scheduler: QuotaScheduler;
  readonly bulkhead = new UnverifiedBulkhead();
  readonly observer: UpstreamObserver;
  readonly cache: ResponseCache;
  readonly rows: RowReader | null;
  readonly responseMemory: ResponseMemory;
  readonly generations: CacheGenerations;
  readonly pools: ConnectionPools;
  readonly #tenants: TenantHealthRegistry;
  /** Quotas that known callers have used, for metrics. */
  readonly #inUse = new LRUCache<string, { owner: QuotaOwner; operation: Operation }>({
    ...maxEntries(2_000),
    ttl: HOUR,
  });

  constructor({ api = 'defender', baseUrl, observer = {}, classes, store, ...options }: ApiOptions) {
    this.name = api;
    this.baseUrl = baseUrl.replace(/\/+$/, '');
    this.observer = observer;
    this.classes = classes ?? new QuotaClasses({ shared: new Map(), ceiling: null });
    this.store = store ?? new MemoryQuotaStore(now);
    this.scheduler = new QuotaScheduler(this.store, now, API_LABELS[api]);
    this.#tenants = new TenantHealthRegistry(api, options.sharedHealth);
    this.cache = new ResponseCache(options.cacheBytes ?? CACHE_BYTES, GRACE_MS, options.sharedCache);
    this.generations = new CacheGenerations(api, this.cache.shared);
    this.pools = new ConnectionPools(options.proxy);
    this.rows = options.rows ?? null;
    this.responseMemory = options.responseMemory ?? new ResponseMemory();
    this.readAhead = options.readAhead ?? READ_AHEAD;
    this.timeLimit = options.timeLimit ?? TIME_LIMIT;
  }

  /** Whether a caller is whom the token says. */
  isKnown(account: Account): boolean {
    return this.bulkhead.isKnown(account);
  }

  /** Notes that the API has accepted the credential of an account, and that it draws on the quota of the operation. */
  accepted(account: Account, operation: Operation): void {
    this.bulkhead.accept(account);
    const { applicationId, tenantId } = account;
    this.#inUse.set(`${applicationId} ${tenantId} ${operation.id}`, { owner: { applicationId, tenantId }, operation });
  }

  /** The state of a caller's tenant; one that is thrown away for a caller who may have made the tenant up. */
  healthOf(account: Account): TenantHealth {
    return this.#tenants.get(account.tenantId, this.isKnown(account));
  }

  /** Whose quota a caller may see and use up: its own alone until Defender has accepted its credential. */
  ownerOf(account: Account): QuotaOwner {
    if (this.isKnown(account)) return account;
    return { applicationId: account.principal, tenantId: account.tenantId };
  }

  /** Who has rights of its own: in every tenant another, even where the name is the same. */
  principalOf({ principal, tenantId }: Account): string {
    return `${tenantId} ${principal}`;
  }

  /** A name that no caller with other rights has, and that a mutation in the tenant makes new. */
  cacheKey(account: Account, name: string): string {
    const principal = this.principalOf(account);
    const [ofTenant, own] = [this.generations.generationOf(account.tenantId), this.generations.generationOf(principal)];
    return `${principal} ${ofTenant} ${own} ${name}`;
  }

  /** A question of a caller as all processes name it; undefined where there are no others. */
  questionOf(account: Account, name: () => string): SharedQuestion | undefined {
    if (this.cache.shared === null) return undefined;
    const principal = this.generations.sharedName(this.principalOf(account));
    return { owners: [this.generations.sharedName(account.tenantId), principal], name: `${principal} ${name()}` };
  }

  /** What is left of an owner's quota of a class. */
  async quotaStatus(owner: QuotaOwner, quotaClass: QuotaClass): Promise<QuotaStatus> {
    const { name, wholeTenant } = quotaClass;
    return quotaStatusOf(quotaClass, await this.store.usage(this.classes.keyOf(owner, name, wholeTenant)));
  }

  /** Tenants whose circuit breaker is open. */
  get openCircuits(): string[] {
    return this.#tenants.openCircuits;
  }

  /** What is left of every quota that known callers have used within the hour. */
  quotasInUse(): Promise<{ tenantId: string; budget: QuotaStatus }[]> {
    return Promise.all(
      [...this.#inUse.values()].map(async ({ owner, operation }) => ({
        tenantId: owner.tenantId,
        budget: await this.quotaStatus(owner, this.classes.classOf(operation)),
      })),
    );
  }
}
