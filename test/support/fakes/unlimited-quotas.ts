import { MemoryQuotaStore, type Meter } from '../../../src/rest/quota/quota-store.ts';

/** Counts, and lets every call go, for tests that make more of them than a minute allows. */
export class UnlimitedQuotas extends MemoryQuotaStore {
  constructor() {
    super(() => performance.now());
  }

  override take(meters: readonly Meter[]): ReturnType<MemoryQuotaStore['take']> {
    return super.take(meters.map((meter) => ({ ...meter, allowances: [] })));
  }

  override wait(): Promise<number> {
    return Promise.resolve(0);
  }
}
