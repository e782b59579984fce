import { jest } from '@jest/globals';

export interface JumpingClock {
  /** Moves the time ahead by so many milliseconds. */
  jump(milliseconds: number): void;
  /** Gives the process its own time back. */
  stop(): void;
}

/** Lets whoever asks for the time believe that some has passed. Timers go on as before. */
export function jumpingClock(): JumpingClock {
  const [wall, monotonic] = [Date.now.bind(Date), performance.now.bind(performance)];
  let ahead = 0;
  const spies = [
    jest.spyOn(Date, 'now').mockImplementation(() => wall() + ahead),
    jest.spyOn(performance, 'now').mockImplementation(() => monotonic() + ahead),
  ];
  return {
    jump: (milliseconds) => void (ahead += milliseconds),
    stop: () => spies.forEach((spy) => spy.mockRestore()),
  };
}
