import { LRUCache } from 'lru-cache';
import { budgetOf, type Budget } from './budget.ts';
import { Connections } from './connections.ts';
import { Credentials, type Account } from './credentials.ts';
import { ACCEPTED_ENCODINGS } from './decoded-body.ts';
import { httpCall, type HttpAnswer, type Received } from './http-call.ts';
import type { LimitClass, LimitClasses, QuotaOwner } from './limit-classes.ts';
import { isRead, peerOf, PEERS, type ApiName, type Operation } from './operation.ts';
import { QuotaGovernor, type Priority } from './quota-governor.ts';
import { HOUR, MemoryQuotaStore, type Meter, type QuotaStore } from './quota-store.ts';
import type { RequestBody } from './request-body.ts';
import type { RestError } from './rest-error.ts';
import { TenantStates, type TenantState } from './tenant-states.ts';
import { throttlingOf } from './throttling.ts';
import { vendorError } from './vendor-error.ts';
import { ownText } from './vendor-message.ts';

/** Told of what happens on the way to the API, for metrics and logs. */
export interface UpstreamObserver {
  /** Of every finished call; status 0 is a call without an answer. */
  call?: (operation: string, status: number, milliseconds: number) => void;
  /** Of every call that had to wait for quota, or for other calls of its caller. */
  waited?: (limitClass: string, milliseconds: number) => void;
  /** Of every 429. */
  throttled?: (limitClass: string, tenantId: string, seconds: number) => void;
}

export interface UpstreamOptions {
  api: ApiName;
  observer: UpstreamObserver;
  /** Shared by all APIs of a deployment. */
  classes: LimitClasses;
  /** Counts the calls of this process unless one is given that counts for several. */
  store?: QuotaStore;
}

/** One arrival at the API. */
export interface Exchange {
  operation: Operation;
  url: string;
  body: RequestBody | undefined;
  account: Account;
  priority: Priority;
  token: () => Promise<string>;
  /** Milliseconds of performance.now(). */
  deadline: number;
  /** Undefined for what must be followed to its end. */
  signal: AbortSignal | undefined;
  largestAnswer: number;
  /** Milliseconds that such a call may take where nothing has gone before it. */
  timeLimit: number;
  /** Told right before the call is made: milliseconds waited for it. */
  starts: (waited: number) => void;
  /** Told when the API answered 401. */
  tokenRejected: (token: string) => void;
}

/** A call that is let out at the last moment would use up quota and get no answer: what is left for it, or a tenth. */
const TIME_FOR_CALL_MS = 1_000;

const now = (): number => performance.now();

/** Whether Defender itself judged the request, and so the token; what fails or stands in between may not have looked at it. */
function isVerdict({ status, vendorCode }: RestError): boolean {
  return vendorCode !== undefined && (status === 400 || status === 403 || status === 404);
}

/** The way to the API that all requests share: connections, quotas, breakers. */
export class Upstream {
  readonly classes: LimitClasses;
  readonly #store: QuotaStore;
  readonly #governor: QuotaGovernor;
  readonly #credentials = new Credentials();
  readonly #observer: UpstreamObserver;
  readonly #tenants: TenantStates;
  /** Quotas that known callers have used, for metrics. */
  readonly #inUse = new LRUCache<string, { owner: QuotaOwner; operation: Operation }>({ max: 2_000, ttl: HOUR });
  readonly #connections = new Connections();

  constructor({ api, observer, classes, store = new MemoryQuotaStore(now) }: UpstreamOptions) {
    this.#observer = observer;
    this.#store = store;
    this.classes = classes;
    this.#governor = new QuotaGovernor(store, now, PEERS[api]);
    this.#tenants = new TenantStates(PEERS[api]);
  }

  /** Whether a caller is whom the token says. */
  isKnown(account: Account): boolean {
    return this.#credentials.isKnown(account);
  }

  /** The state of a caller's tenant; one that is thrown away for a caller who may have made the tenant up. */
  stateOf(account: Account): TenantState {
    return this.#tenants.of(account.tenantId, this.#credentials.isKnown(account));
  }

