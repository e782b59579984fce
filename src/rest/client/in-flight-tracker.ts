import { setImmediate } from 'node:timers/promises';

/** What is in progress for one request, whichever API it goes to. */
export class InFlightTracker {
  #running = 0;
  readonly #waiting = new Set<() => void>();

  /** Runs something that counts as in progress until it ends. */
  async during<T>(run: () => Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await run();
    } finally {
      end();
    }
  }

  /** Counts something as in progress until the function that it returns is called. */
  begin(): () => void {
    this.#running += 1;
    return () => {
      this.#running -= 1;
      for (const tell of this.#waiting) tell();
    };
  }

  /**
   * Resolves when nothing is in progress and nothing follows at once from what ended, at the latest after `max`
   * milliseconds: anyone who then asks for something asks for all that the request has come to know.
   */
  async idle(max: number): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      for (const tell of this.#waiting) tell();
    }, max);
    try {
      // What follows from an answer is asked for in micro-tasks and ticks, which all come before this.
      for (await setImmediate(); this.#running > 0 && !late; await setImmediate()) await this.#next();
    } finally {
      clearTimeout(timer);
    }
  }

  async #next(): Promise<void> {
    await new Promise<void>((resolve) => {
      const tell = (): void => {
        this.#waiting.delete(tell);
        resolve();
      };
      this.#waiting.add(tell);
    });
  }
}
