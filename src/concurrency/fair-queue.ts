/** Lets a waiting task begin. */
type Start = () => void;

export interface FairQueueOptions {
  /** Tasks that run at once, of all keys together. */
  concurrency?: number;
  /** Of one key. */
  perKey?: number;
}

/**
 * Runs tasks by key: those of one key in the order in which they came, keys in turn (round-robin), so that however much
 * one key wants, another waits for one of its tasks at the most.
 */
export class FairQueue {
  readonly #concurrency: number;
  readonly #perKey: number;
  /** Those that wait, the key that is next first. */
  readonly #waiting = new Map<string, Set<Start>>();
  readonly #running = new Map<string, number>();
  #total = 0;

  constructor({ concurrency = Infinity, perKey = Infinity }: FairQueueOptions) {
    this.#concurrency = concurrency;
    this.#perKey = perKey;
  }

  /** How many tasks wait: of a key, or of all. */
  waiting(key?: string): number {
    if (key !== undefined) return this.#waiting.get(key)?.size ?? 0;
    return [...this.#waiting.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Runs a task when it is its turn. Throws what it throws, and the signal's reason where that fires before. */
  async run<T>(key: string, signal: AbortSignal | undefined, task: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    if (this.#mayStart(key)) this.#count(key, 1);
    else await this.#wait(key, signal);
    try {
      return await task();
    } finally {
      this.#count(key, -1);
      this.#dispatch(key);
    }
  }

  #mayStart(key: string): boolean {
    return this.#total < this.#concurrency && (this.#running.get(key) ?? 0) < this.#perKey;
  }

  #count(key: string, change: 1 | -1): void {
    this.#total += change;
    const running = (this.#running.get(key) ?? 0) + change;
    if (running === 0) this.#running.delete(key);
    else this.#running.set(key, running);
  }

  #wait(key: string, signal: AbortSignal | undefined): Promise<void> {
    const waiting = this.#waiting.get(key) ?? new Set<Start>();
    this.#waiting.set(key, waiting);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#drop(key, start);
        reject(signal?.reason as Error);
      };
      const start = (): void => {
        signal?.removeEventListener('abort', onAbort);
        this.#drop(key, start);
        // Counted before it runs, so that no one who comes in between takes its place.
        this.#count(key, 1);
        resolve();
      };
      waiting.add(start);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  #drop(key: string, start: Start): void {
    const waiting = this.#waiting.get(key);
    waiting?.delete(start);
    if (waiting?.size === 0) this.#waiting.delete(key);
  }

  /** Starts the task for which an end made room; the key that has had its turn goes behind those that came during it. */
  #dispatch(served: string): void {
    const rest = this.#waiting.get(served);
    if (rest !== undefined) {
      this.#waiting.delete(served);
      this.#waiting.set(served, rest);
    }
    for (const [key, [start]] of this.#waiting) {
      if (!this.#mayStart(key)) continue;
      start?.();
      return;
    }
  }
}
