import { open } from 'node:fs/promises';

/** Who asked for a change; no secret is in it. */
export interface AuditedCaller {
  tenantId: string;
  applicationId: string | null;
  objectId: string | null;
  name: string | null;
  /** The first twelve digits of the SHA-256 of the credential. */
  credential: string;
}

/** One line of the audit log: a change is written down before it is sent, and again when its end is known. */
export interface AuditLine {
  phase: 'attempt' | 'outcome';
  /** Ties the two lines of an attempt together. */
  attemptId: string;
  requestId: string | null;
  caller: AuditedCaller;
  /** Name of the mutation. */
  action: string;
  /** The vendor's ids of what is changed. */
  targets: readonly string[];
  /** Whether a plan was shown and its token given. */
  plan: boolean;
  /** What marks the change upstream, where it is marked. */
  key: string | null;
  /** `CREATED`, or an error's code; null before the end. */
  outcome: string | null;
  /** Whether the change went upstream; null where that is not known. */
  sent: boolean | null;
  /** The vendor's id of what came of it. */
  reference: string | null;
  /** The vendor's name for the failed call. */
  correlationId: string | null;
}

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

/** Writes to the standard output, among the other lines. */
export const auditToStdout: AuditSink = (line) =>
  new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });

/** Who did what: JSON lines of their own, each marked `"log":"audit"`. */
export class AuditLog {
  readonly #sink: AuditSink;
  readonly #onLost: (error: unknown, line: AuditLine) => void;

  /** `onLost` is told of lines that could not be written. */
  constructor(sink: AuditSink, onLost: (error: unknown, line: AuditLine) => void) {
    this.#sink = sink;
    this.#onLost = onLost;
  }

  /** Writes a line; false where that failed. */
  async write(line: AuditLine): Promise<boolean> {
    try {
      await this.#sink(`${JSON.stringify({ log: 'audit', time: new Date().toISOString(), ...line })}\n`);
      return true;
    } catch (error) {
      this.#onLost(error, line);
      return false;
    }
  }
}
