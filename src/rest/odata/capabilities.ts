import { LRUCache } from 'lru-cache';
import { maxEntries } from '../cache/max-entries.ts';
import type { ChoiceDialect } from './filter.ts';
import type { Operation } from '../operation.ts';
import { PageSizes } from './page-sizes.ts';
import { RestError } from '../rest-error.ts';

/** How many rows can be asked for by a choice of keys: in one call, or, where neither form is accepted, one each. */
export type ChoiceSupport = ChoiceDialect | 'single';

const FORMS: readonly ChoiceSupport[] = ['in', 'or', 'single'];
const REMEMBER_MS = 60 * 60 * 1000;
/** Calls one by one are dear, and a key that the server finds odd can bring them about, so they are soon doubted. */
const REMEMBER_SINGLE_MS = 5 * 60 * 1000;

/** A refusal of the query we built (400 BadRequest, ODataError …), as against a fault of the caller or the network. */
export function isRefusedQuery(error: unknown): error is RestError {
  // A 400 without a code comes from something in between, which may have refused the length of the address.
  return (
    error instanceof RestError &&
    error.status === 400 &&
    error.code === 'UPSTREAM_ERROR' &&
    error.vendorCode !== undefined
  );
}

/**
 * Which undocumented OData features a server was seen to refuse, per operation. A refusal is remembered for an hour, so
 * that it costs one call and a server that learns the feature is found out.
 */
export class ServerFeatures {
  readonly pages = new PageSizes();
  readonly #choice = new LRUCache<string, ChoiceSupport>({ ...maxEntries(500), ttl: REMEMBER_MS });
  readonly #refused = new LRUCache<string, true>({ ...maxEntries(500), ttl: REMEMBER_MS });

  choice({ id }: Operation): ChoiceSupport {
    return this.#choice.get(id) ?? 'in';
  }

  /**
   * Runs a call whose filter holds a choice of keys in the best form the server takes. A worse form is remembered only
   * after it worked where the better one was refused, so that one odd answer does not make every later call dear.
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
