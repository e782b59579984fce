import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';

/** Stops all clocks; they go on by `later` alone. The one of `performance` is spied on, since lru-cache holds the object. */
export function fakeClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  const start = Date.now() - performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => Date.now() - start);
}

/** Lets so many milliseconds pass, with what falls due in them. */
export function later(milliseconds: number): Promise<void> {
  return jest.advanceTimersByTimeAsync(milliseconds);
}

/**
 * Lets time pass by small steps until a promise ends, each after a turn of the event loop: where the process stands
 * still, so does its time.
 */
export async function passing<T>(promise: Promise<T>, step = 10): Promise<T> {
  let over = false;
  const end = (): void => void (over = true);
  promise.then(end, end);
  for (await delay(2); !over; await delay(2)) jest.advanceTimersByTime(step);
  return promise;
}

export function realClock(): void {
  jest.restoreAllMocks();
  jest.useRealTimers();
}
