import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import split2 from 'split2';
import { z } from 'zod';
import { auditLineIn } from './audit-formats.ts';
import type { AuditLine } from './audit-line.ts';

/** A change of which the audit log does not tell the end. */
export interface OpenAttempt {
  line: AuditLine;
  /** When it was sent for the last time, as far as the log tells; null where it never was. */
  sentAt: Date | null;
  /** When its last line was written. */
  lastAt: Date;
}

/** Lines are skipped from so many characters on: the largest change, of a thousand objects, has some 40,000. */
const SPLITTING = { maxLength: 16 * 1024 * 1024, skipOverflow: true };

const text = z.string().nullable();
const writtenLine = z.object({
  time: z.iso.datetime(),
  phase: z.enum(['attempt', 'sending', 'outcome']),
  attemptId: z.string(),
  requestId: text,
  caller: z.object({
    tenantId: z.string(),
    applicationId: text,
    objectId: text,
    name: text,
    // Lines of earlier versions do not tell.
    isVerified: z.boolean().default(true),
    credential: z.string(),
  }),
  action: z.string(),
  targets: z.array(z.string()),
  plan: z.boolean(),
  key: text,
  outcome: text,
  sent: z.boolean().nullable(),
  reference: text,
  correlationId: text,
}) satisfies z.ZodType<AuditLine>;

/** Collects the attempts without an outcome from the lines of one or several audit logs, the oldest first. */
export class OpenAttempts {
  readonly #open = new Map<string, OpenAttempt>();

  get size(): number {
    return this.#open.size;
  }

  values(): IterableIterator<OpenAttempt> {
    return this.#open.values();
  }

  /** Reads a file, from `start` up to `end` in bytes; holds the attempts that are open, and no more than a line besides. */
  async read(file: string, { start = 0, end = Infinity } = {}): Promise<void> {
    const bytes = createReadStream(file, { start, end });
    await pipeline(bytes, split2(SPLITTING), async (lines) => {
      for await (const line of lines as AsyncIterable<string>) this.#add(line);
    });
  }

  #add(text: string): void {
    const found = writtenLine.safeParse(auditLineIn(text)).data;
    if (found === undefined) return;
    const { time, ...line } = found;
    const { attemptId, phase } = line;
    if (phase === 'outcome') return void this.#open.delete(attemptId);
    const at = new Date(time);
    const sentAt = phase === 'sending' ? at : (this.#open.get(attemptId)?.sentAt ?? null);
    this.#open.set(attemptId, { line, sentAt, lastAt: at });
  }
}

/** Bytes from the end of a file that are searched when a gateway starts. */
const TAIL_BYTES = 16 * 1024 * 1024;

/**
 * Says how many attempts in a file's first `size` bytes have no outcome, and what to do about them. Of a large file only
 * the end is searched, so that it takes some tenths of a second at the most.
 */
export async function warnOfOpenAttempts(log: Logger, file: string, size: number): Promise<void> {
  const attempts = new OpenAttempts();
  const start = Math.max(0, size - TAIL_BYTES);
  try {
    if (size > 0) await attempts.read(file, { start, end: size - 1 });
  } catch (err) {
    return log.warn({ err }, 'the audit log cannot be searched for changes without an outcome');
  }
  if (attempts.size === 0) return;
  const searched = start === 0 ? 'the whole file' : `the last ${TAIL_BYTES / 1024 / 1024} MB of the file`;
  const found = { open: attempts.size, searched, remedy: `defender-graphql reconcile --audit ${file}` };
  log.warn(found, 'changes in the audit log have no outcome: a gateway was killed, or another one is making them');
}
