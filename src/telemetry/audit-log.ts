import { open, stat } from 'node:fs/promises';
import { auditText, type AuditFormat } from './audit-formats.ts';
import type { AuditLine } from './audit-line.ts';

export type { AuditLine } from './audit-line.ts';

/**
 * Milliseconds after its attempt within which a change may be sent. One that was not written down as being sent by then
 * never will be, which is what `reconcile` concludes from.
 */
export const SENDING_TIME_LIMIT_MS = 5 * 60 * 1000;

/** Takes one line of text, its end included, and resolves once the operating system has it. */
export type AuditSink = (line: string) => Promise<void>;

/** Appends to a file, which only its owner may read. It is opened for each line, so it may be moved away at any time. */
export function auditFile(path: string): AuditSink {
  // One after the other: a line is whole, and in the order of the calls.
  let last: Promise<unknown> = Promise.resolve();
  return (line) => {
    const written = last.then(async () => {
      const file = await open(path, 'a', 0o600);
      try {
        await file.appendFile(line);
      } finally {
        await file.close();
      }
    });
    last = written.catch(() => undefined);
    return written;
  };
}

/**
 * Ends the last line of a file where a killed process left it unfinished, so that the next one begins on a line of its
 * own; makes the file where there is none. Throws where it cannot be written.
 */
export async function endLastLine(path: string): Promise<void> {
  await auditFile(path)((await endsWithinLine(path)) ? '\n' : '');
}

/** The size of a file in bytes; 0 for what is none, such as a pipe. Throws where it cannot be looked at. */
export async function fileSize(path: string): Promise<number> {
  const found = await stat(path);
  return found.isFile() ? found.size : 0;
}

async function endsWithinLine(path: string): Promise<boolean> {
  const size = await fileSize(path).catch(() => 0);
  if (size === 0) return false;
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer.toString() !== '\n';
  } finally {
    await file.close();
  }
}

/** Writes to the standard output, among the other lines. */
export const auditToStdout: AuditSink = (line) =>
  new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });

/** Told of what becomes of the lines. */
export interface AuditObserver {
  /** Of each that could not be written. */
  lost: (error: unknown, line: AuditLine) => void;
  /** Of each that was. */
  written?: (line: AuditLine) => void;
}

/** Who did what: JSON lines of their own, in one of the forms of `audit-formats.ts`. */
export class AuditLog {
  readonly #sink: AuditSink;
  readonly #observer: AuditObserver;
  readonly #format: AuditFormat;
  readonly #inProgress = new Set<Promise<unknown>>();

  constructor(sink: AuditSink, observer: AuditObserver, format: AuditFormat = 'json') {
    this.#format = format;
    this.#sink = sink;
    this.#observer = observer;
  }

  /** How many changes are in progress. */
  get inProgress(): number {
    return this.#inProgress.size;
  }

  /** Runs a change, its lines included, as one that is in progress until it ends. Throws what it throws. */
  async during<T>(change: () => Promise<T>): Promise<T> {
    const running = change();
    this.#inProgress.add(running);
    try {
      return await running;
    } finally {
      this.#inProgress.delete(running);
    }
  }

  /** Resolves when no change is in progress, so that none lacks its last line. */
  async idle(): Promise<void> {
    while (this.#inProgress.size > 0) await Promise.allSettled(this.#inProgress);
  }

  /** Writes a line; false where that failed. */
  async write(line: AuditLine): Promise<boolean> {
    try {
      await this.#sink(`${auditText(this.#format, { time: new Date().toISOString(), ...line })}\n`);
      this.#observer.written?.(line);
      return true;
    } catch (error) {
      this.#observer.lost(error, line);
      return false;
    }
  }
}
