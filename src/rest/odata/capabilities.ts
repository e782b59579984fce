import { LRUCache } from 'lru-cache';
import { maxEntries } from '../max-entries.ts';
import type { InDialect } from './filter.ts';
import type { Operation } from '../operation.ts';
import type { Finding, InSupport, OnFinding } from './finding.ts';
import { PageSizes } from './page-sizes.ts';
import { RestError } from '../rest-error.ts';

const IN_DIALECTS: readonly InDialect[] = ['in', 'or'];
const IN_FORMS: readonly InSupport[] = [...IN_DIALECTS, 'single'];
const REMEMBER_MS = 60 * 60 * 1000;
/** One call per key is expensive, and a single malformed key can cause it, so it is remembered for a shorter time. */
const REMEMBER_SINGLE_MS = 5 * 60 * 1000;

/**
 * The server rejected the query we built (400 BadRequest, ODataError …), as opposed to a fault of the caller or the
 * network.
 */
export function isQueryRejected(error: unknown): error is RestError {
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
export class ODataCapabilities {
  readonly pages: PageSizes;
  readonly #onFinding: OnFinding;
  readonly #inForms = new LRUCache<string, InSupport>({ ...maxEntries(500), ttl: REMEMBER_MS });
  readonly #unsupported = new LRUCache<string, true>({ ...maxEntries(500), ttl: REMEMBER_MS });

  /** `onFinding` is told of what is learnt here, and not of what `learn` is given. */
  constructor(onFinding: OnFinding = () => undefined) {
    this.#onFinding = onFinding;
    this.pages = new PageSizes(onFinding);
  }

  /** Takes what another process has learnt, so many milliseconds ago. */
  learn(finding: Finding, age = 0): void {
    if (finding.kind === 'in') this.#setForm(finding.operation, finding.form, age);
    else if (finding.kind === 'unsupported') {
      if (age < REMEMBER_MS) this.#unsupported.set(finding.feature, true, { ttl: REMEMBER_MS - age });
    } else this.pages.learn(finding, age);
  }

  inSupport({ id }: Operation): InSupport {
    return this.#inForms.get(id) ?? 'in';
  }

  /**
   * Runs a call whose filter holds many keys, in the cheapest form the server accepts. A more expensive form is
   * remembered only after it worked where the cheaper one was rejected.
   */
  async withInOperator<T>(operation: Operation, run: (form: InSupport) => Promise<T>): Promise<T> {
    for (const form of this.inDialectsOf(operation)) {
      try {
        const answer = await run(form);
        this.acceptsIn(operation, form);
        return answer;
      } catch (error) {
        if (!isQueryRejected(error)) throw error;
      }
    }
    const answer = await run('single');
    this.acceptsIn(operation, 'single');
    return answer;
  }

  /** The forms for one call that the server may accept, the cheapest first; none where it was seen to reject both. */
  inDialectsOf(operation: Operation): readonly InDialect[] {
    return IN_DIALECTS.slice(IN_FORMS.indexOf(this.inSupport(operation)));
  }

  /** A call in a form has worked, after the cheaper ones were rejected. */
  acceptsIn(operation: Operation, form: InSupport): void {
    if (form === this.inSupport(operation)) return;
    this.#setForm(operation.id, form, 0);
    this.#onFinding({ kind: 'in', operation: operation.id, form });
  }

  supports({ id }: Operation, feature: string): boolean {
    return !this.#unsupported.has(`${id} ${feature}`);
  }

  markUnsupported({ id }: Operation, feature: string): void {
    const name = `${id} ${feature}`;
    if (!this.#unsupported.has(name)) this.#onFinding({ kind: 'unsupported', feature: name });
    this.#unsupported.set(name, true);
  }

  #setForm(operation: string, form: InSupport, age: number): void {
    const ttl = (form === 'single' ? REMEMBER_SINGLE_MS : REMEMBER_MS) - age;
    if (ttl > 0) this.#inForms.set(operation, form, { ttl });
  }
}
