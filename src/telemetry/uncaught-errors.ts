import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './log.ts';

/** Milliseconds that the log may take to be written, where what should read it may not. */
const FLUSH_LIMIT_MS = 1_000;

/** Ends the process once its log is written. */
export async function exitFlushed({ settled }: Pick<Log, 'settled'>, code: number): Promise<void> {
  const isWritten = await Promise.race([settled().then(() => true), delay(FLUSH_LIMIT_MS, false)]);
  if (isWritten) process.exit(code);
  // Any other exit waits for the write, which may take for ever.
  process.kill(process.pid, 'SIGKILL');
}

/**
 * Ends the process with exit code 1 at the first error that nothing caught, thrown or rejected, with one line of level
 * fatal: no one knows what is left undone, and something else starts the process again.
 */
export function exitOnUncaughtErrors({ log, settled }: Pick<Log, 'log' | 'settled'>): void {
  let isEnding = false;
  // Node raises a rejection that nothing handles as such an exception too.
  process.on('uncaughtException', (err, origin) => {
    if (isEnding) return;
    isEnding = true;
    log.fatal({ err, origin }, 'an error that nothing caught: the process ends');
    // Nobody wants that kept from them.
    if (!log.isLevelEnabled('fatal')) process.stderr.write(`${err.stack ?? String(err)}\n`);
    void exitFlushed({ settled }, 1);
  });
}
