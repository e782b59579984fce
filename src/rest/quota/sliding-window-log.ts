/** At most `calls` calls within any window of `milliseconds`. */
export interface RateLimit {
  calls: number;
  milliseconds: number;
}

/**
 * The times of the calls of one quota, oldest first. Exact for every window, whereas counting by clock minutes would
 * let through twice the limit around the turn of a minute.
 */
export class SlidingWindowLog {
  readonly #times: number[] = [];

  /** Whether no call lies within the last `length` milliseconds. */
  isEmpty(length: number, now: number): boolean {
    return (this.#times.at(-1) ?? -Infinity) <= now - length;
  }

  /** Notes a call and drops those older than `length` milliseconds. */
  record(now: number, length: number): void {
    const young = this.#times.findIndex((time) => time > now - length);
    if (young !== 0) this.#times.splice(0, young === -1 ? this.#times.length : young);
    this.#times.push(now);
  }

  /** Removes one call noted at `time` that was not made after all. */
  remove(time: number): void {
    const place = this.#times.lastIndexOf(time);
    if (place !== -1) this.#times.splice(place, 1);
  }

  /** How many milliseconds ago each noted call went. */
  ages(now: number): number[] {
    return this.#times.map((time) => now - time);
  }

  /** Calls within the last `length` milliseconds. */
  count(length: number, now: number): number {
    return this.#times.length - this.#firstAfter(now - length);
  }

  /** When the call behind `ahead` others may go: `now` or later. */
  nextFreeAt({ calls, milliseconds }: RateLimit, ahead: number, now: number): number {
    const first = this.#firstAfter(now - milliseconds);
    const young = this.#times.length - first;
    const before = young + ahead - calls;
    if (before < 0) return now;
    // Each call waits for the one that lies `calls` before it, which may itself have to go yet.
    if (before < young) return (this.#times[first + before] ?? now) + milliseconds;
    return this.nextFreeAt({ calls, milliseconds }, before - young, now) + milliseconds;
  }

  /** Time at which the window of `length` milliseconds will hold no call; `now` when it holds none. */
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
