import { ApiError } from './errors.ts';

/** Seconds that all queries of a tenant may run within a window of the clock. */
interface RunTimeLimit {
  windowSeconds: number;
  runSeconds: number;
  refuse: (seconds: number) => string;
}

const again = (seconds: number): string => `You can send requests again in ${seconds} seconds.`;

const BY_SIZE: readonly RunTimeLimit[] = [
  {
    windowSeconds: 900,
    runSeconds: 600,
    refuse: (seconds) =>
      `Queries of this tenant have exceeded the allocated CPU resources. You can run queries again in ${Math.ceil(seconds / 60)} minutes.`,
  },
];

/** By operation: 10 minutes an hour and 3 hours a day (run-advanced-query-api.md); the others' depend on the tenant's size. */
const RUN_TIME_LIMITS: Readonly<Record<string, readonly RunTimeLimit[]>> = {
  runAdvancedQuery: [
    {
      windowSeconds: 3_600,
      runSeconds: 600,
      refuse: (seconds) => `Query running time quota exceeded! 10 minutes an hour are used up. ${again(seconds)}`,
    },
    {
      windowSeconds: 86_400,
      runSeconds: 10_800,
      refuse: (seconds) => `Query running time quota exceeded! 3 hours a day are used up. ${again(seconds)}`,
    },
  ],
  runHuntingQuery: BY_SIZE,
  runAdvancedHunting: BY_SIZE,
};

/** How long the queries of one tenant ran, in fixed windows. */
export class SimulatedRunTimes {
  readonly #now: () => number;
  readonly #spent = new Map<string, number>();

  /** `now` gives milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Throws 429 with `Retry-After` while the time of a window is used up. */
  expectTime(operationId: string): void {
    for (const { windowSeconds, runSeconds, refuse } of RUN_TIME_LIMITS[operationId] ?? []) {
      if ((this.#spent.get(this.#key(operationId, windowSeconds)) ?? 0) < runSeconds) continue;
      const wait = Math.max(1, Math.ceil(windowSeconds - ((this.#now() / 1000) % windowSeconds)));
      throw new ApiError(429, 'TooManyRequests', refuse(wait), { 'retry-after': String(wait) });
    }
  }

  /** Counts a query that has run. */
  add(operationId: string, seconds: number): void {
    for (const { windowSeconds } of RUN_TIME_LIMITS[operationId] ?? []) {
      const key = this.#key(operationId, windowSeconds);
      this.#spent.set(key, (this.#spent.get(key) ?? 0) + seconds);
    }
  }

  #key(operationId: string, windowSeconds: number): string {
    return `${operationId} ${windowSeconds} ${Math.floor(this.#now() / 1000 / windowSeconds)}`;
  }
}
