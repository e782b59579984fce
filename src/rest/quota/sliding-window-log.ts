/** So many calls may go within any stretch of time of a length. */
export interface Allowance {
  calls: number;
  milliseconds: number;
}

/**
 * The times of the calls of one quota, oldest first. Exact for every stretch of time, where counting by the clock's
 * minutes would let twice the allowance pass around a full one.
 */
export class CallLog {
  readonly #times: number[] = [];

  /** Whether the log says nothing that `length` milliseconds have not made irrelevant. */
  isOver(length: number, now: number): boolean {
    return (this.#times.at(-1) ?? -Infinity) <= now - length;
  }

  /** Notes a call and drops those older than `length` milliseconds. */
  record(now: number, length: number): void {
    const young = this.#times.findIndex((time) => time > now - length);
    if (young !== 0) this.#times.splice(0, young === -1 ? this.#times.length : young);
    this.#times.push(now);
  }

  /** Takes back one call of that time, which was not made after all. */
  forget(time: number): void {
    const place = this.#times.lastIndexOf(time);
    if (place !== -1) this.#times.splice(place, 1);
  }

  /** Calls within the last `length` milliseconds. */
  count(length: number, now: number): number {
    return this.#times.length - this.#firstAfter(now - length);
  }

  /** When the next call but `ahead` may go: `now` or later. */
  freeAt({ calls, milliseconds }: Allowance, ahead: number, now: number): number {
    const first = this.#firstAfter(now - milliseconds);
    const young = this.#times.length - first;
    const before = young + ahead - calls;
    if (before < 0) return now;
    // Each call waits for the one that lies `calls` before it, which may itself have to go yet.
    if (before < young) return (this.#times[first + before] ?? now) + milliseconds;
    return this.freeAt({ calls, milliseconds }, before - young, now) + milliseconds;
  }

  /** Time at which the last call leaves a stretch of `length` milliseconds; `now` when none is in it. */
  clearAt(length: number, now: number): number {
    return Math.max(now, (this.#times.at(-1) ?? -Infinity) + length);
  }

  /** Index of the first call after `time`. */
  #firstAfter(time: number): number {
    let [low, high] = [0, this.#times.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#times[middle] ?? 0) > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
