import { MemoryQuotaStore, type QuotaBucket } from '../../../src/rest/quota/quota-store.ts';

/** Counts, and lets every call go, for tests that make more of them than a minute allows. */
export class UnlimitedQuotas extends MemoryQuotaStore {
  constructor() {
    super(() => performance.now());
  }

  override tryAcquire(meters: readonly QuotaBucket[]): ReturnType<MemoryQuotaStore['tryAcquire']> {
    return super.tryAcquire(meters.map((meter) => ({ ...meter, limits: [] })));
  }

  override wait(): Promise<number> {
    return Promise.resolve(0);
  }
}
