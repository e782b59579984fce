import { BrokenCircuitError, CircuitState, circuitBreaker, handleWhen, type IBreaker } from 'cockatiel';
import { SlidingWindowLog } from '../quota/sliding-window-log.ts';
import { API_LABELS } from '../operation.ts';
import { RestError } from '../rest-error.ts';

/** Opens when over 60 % of at least ten calls within 20 s failed; half-opens after 10 s for one trial call. */
const FAILURE_WINDOW = { share: 0.6, calls: 10, milliseconds: 20_000 };
const HALF_OPEN_AFTER_MS = 10_000;

/** A failure of the server or the network; not a 4xx, a used-up quota or an aborted call. */
function isServerFailure(error: unknown): error is RestError {
  if (!(error instanceof RestError)) return false;
  if (error.status !== undefined) return error.status >= 500;
  return error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT';
}

/** Failure rate of recent calls. Cockatiel's own sampling drops old calls only when new ones arrive. */
class RollingFailureRate implements IBreaker {
  /** Is not restored. */
  readonly state = undefined;
  #calls = new SlidingWindowLog();
  #faults = new SlidingWindowLog();

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) [this.#calls, this.#faults] = [new SlidingWindowLog(), new SlidingWindowLog()];
    this.#calls.record(performance.now(), FAILURE_WINDOW.milliseconds);
  }

  failure(state: CircuitState): boolean {
    const now = performance.now();
    for (const log of [this.#calls, this.#faults]) log.record(now, FAILURE_WINDOW.milliseconds);
    if (state !== CircuitState.Closed) return true;
    const calls = this.#calls.count(FAILURE_WINDOW.milliseconds, now);
    return (
      calls >= FAILURE_WINDOW.calls &&
      this.#faults.count(FAILURE_WINDOW.milliseconds, now) > FAILURE_WINDOW.share * calls
    );
  }
}

/** Excluded from the failure rate: the caller left, or what was asked is itself at fault. */
class IgnoredFailure extends Error {}

/** Stops calls to a server that fails, so that callers hear of it at once and it can recover. */
export class CircuitBreaker {
  readonly #policy;
  readonly #peer: string;
  readonly #halfOpenAfter: number;
  #openedAt = 0;

  /** `peer` is whom it guards, for messages; `halfOpenAfter` the milliseconds after which one call is let through to see. */
  constructor(peer = API_LABELS.defender, halfOpenAfter = HALF_OPEN_AFTER_MS) {
    this.#peer = peer;
    this.#halfOpenAfter = halfOpenAfter;
    this.#policy = circuitBreaker(
      handleWhen((error) => !(error instanceof IgnoredFailure)),
      { halfOpenAfter, breaker: new RollingFailureRate() },
    );
    this.#policy.onBreak(() => (this.#openedAt = performance.now()));
  }

  /** Whether calls are stopped, but for one that tries. */
  get isOpen(): boolean {
    return this.#policy.state !== CircuitState.Closed;
  }

  /**
   * Throws RestError UPSTREAM_UNAVAILABLE with `retryAfter` while the circuit is open. A call that may take minutes is
   * never the trial call, as all others would wait for it.
   */
  check(isLongRunning: boolean): void {
    const { state } = this.#policy;
    const open = state === CircuitState.Open && performance.now() - this.#openedAt < this.#halfOpenAfter;
    if (open || (isLongRunning && state !== CircuitState.Closed)) throw this.#openError();
  }

  /** Makes a call by `next` and counts its outcome. Throws what `next` throws, or as `check`. */
  async execute<C, T>(call: C, next: (call: C) => Promise<T>, isIgnored: (error: RestError) => boolean): Promise<T> {
    try {
      const outcome = await this.#policy.execute(async () => {
        try {
          return { value: await next(call) };
        } catch (error) {
          // Passed around the breaker, which would count any error it sees; but an aborted trial call is no success.
          const trial = this.#policy.state === CircuitState.HalfOpen;
          if (!isServerFailure(error)) return { error };
          if ((error.causedByRequest || isIgnored(error)) && !trial) throw new IgnoredFailure('', { cause: error });
          throw error;
        }
      });
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    } catch (error) {
      if (error instanceof IgnoredFailure) throw error.cause;
      throw error instanceof BrokenCircuitError ? this.#openError() : error;
    }
  }

  #openError(): RestError {
    // In this order no fraction of a millisecond is rounded up to a second more than the pause is long.
    const wait = this.#halfOpenAfter - (performance.now() - this.#openedAt);
    const retryAfter = Math.max(1, Math.ceil(wait / 1000));
    const message = `${this.#peer} has failed most calls and is not asked for the moment; try again in ${retryAfter} s.`;
    return new RestError('UPSTREAM_UNAVAILABLE', message, { retryAfter, notSent: true });
  }
}