  /** Whose quota a caller may see and use up: its own alone until Defender has accepted its credential. */
  ownerOf(account: Account): QuotaOwner {
    if (this.#credentials.isKnown(account)) return account;
    return { applicationId: account.principal, tenantId: account.tenantId };
  }

  /** Makes one call, once it may go. Throws RestError for anything but 2xx. */
  exchange(exchange: Exchange): Promise<Received> {
    const { operation, account, priority } = exchange;
    const { name, wholeTenant, perMinute } = this.classes.of(operation);
    const shared = this.classes.keyOf(account, name, wholeTenant);
    const quota = { key: priority === 'action' ? `${shared} action` : shared, perMinute };
    return this.#credentials.admit(account, quota, () => this.#exchange(exchange));
  }

  async #exchange(exchange: Exchange): Promise<Received> {
    const { operation, account, priority, deadline, signal } = exchange;
    const known = this.#credentials.isKnown(account);
    const { breaker } = this.stateOf(account);
    const guarded = isRead(operation) && priority !== 'action';
    if (guarded) breaker.check(operation.timeLimit !== undefined);
    const bearer = await exchange.token();
    const name = this.classes.nameOf(operation);
    const place = await this.#governor.acquire({
      name,
      queue: this.classes.keyOf(account, name, false),
      meters: this.#metersOf(exchange),
      priority,
      // Applications go by one name in every tenant.
      principal: `${account.tenantId} ${account.turn ?? account.principal}`,
      deadline: deadline - Math.min(TIME_FOR_CALL_MS, (deadline - now()) / 10),
      signal,
    });
    if (place.waited >= 1) this.#observer.waited?.(name, place.waited);
    try {
      const call = (): Promise<Received> => this.#call(exchange, bearer, place.waited);
      // Cut off by what went before it, a call says nothing of the server; nor does one that may take minutes and did.
      const hasTime = deadline - now() > exchange.timeLimit / 2 && operation.timeLimit === undefined;
      const isNobodysFault = ({ code }: RestError): boolean => code === 'UPSTREAM_TIMEOUT' && !hasTime;
      return guarded
        ? await breaker.watch(call, (error) => signal?.aborted === true || isNobodysFault(error))
        : await call();
    } catch (error) {
      const { stopped } = error as Partial<RestError>;
      // A made-up token must not use up the quota of the application that it names.
      if (stopped === true || (!known && !this.#credentials.isKnown(account))) await place.giveBack();
      throw error;
    } finally {
      place.release();
    }
  }

  /**
   * What a call draws on. A credential that nobody knew had a stop of its own, as its claims might have been made up, and
   * keeps to it when it has become known meanwhile.
   */
  #metersOf({ operation, account, priority }: Exchange): Meter[] {
    const meters = this.classes.metersOf(operation, account, priority);
    if (account.verified) return meters;
    return [...meters, { key: this.#stopOf(operation, account, false), allowances: [] }];
  }

  #stopOf(operation: Operation, account: Account, known: boolean): string {
    const { name, wholeTenant } = this.classes.of(operation);
    const owner = known ? account : { ...account, applicationId: account.principal };
    return this.classes.keyOf(owner, name, wholeTenant && known);
  }

  async #call(exchange: Exchange, bearer: string, waited: number): Promise<Received> {
    const { operation, account, url, body, deadline, signal, largestAnswer } = exchange;
    const accepts = isRead(operation) && { 'accept-encoding': ACCEPTED_ENCODINGS };
    const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json', ...accepts };
    exchange.starts(waited);
    const started = now();
    let status = 0;
    try {
      const answer = await httpCall({
        peer: peerOf(operation),
        url,
        method: operation.method,
        headers: body === undefined ? headers : { ...headers, 'content-type': body.type },
        body: body?.content,
        timeLimit: Math.max(0, deadline - started),
        largestAnswer,
        rows: operation.rows,
        // A change that was sent is followed to its end, whoever leaves.
        signal: isRead(operation) ? signal : undefined,
        ...this.#connections.of({ isRead: isRead(operation), isKnown: this.#credentials.isKnown(account) }),
      });
      status = answer.status;
      if (status === 429) await this.#throttled(exchange, answer);
      else if (status === 401) this.#rejected(exchange, bearer);
      const isSuccess = status >= 200 && status <= 299;
      const error = isSuccess ? null : vendorError(operation, answer, ownText(url, body?.content));
      if (isSuccess || (error !== null && isVerdict(error))) this.#accepted(exchange);
      if (error !== null) throw error;
      return answer;
    } finally {
      const milliseconds = now() - started;
      this.#observer.call?.(operation.id, status, milliseconds);
      await this.#ran(exchange, milliseconds).catch(() => undefined);
    }
  }

  #accepted({ account, operation }: Exchange): void {
    this.#credentials.accept(account);
    const { applicationId, tenantId } = account;
    this.#inUse.set(`${applicationId} ${tenantId} ${operation.id}`, { owner: { applicationId, tenantId }, operation });
  }

  /** Notes how long a call ran, the way there included, where that has a limit. Shown only, so a failure costs nothing. */
  async #ran({ operation, account }: Exchange, milliseconds: number): Promise<void> {
    const { name, wholeTenant, runSeconds } = this.classes.of(operation);
    if (runSeconds === null) return;
    await this.#store.ran(this.classes.keyOf(this.ownerOf(account), name, wholeTenant), milliseconds);
  }

  #rejected({ account, tokenRejected }: Exchange, bearer: string): void {
    this.#credentials.reject(account);
    tokenRejected(bearer);
  }

  async #throttled({ operation, account }: Exchange, answer: HttpAnswer): Promise<void> {
    const { seconds, allowance } = throttlingOf(answer);
    const key = this.#stopOf(operation, account, this.#credentials.isKnown(account));
    await this.#store.stop(key, seconds * 1000);
    if (allowance !== null) await this.#store.lower(key, allowance);
    this.#observer.throttled?.(this.classes.nameOf(operation), account.tenantId, seconds);
  }

  /** What is left of an owner's quota of a class. */
  async budget(owner: QuotaOwner, limitClass: LimitClass): Promise<Budget> {
    const { name, wholeTenant } = limitClass;
    return budgetOf(limitClass, await this.#store.spent(this.classes.keyOf(owner, name, wholeTenant)), now());
  }

  /** What is left of every quota that known callers have used within the hour. */
  quotasInUse(): Promise<{ tenantId: string; budget: Budget }[]> {
    return Promise.all(
      [...this.#inUse.values()].map(async ({ owner, operation }) => ({
        tenantId: owner.tenantId,
        budget: await this.budget(owner, this.classes.of(operation)),
      })),
    );
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await this.#connections.close();
  }
}
