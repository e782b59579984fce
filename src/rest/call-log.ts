/** How many calls may go out within any stretch of time of a length. */
export interface Allowance {
  calls: number;
  /** Milliseconds. */
  window: number;
}

/**
 * The times of the last calls, as many as an allowance speaks of. Exact for every stretch of time, where counting by the
 * clock's minutes would let twice the allowance pass around a full minute.
 */
export class CallLog {
  readonly #allowance: Allowance;
  /** A ring of times; `#next` is the oldest once the ring is full. */
  readonly #times: number[] = [];
  #next = 0;

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  record(now: number): void {
    if (this.#times.length < this.#allowance.calls) {
      this.#times.push(now);
      return;
    }
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.#allowance.calls;
  }

  /** When the call after `ahead` others may go, milliseconds: `now` or later. */
  freeAt(ahead: number, now: number): number {
    const { calls, window } = this.#allowance;
    const place = ahead % calls;
    // With room left in the ring, the first places need not wait for any call to grow old.
    const free = calls - this.#times.length;
    const first = place < free ? now : Math.max(now, this.#at(place - free) + window);
    return first + Math.floor(ahead / calls) * window;
  }

  /** Calls that may still go now. */
  remaining(now: number): number {
    const { calls, window } = this.#allowance;
    let young = 0;
    for (let age = this.#times.length - 1; age >= 0 && this.#at(age) > now - window; age--) young += 1;
    return calls - young;
  }

  /** The `index`-th time from the oldest. */
  #at(index: number): number {
    return this.#times[(this.#next + index) % this.#times.length] ?? -Infinity;
  }
}
