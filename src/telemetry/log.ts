import { pino, type Logger } from 'pino';

/** Bytes of lines that wait for each other, so that one write carries those of many requests. */
const BATCH = 2_048;
/** Linux keeps a write of up to this many bytes to a pipe whole, so no line of the audit log falls into one of these. */
const MAX_WRITE = 4_096;
/** Milliseconds for which a line waits at most. */
const FLUSH_MS = 1_000;
/** Bytes that may wait where no one reads the output; later lines are dropped, since memory is not without end. */
const MAX_WAITING = 16 * 1024 * 1024;
/** pino's number of `warn`. */
const WARN = 40;

export interface Log {
  log: Logger;
  /** Has what waits written now rather than with the next batch. */
  flush: () => void;
  /** Resolves when what is being written has been. Then `process.exit` loses no line. */
  settled: () => Promise<void>;
}

/**
 * JSON lines on the standard output. Lines up to `info` are written in batches beside the requests that they are about;
 * a warning or an error is written at once, with all that waits. What waits when the process ends, also by an uncaught
 * exception, is written then.
 */
export function createLog(level: string): Log {
  const destination = pino.destination({
    sync: false,
    minLength: BATCH,
    maxWrite: MAX_WRITE,
    maxLength: MAX_WAITING,
    periodicFlush: FLUSH_MS,
  });
  let isAwaited = false;
  const flush = (): void => {
    isAwaited = true;
    destination.flush();
  };
  destination.on('drain', () => {
    // A write that was on its way when `flush` was called took none of the lines after it.
    if (isAwaited) destination.flush();
    isAwaited = false;
  });
  const log = pino(
    {
      level,
      base: undefined,
      messageKey: 'message',
      hooks: {
        logMethod(args, method, of) {
          method.apply(this, args);
          if (of >= WARN) flush();
        },
      },
    },
    // Without its `flushSync`, which pino calls at `fatal`, and which waits for ever where nothing reads the output.
    { write: (line) => void destination.write(line) },
  );
  return {
    log,
    flush,
    settled: async () => {
      const flushed = (): Promise<void> => new Promise((resolve) => destination.flush(() => resolve()));
      await flushed();
      // The first may have waited for a write that was on its way, and that took none of the lines after it.
      await flushed();
    },
  };
}
