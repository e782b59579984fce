/**
 * Lets waiting work go on one by one, each in a turn of the event loop of its own. What becomes ready in one turn would
 * otherwise run in one go, however much it is, and everything else would wait for the whole of it.
 */
export class EventLoopTurns {
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;
  /** When this turn began, as far as it is known; undefined in a turn that has no waiter and was not asked. */
  #started: number | undefined;

  /** Resolves in a later turn, in which no other waiter goes on; first come, first served. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isScheduled) this.#schedule();
    });
  }

  /** Milliseconds that the present turn has taken, since its waiter went on or since this was first asked in it. */
  age(): number {
    return performance.now() - (this.#started ?? this.#begin());
  }

  #begin(): number {
    setImmediate(this.#end);
    return (this.#started = performance.now());
  }

  #schedule(): void {
    this.#isScheduled = true;
    // Sockets and timers come between two of them.
    setImmediate(this.#take);
  }

  readonly #end = (): void => {
    this.#started = undefined;
  };

  readonly #take = (): void => {
    this.#isScheduled = false;
    this.#begin();
    const resolve = this.#waiting.shift();
    if (resolve === undefined) return;
    this.#schedule();
    resolve();
  };
}

/** Those of the process, as its event loop is. */
export const eventLoopTurns = new EventLoopTurns();
