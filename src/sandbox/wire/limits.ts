import { ApiError } from './errors.ts';
import type { Operation } from './operation.ts';

const WINDOWS = [
  { milliseconds: 60_000, label: '00:01:00', figure: 'perMinute' },
  { milliseconds: 3_600_000, label: '01:00:00', figure: 'perHour' },
] as const;

/** Counts the calls of each operation by application and tenant in fixed windows. */
export class Limits {
  readonly #now: () => number;
  readonly #counts = new Map<string, { window: number; calls: number }>();

  /** `now` gives milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one call; over the published figure it throws 429 with `Retry-After` in whole seconds, and counts nothing. */
  spend(operation: Operation, applicationId: string, tenantId: string): void {
    const caller = operation.limit.wholeTenant ? tenantId : `${applicationId} ${tenantId}`;
    const now = this.#now();
    const open = WINDOWS.flatMap(({ milliseconds, label, figure }) => {
      const allowed = operation.limit[figure];
      if (allowed === null) return [];
      const key = `${operation.id} ${caller} ${figure}`;
      const window = Math.floor(now / milliseconds);
      const known = this.#counts.get(key);
      const count = known?.window === window ? known : { window, calls: 0 };
      if (count.calls >= allowed) throw exceeded(allowed, label, (window + 1) * milliseconds - now);
      return [{ key, count }];
    });
    for (const { key, count } of open) {
      count.calls++;
      this.#counts.set(key, count);
    }
  }
}

function exceeded(allowed: number, label: string, wait: number): ApiError {
  const seconds = Math.max(1, Math.ceil(wait / 1000));
  return new ApiError(
    429,
    'TooManyRequests',
    `API calls quota exceeded! maximum allowed ${allowed} per ${label}. You can send requests again in ${seconds} seconds.`,
    { 'retry-after': String(seconds) },
  );
}
