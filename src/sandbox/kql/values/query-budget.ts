import { KqlError } from './kql-value.ts';

/** What one query may use. */
export interface KqlLimits {
  /** Rows of the answer (run-advanced-query-api.md). */
  rows: number;
  /** Characters of the answer, near the documented 50 MB (run-advanced-query-api.md). */
  characters: number;
  /** Rows read, joined or made on the way. */
  steps: number;
  /** Cells kept for sorting, grouping, joining; ten million are some 100 MB. */
  cells: number;
  /** The query blocks the process so long at most; the service's own limit is 200 seconds. */
  milliseconds: number;
}

export const DEFAULT_LIMITS: KqlLimits = {
  rows: 100_000,
  characters: 50_000_000,
  steps: 20_000_000,
  cells: 20_000_000,
  milliseconds: 20_000,
};

export const TOO_LARGE =
  'Query execution has exceeded the allowed result size. Optimize your query by limiting the amount of results and try again.';

export const TOO_BIG =
  'Query execution lacks memory resources to complete. Optimize your query by selecting fewer columns or rows and try again.';

export const TOO_LONG =
  'Query execution timed out. Optimize your query by filtering earlier or joining fewer rows and try again.';

/** Counts the work of one query so that a cross join ends in an error and not in a hang. */
export class QueryBudget {
  #steps: number;
  #cells: number;

  constructor(limits: KqlLimits) {
    this.#steps = limits.steps;
    this.#cells = limits.cells;
  }

  /** Takes one step off the budget; throws KqlError when none are left. */
  spend(): void {
    if (--this.#steps < 0) throw new KqlError(TOO_LONG);
  }

  /** Takes kept cells off the budget; throws KqlError when none are left. */
  hold(cells: number): void {
    this.#cells -= cells;
    if (this.#cells < 0) throw new KqlError(TOO_BIG);
  }
}
