import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds; gives up after `seconds`, saying what was waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 5): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (; performance.now() < end; await delay(5)) if (await holds()) return;
  throw new Error(`Waited ${seconds} seconds in vain for ${what}.`);
}
