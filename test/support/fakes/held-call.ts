import type { ReadResult } from '../../../src/rest/cache/read-result.ts';
import type { Cacheable } from '../../../src/rest/cache/response-cache.ts';
import { RestError } from '../../../src/rest/rest-error.ts';

export interface HeldCall {
  /** To be run as a call; it ends when told, and fails as a call does when it is given up. */
  run: (signal: AbortSignal) => Promise<ReadResult>;
  /** Of every run, in order. */
  signals: AbortSignal[];
  /** Answers all runs that have not ended. */
  answer(body: unknown, bytes?: number): void;
  /** Fails all runs that have not ended. */
  fail(error: Error): void;
}

/** A call that ends when the test wants. */
export function heldCall(): HeldCall {
  const signals: AbortSignal[] = [];
  const ends: ((end: ReadResult | Error) => void)[] = [];
  const endAll = (end: ReadResult | Error): void => {
    for (const endOne of ends.splice(0)) endOne(end);
  };
  return {
    signals,
    run: (signal) =>
      new Promise((resolve, reject) => {
        signals.push(signal);
        ends.push((end) => (end instanceof Error ? reject(end) : resolve(end)));
        const leave = (): void => reject(new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.'));
        signal.addEventListener('abort', leave, { once: true });
      }),
    answer: (body, bytes = 10) => endAll({ body, bytes, asOf: new Date(0).toISOString() }),
    fail: endAll,
  };
}

interface Read extends Omit<Cacheable, 'ownScope'> {
  /** The name of a request that wants a fresh answer. */
  fresh: string | undefined;
  /** What makes the call. */
  run: HeldCall['run'];
}

/** What `ResponseCache.read` takes, of a read with thirty seconds and an answer to be kept for ten. */
export function readOf({
  fresh,
  run = () => Promise.reject(new Error('Nobody expected a call.')),
  ...over
}: Partial<Read>): [call: Cacheable, fetch: (signal: AbortSignal) => Promise<ReadResult>] {
  const usual = { key: 'a key', seconds: 10, signal: undefined, deadline: performance.now() + 30_000 };
  return [{ ...usual, ownScope: fresh, ...over }, run];
}

/** `ok`, or the code of the error, or its text where it has none. */
export function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'ok',
    (error: unknown) => (error instanceof RestError ? error.code : String(error)),
  );
}
