import type { ReadResult } from '../cache/read-result.ts';
import type { CacheSlot, SlotCodec } from '../client/rest-client.ts';
import type { ApiState } from '../pipeline/api-state.ts';
import type { RequestScope } from '../pipeline/request-scope.ts';

/** A cache slot of the caller of a request, which other processes find too. */
export class CallerSlot<T extends object> implements CacheSlot<T> {
  readonly #api: ApiState;
  readonly #request: RequestScope;
  readonly #nameOf: () => string;
  readonly #codec: SlotCodec<T>;
  /** Of this moment: what is read during a mutation must not be cached as if it had been read after it. */
  readonly #prefix: string;
  /** That of other processes at the last look there. */
  #generation: string | undefined;

  constructor(api: ApiState, request: RequestScope, nameOf: () => string, codec: SlotCodec<T>) {
    this.#api = api;
    this.#request = request;
    this.#nameOf = nameOf;
    this.#codec = codec;
    this.#prefix = api.cacheKey(request.account, 'kept ');
  }

  get(): T | undefined {
    const { cache } = this.#api;
    const { cost, ownScope } = this.#request;
    const kept = ownScope === undefined ? cache.get(this.#name) : undefined;
    if (kept !== undefined) cost.cachedUntil = Math.min(cost.cachedUntil, cache.keptUntil(this.#name));
    return kept?.body as T | undefined;
  }

  async find(): Promise<T | undefined> {
    const { cost, ownScope } = this.#request;
    const question = ownScope === undefined ? this.#question : undefined;
    if (question === undefined) return undefined;
    const finding = await this.#api.cache.shared?.find(question);
    this.#generation = finding?.generation;
    if (finding?.found == null) return undefined;
    const { answer, left } = finding.found;
    cost.cachedUntil = Math.min(cost.cachedUntil, performance.now() + left);
    return this.#codec.fromJson(answer.body);
  }

  async set(value: T, bytes: number, seconds: number, isPart = false): Promise<void> {
    const kept: ReadResult = { body: value, bytes, asOf: new Date().toISOString() };
    this.#api.cache.set(this.#name, kept, seconds);
    const question = this.#question;
    // Without the generation before what was read, it may have been read before a change.
    if (isPart || question === undefined || this.#generation === undefined) return;
    const json = { ...kept, body: this.#codec.toJson(value) };
    await this.#api.cache.shared?.put(question, this.#generation, json, seconds);
  }

  get #name(): string {
    return this.#prefix + this.#nameOf();
  }

  get #question() {
    return this.#api.questionOf(this.#request.account, () => `kept ${this.#nameOf()}`);
  }
}
