import { randomUUID } from 'node:crypto';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { RENEW } from './idempotency-scripts.ts';

/** Milliseconds for which a lane is a process's own without being renewed: what a process that was killed costs others. */
export const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 2_500;
/** Before the end of a lease, for clocks that run at different speeds and for the way of the first byte. */
const MARGIN_MS = 1_000;

/** A lane that is this process's own for some seconds, renewed for as long as it is held. */
export class Lease {
  readonly token: string = randomUUID();
  readonly lane: string;
  readonly record: string;
  readonly #redis: RedisConnection;
  readonly #timer: NodeJS.Timeout;
  /** Milliseconds of performance.now(). */
  #until = 0;

  constructor(redis: RedisConnection, { lane, record }: { lane: string; record: string }) {
    this.#redis = redis;
    this.lane = lane;
    this.record = record;
    this.#timer = setInterval(() => void this.#renew(), RENEW_EVERY_MS).unref();
  }

  /** Whether no other process can have the lane by now, by this process's own clock. */
  get isCertain(): boolean {
    return performance.now() < this.#until - MARGIN_MS;
  }

  /** Milliseconds that are left of it. */
  get left(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /** It was given or kept by what was asked at this moment, milliseconds of performance.now(). */
  keptAt(asked: number): void {
    this.#until = asked + LEASE_MS;
  }

  /** Renews it no more. */
  end(): void {
    clearInterval(this.#timer);
    this.#until = 0;
  }

  async #renew(): Promise<void> {
    const asked = performance.now();
    // A lease that ran out, while this process was paused, say, is another's.
    if (asked >= this.#until) return;
    const kept = await this.#redis
      .run(RENEW, { keys: [this.lane, this.record], args: [this.token, LEASE_MS] })
      .catch(() => null);
    if (this.#until === 0 || kept === null) return;
    // Where it is another's by now, or Redis has lost it, nothing may be sent any more.
    if (kept === 1) this.keptAt(asked);
    else this.#until = 0;
  }
}
