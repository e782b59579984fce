import { jest } from '@jest/globals';

export interface JumpingClock {
  /** Moves the time ahead by so many milliseconds. */
  jump(milliseconds: number): void;
  /** Lets the time go on by itself from here. */
  goOn(): void;
  /** Gives the process its own time back. */
  stop(): void;
}

/** Lets anyone who asks for the time believe that none passes but by jumps. Timers go on as before. */
export function jumpingClock(): JumpingClock {
  const [wall, monotonic] = [Date.now.bind(Date), performance.now.bind(performance)];
  const [wallStart, monotonicStart] = [wall(), monotonic()];
  let ahead = 0;
  let goesOnSince = Infinity;
  const passed = (): number => ahead + Math.max(0, monotonic() - goesOnSince);
  const spies = [
    jest.spyOn(Date, 'now').mockImplementation(() => Math.floor(wallStart + passed())),
    jest.spyOn(performance, 'now').mockImplementation(() => monotonicStart + passed()),
  ];
  return {
    jump: (milliseconds) => void (ahead += milliseconds),
    goOn: () => void (goesOnSince = monotonic()),
    stop: () => spies.forEach((spy) => spy.mockRestore()),
  };
}
