/** Leave to begin. */
type Go = () => void;

/**
 * One thing after the other, of several lines by turns: however much one line wants, another waits for one of its things
 * at the most.
 */
export class Turns {
  /** Those that wait, the line that is next first. */
  readonly #lines = new Map<string, Set<Go>>();
  #isTaken = false;

  /** How many wait: of a line, or of all. */
  waiting(line?: string): number {
    if (line !== undefined) return this.#lines.get(line)?.size ?? 0;
    return [...this.#lines.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Runs it when it is its turn. Throws what it throws, and the signal's reason where that fires before. */
  async take<T>(line: string, signal: AbortSignal | undefined, run: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (this.#isTaken) await this.#wait(line, signal);
    this.#isTaken = true;
    try {
      return await run();
    } finally {
      this.#next(line);
    }
  }

  #wait(line: string, signal: AbortSignal | undefined): Promise<void> {
    const waiting = this.#lines.get(line) ?? new Set<Go>();
    this.#lines.set(line, waiting);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#drop(line, go);
        reject(signal?.reason as Error);
      };
      const go = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      waiting.add(go);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #drop(line: string, go: Go): void {
    const waiting = this.#lines.get(line);
    waiting?.delete(go);
    if (waiting?.size === 0) this.#lines.delete(line);
  }

  /** Whoever has had a turn goes behind those who came during it. */
  #next(served: string): void {
    const rest = this.#lines.get(served);
    if (rest !== undefined) {
      this.#lines.delete(served);
      this.#lines.set(served, rest);
    }
    for (const [line, waiting] of this.#lines) {
      for (const go of waiting) {
        this.#drop(line, go);
        go();
        return;
      }
    }
    this.#isTaken = false;
  }
}
