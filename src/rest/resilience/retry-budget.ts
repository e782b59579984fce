/** Retries in flight, as a share of the reads in flight, and the few that a quiet hour needs. */
const RETRY_SHARE = 0.2;
const MIN_RETRY_BUDGET = 3;

/** How many reads and retries of a tenant are in flight, so that retries cannot double the load of a failing server. */
export class RetryBudget {
  reads = 0;
  retries = 0;

  get isExhausted(): boolean {
    return this.retries >= Math.max(MIN_RETRY_BUDGET, Math.floor(this.reads * RETRY_SHARE));
  }
}
