import { BrokenCircuitError, CircuitState, circuitBreaker, handleWhen, type IBreaker } from 'cockatiel';
import { CallLog } from './call-log.ts';
import { PEERS } from './operation.ts';
import { RestError } from './rest-error.ts';

/** Opens when most of at least ten calls within twenty seconds failed; asks again with one call after ten. */
const SAMPLE = { share: 0.6, calls: 10, milliseconds: 20_000 };
const HALF_OPEN_AFTER_MS = 10_000;

/** A fault of the server or the way to it; an answer of 4xx is none, nor a quota used up, nor a caller who left. */
function isFault(error: unknown): error is RestError {
  if (!(error instanceof RestError)) return false;
  if (error.status !== undefined) return error.status >= 500;
  return error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT';
}

/** What became of recent calls. Cockatiel's own sample forgets old calls only as new ones come, of a quiet hour none. */
class Sample implements IBreaker {
  /** Is not restored. */
  readonly state = undefined;
  #calls = new CallLog();
  #faults = new CallLog();

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) [this.#calls, this.#faults] = [new CallLog(), new CallLog()];
    this.#calls.record(performance.now(), SAMPLE.milliseconds);
  }

  failure(state: CircuitState): boolean {
    const now = performance.now();
    for (const log of [this.#calls, this.#faults]) log.record(now, SAMPLE.milliseconds);
    if (state !== CircuitState.Closed) return true;
    const calls = this.#calls.count(SAMPLE.milliseconds, now);
    return calls >= SAMPLE.calls && this.#faults.count(SAMPLE.milliseconds, now) > SAMPLE.share * calls;
  }
}

/** Tells the breaker nothing: whoever left did not wait for the end, and what was asked may itself be at fault. */
class GivenUp extends Error {}

/** Stops asking a server that fails, so that callers hear of it at once and it can recover. */
export class Breaker {
  readonly #policy;
  readonly #peer: string;
  readonly #halfOpenAfter: number;
  #openedAt = 0;

  /** `peer` is whom it guards, for messages; `halfOpenAfter` the milliseconds after which one call is let through to see. */
  constructor(peer = PEERS.defender, halfOpenAfter = HALF_OPEN_AFTER_MS) {
    this.#peer = peer;
    this.#halfOpenAfter = halfOpenAfter;
    this.#policy = circuitBreaker(
      handleWhen((error) => !(error instanceof GivenUp)),
      { halfOpenAfter, breaker: new Sample() },
    );
    this.#policy.onBreak(() => (this.#openedAt = performance.now()));
  }

  /**
   * Throws RestError UPSTREAM_UNAVAILABLE with `retryAfter` while the server is not to be asked. A call that may take
   * minutes is not the one to find out with, as all others would wait for it.
   */
  check(mayTakeMinutes: boolean): void {
    const { state } = this.#policy;
    const open = state === CircuitState.Open && performance.now() - this.#openedAt < this.#halfOpenAfter;
    if (open || (mayTakeMinutes && state !== CircuitState.Closed)) throw this.#refusal();
  }

  /** Runs a call and watches its end. Throws what the call throws, or as `check`. */
  async watch<T>(call: () => Promise<T>, isGivenUp: (error: RestError) => boolean): Promise<T> {
    try {
      const outcome = await this.#policy.execute(async () => {
        try {
          return { value: await call() };
        } catch (error) {
          // Handed past the breaker, which would count any error that it sees; but a trial that was given up is no success.
          const trial = this.#policy.state === CircuitState.HalfOpen;
          if (!isFault(error)) return { error };
          if ((error.ownFault || isGivenUp(error)) && !trial) throw new GivenUp('', { cause: error });
          throw error;
        }
      });
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    } catch (error) {
      if (error instanceof GivenUp) throw error.cause;
      throw error instanceof BrokenCircuitError ? this.#refusal() : error;
    }
  }

  #refusal(): RestError {
    // In this order no fraction of a millisecond is rounded up to a second more than the pause is long.
    const wait = this.#halfOpenAfter - (performance.now() - this.#openedAt);
    const retryAfter = Math.max(1, Math.ceil(wait / 1000));
    const message = `${this.#peer} has failed most calls and is not asked for the moment; try again in ${retryAfter} s.`;
    return new RestError('UPSTREAM_UNAVAILABLE', message, { retryAfter, stopped: true });
  }
}
