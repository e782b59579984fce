import { LRUCache } from 'lru-cache';
import { maxEntries } from '../cache/max-entries.ts';
import type { ChoiceDialect } from './filter.ts';
import type { Operation } from '../operation.ts';
import { PageSizes } from './page-sizes.ts';
import { RestError } from '../rest-error.ts';

/** How a list can be filtered by many keys: by `in` or `or` in one call, or `single`, one call each. */
export type ChoiceSupport = ChoiceDialect | 'single';

const FORMS: readonly ChoiceSupport[] = ['in', 'or', 'single'];
const REMEMBER_MS = 60 * 60 * 1000;
/** One call per key is expensive, and a single malformed key can cause it, so it is remembered for a shorter time. */
const REMEMBER_SINGLE_MS = 5 * 60 * 1000;

/**
 * The server rejected the query we built (400 BadRequest, ODataError …), as opposed to a fault of the caller or the
 * network.
 */
export function isRefusedQuery(error: unknown): error is RestError {
  // A 400 without a code comes from a proxy, which may have rejected the length of the URL.
  return (
    error instanceof RestError &&
    error.status === 400 &&
    error.code === 'UPSTREAM_ERROR' &&
    error.vendorCode !== undefined
  );
}

/**
 * Undocumented OData features that a server was seen to reject, per operation. Remembered for an hour, so that a
 * rejection costs one call and a later version is noticed.
 */
export class ServerFeatures {
  readonly pages = new PageSizes();
  readonly #choice = new LRUCache<string, ChoiceSupport>({ ...maxEntries(500), ttl: REMEMBER_MS });
  readonly #refused = new LRUCache<string, true>({ ...maxEntries(500), ttl: REMEMBER_MS });

  choice({ id }: Operation): ChoiceSupport {
    return this.#choice.get(id) ?? 'in';
  }

  /**
   * Runs a call whose filter holds many keys, in the cheapest form the server accepts. A more expensive form is
   * remembered only after it worked where the cheaper one was rejected.
   */
  async withChoice<T>(operation: Operation, run: (form: ChoiceSupport) => Promise<T>): Promise<T> {
    const known = FORMS.indexOf(this.choice(operation));
    for (const form of FORMS.slice(known, -1)) {
      try {
        const answer = await run(form);
        this.#remember(operation, form);
        return answer;
      } catch (error) {
        if (!isRefusedQuery(error)) throw error;
      }
    }
    const answer = await run('single');
    this.#remember(operation, 'single');
    return answer;
  }

  #remember(operation: Operation, form: ChoiceSupport): void {
    if (form === this.choice(operation)) return;
    this.#choice.set(operation.id, form, { ttl: form === 'single' ? REMEMBER_SINGLE_MS : REMEMBER_MS });
  }

  accepts({ id }: Operation, feature: string): boolean {
    return !this.#refused.has(`${id} ${feature}`);
  }

  refuses({ id }: Operation, feature: string): void {
    this.#refused.set(`${id} ${feature}`, true);
  }
}
