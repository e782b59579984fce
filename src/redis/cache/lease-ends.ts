import type { RedisConnection } from '../connection/redis-connection.ts';

/** What becomes of a lease: its holder has the answer, or none, or nothing is known yet. */
type End = 'done' | 'failed' | 'unknown';

/** Waits for the end of a lease. */
export interface LeaseEnd {
  /** Resolves at its end, when the time is over, and when the signal fires. */
  within(milliseconds: number, signal: AbortSignal): Promise<End>;
  /** To be called in the end. */
  forget(): void;
}

/** Messages that another process has ended a lease. */
export class LeaseEnds {
  readonly channel = '{answers}:ends';
  readonly #waiting = new Map<string, Set<(end: End) => void>>();

  constructor(redis: RedisConnection) {
    redis.subscribe(this.channel, (message) => {
      const [name = '', end] = message.split(' ');
      for (const tell of this.#waiting.get(name) ?? []) tell(end === 'done' ? 'done' : 'failed');
    });
  }

  /** The next end of the lease of a name from now on. */
  next(name: string): LeaseEnd {
    let tell!: (end: End) => void;
    const told = new Promise<End>((resolve) => (tell = resolve));
    const all = this.#waiting.get(name) ?? new Set();
    this.#waiting.set(name, all.add(tell));
    return {
      within: async (milliseconds, signal) => {
        const stop = (): void => tell('unknown');
        const timer = setTimeout(stop, milliseconds);
        signal.addEventListener('abort', stop, { once: true });
        if (signal.aborted) stop();
        try {
          return await told;
        } finally {
          clearTimeout(timer);
          signal.removeEventListener('abort', stop);
        }
      },
      forget: () => {
        all.delete(tell);
        if (all.size === 0 && this.#waiting.get(name) === all) this.#waiting.delete(name);
      },
    };
  }
}
