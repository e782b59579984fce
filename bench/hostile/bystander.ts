import { setTimeout as delay } from 'node:timers/promises';
import { tokenOf } from '../../test/support/gateway/tokens.ts';

const EVERY_MS = 20;

export interface Bystander {
  /** Milliseconds that 99 of 100 requests took at the most, and how many were made; an answer other than 200 throws. */
  stop(): Promise<{ p99: number; requests: number }>;
}

/** A caller who asks for something small all the time, while others attack. */
export function startBystander(url: string): Bystander {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${tokenOf({ name: 'bystander' })}` };
  const body = JSON.stringify({ query: '{ viewer { name } }' });
  const took: number[] = [];
  let isStopped = false;
  const run = async (): Promise<void> => {
    while (!isStopped) {
      const started = performance.now();
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
      await response.text();
      if (response.status !== 200) throw new Error(`The bystander got ${response.status}.`);
      took.push(performance.now() - started);
      await delay(EVERY_MS);
    }
  };
  const running = run();
  running.catch(() => undefined);
  return {
    stop: async () => {
      isStopped = true;
      await running;
      const sorted = took.toSorted((a, b) => a - b);
      return { p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN, requests: sorted.length };
    },
  };
}
