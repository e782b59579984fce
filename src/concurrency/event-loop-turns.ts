/**
 * Lets waiting work go on one by one, each in a turn of the event loop of its own. What becomes ready in one turn would
 * otherwise run in one go, however much it is, and everything else would wait for the whole of it.
 */
export class EventLoopTurns {
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  /** Resolves in a later turn, in which no other waiter goes on; first come, first served. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isScheduled) this.#schedule();
    });
  }

  #schedule(): void {
    this.#isScheduled = true;
    // Sockets and timers come between two of them.
    setImmediate(this.#take);
  }

  readonly #take = (): void => {
    this.#isScheduled = false;
    const resolve = this.#waiting.shift();
    if (resolve === undefined) return;
    this.#schedule();
    resolve();
  };
}
