import {
  QuotaScheduler,
  type QuotaPermit,
  type Priority,
  type QuotaRequest,
} from '../../../src/rest/quota/fair-quota-scheduler.ts';
import { MemoryQuotaStore, MINUTE, type QuotaBucket, type QuotaStore } from '../../../src/rest/quota/quota-store.ts';
import { RestError } from '../../../src/rest/rest-error.ts';

/** What the store adds to a minute, since calls can bunch up on the way to the vendor. */
export const WINDOW = MINUTE + 500;

export interface Asked {
  name: string;
  principal: string;
  priority: Priority;
  queue: string;
  /** From now on. */
  seconds: number;
  signal: AbortSignal | undefined;
  /** Beside the quota of all. */
  meters: QuotaBucket[];
}

/** What became of a call. */
export interface Outcome {
  name: string;
  /** Milliseconds of performance.now(). */
  at: number;
  place?: QuotaPermit;
  error?: RestError;
}

export interface Governed {
  governor: QuotaScheduler;
  store: QuotaStore;
  /** In the order of their ends. */
  outcomes: Outcome[];
  /** Asks for leave; a call that gets it stays in progress until released. */
  ask: (asked?: Partial<Asked>) => Promise<Outcome>;
  /** Names of those who got leave, in order. */
  gone: () => string[];
}

/** A governor of one quota by the clock of the process, which the tests turn. */
export function governed(
  perMinute: number,
  store: QuotaStore = new MemoryQuotaStore(() => performance.now()),
): Governed {
  const governor = new QuotaScheduler(store, () => performance.now());
  const outcomes: Outcome[] = [];
  const requestOf = ({ principal, priority, queue, seconds, signal, meters }: Asked): QuotaRequest => ({
    name: 'listThings',
    queueKey: queue,
    buckets: [{ key: 'things', limits: [{ calls: perMinute, milliseconds: MINUTE }], share: 1 }, ...meters],
    priority,
    principal,
    deadline: performance.now() + seconds * 1000,
    signal,
  });
  return {
    governor,
    store,
    outcomes,
    gone: () => outcomes.filter(({ place }) => place !== undefined).map(({ name }) => name),
    ask: async (asked = {}) => {
      const { name = 'a call', principal = name, priority = 'read', queue = 'things', seconds = 3600 } = asked;
      const { signal, meters = [] } = asked;
      const outcome: Outcome = { name, at: NaN };
      try {
        outcome.place = await governor.acquire(
          requestOf({ name, principal, priority, queue, seconds, signal, meters }),
        );
      } catch (error) {
        if (!(error instanceof RestError)) throw error;
        outcome.error = error;
      }
      outcome.at = performance.now();
      outcomes.push(outcome);
      return outcome;
    },
  };
}
