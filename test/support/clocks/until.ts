import { setTimeout as delay } from 'node:timers/promises';

/** Bound here, since tests stop the clock and this must go on. */
const now = performance.now.bind(performance);

/** Waits until a condition holds; gives up after `seconds`, saying what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const end = now() + seconds * 1000;
  for (; now() < end; await delay(5)) if (await holds()) return;
  throw new Error(`Waited ${seconds} seconds in vain for ${what}.`);
}
