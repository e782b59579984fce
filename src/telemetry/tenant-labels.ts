import { LRUCache } from 'lru-cache';
import { maxEntries } from '../rest/max-entries.ts';

/** How tenants are named in metrics: by numbers, in the order in which they are met, unless their ids are asked for. */
export class TenantLabels {
  readonly #showsIds: boolean;
  readonly #numbers = new LRUCache<string, string>(maxEntries(20_000));
  #last = 0;

  constructor(showsIds: boolean) {
    this.#showsIds = showsIds;
  }

  of(tenantId: string): string {
    if (this.#showsIds) return tenantId;
    const known = this.#numbers.get(tenantId);
    if (known !== undefined) return known;
    const label = String((this.#last += 1));
    this.#numbers.set(tenantId, label);
    return label;
  }
}
