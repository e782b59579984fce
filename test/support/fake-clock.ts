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

export function realClock(): void {
  jest.restoreAllMocks();
  jest.useRealTimers();
}
