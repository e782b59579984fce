/** Milliseconds that calls ran, added up by the minute in which they ended: exact to a minute, and small for a day. */
export class RunTimeLog {
  readonly #byMinute = new Map<number, number>();

  /** Notes a run that has just ended, and forgets those older than `length` milliseconds. */
  record(milliseconds: number, now: number, length: number): void {
    const minute = Math.floor(now / MINUTE);
    this.#byMinute.set(minute, (this.#byMinute.get(minute) ?? 0) + milliseconds);
    for (const old of this.#byMinute.keys()) {
      // Minutes are noted in their order.
      if (old * MINUTE > now - length - MINUTE) break;
      this.#byMinute.delete(old);
    }
  }

  /** Milliseconds run within the last `length` milliseconds, the minute that is partly older counted whole. */
  total(length: number, now: number): number {
    let sum = 0;
    for (const [minute, milliseconds] of this.#byMinute) {
      if ((minute + 1) * MINUTE > now - length) sum += milliseconds;
    }
    return sum;
  }

  /** Milliseconds run, by how many minutes ago. */
  byAge(now: number): Map<number, number> {
    const current = Math.floor(now / MINUTE);
    return new Map([...this.#byMinute].map(([minute, milliseconds]) => [current - minute, milliseconds]));
  }

  /** Whether nothing is left within the last `length` milliseconds. */
  isEmpty(length: number, now: number): boolean {
    return this.total(length, now) === 0;
  }
}

const MINUTE = 60_000;
