import { AuditLog, auditFile, endLastLine } from '../telemetry/audit-log.ts';
import type { AuditFormat } from '../telemetry/audit-formats.ts';
import { OpenAttempts } from '../telemetry/open-attempts.ts';
import { reconcile, UNKNOWN, type ReconcileOptions, type Verdict } from './reconcile.ts';
import { UsageError } from './usage-error.ts';

export interface ReconcileFilesOptions extends Omit<ReconcileOptions, 'now'> {
  /** Audit logs, the oldest first; what became of the changes is appended to the last. */
  files: readonly string[];
  isDryRun: boolean;
  /** How the lines are written that are appended. */
  format: AuditFormat;
  /** Takes the output, a line at a time. */
  tell: (line: string) => void;
}

async function openAttemptsIn(files: readonly string[]): Promise<OpenAttempts> {
  const attempts = new OpenAttempts();
  for (const file of files) {
    await attempts.read(file).catch((error: unknown) => {
      throw new UsageError(`--audit: ${file} cannot be read: ${(error as Error).message}`);
    });
  }
  return attempts;
}

/** Appends outcomes to a file. Throws UsageError where that fails. */
async function outcomesTo(file: string, format: AuditFormat): Promise<(verdict: Verdict) => Promise<void>> {
  const refuse = (error: unknown): never => {
    throw new UsageError(`--audit: ${file} cannot be written: ${(error as Error).message}`);
  };
  await endLastLine(file).catch(refuse);
  let lost: unknown;
  const audit = new AuditLog(auditFile(file), { lost: (error) => (lost = error) }, format);
  return async ({ attempt, result }) => {
    if (result === null) return;
    if (!(await audit.write({ ...attempt.line, ...result, phase: 'outcome', reconciled: true }))) refuse(lost);
  };
}

function lineOf({ attempt: { line, lastAt }, result, detail }: Verdict): string {
  const word = result?.outcome ?? 'open';
  const [target = '', ...more] = line.targets;
  const targets = more.length === 0 ? target : `${target} and ${more.length} more`;
  const text = `${word.padEnd(22)} ${line.attemptId} ${lastAt.toISOString()} ${line.action} ${targets}: ${detail}`;
  // Names of files and values of indicators are callers' own text, which a terminal might obey.
  return text.replace(/\p{Cc}/gu, '?');
}

function sumOf({ result }: Verdict): 'notSent' | 'sent' | 'unknown' | 'open' {
  if (result === null) return 'open';
  if (result.outcome === UNKNOWN) return 'unknown';
  return result.sent === true ? 'sent' : 'notSent';
}

/**
 * Finds out what became of the changes that audit logs tell no end of, says it, and writes it down. True where nothing is
 * left to be found out: no attempt is left open, and of none the outcome is unknown. Throws UsageError for a file that
 * cannot be read or written.
 */
export async function reconcileFiles({ files, isDryRun, tell, ...options }: ReconcileFilesOptions): Promise<boolean> {
  const last = files.at(-1);
  if (last === undefined) throw new UsageError('Name the audit log: --audit FILE.');
  const attempts = await openAttemptsIn(files);
  const write = isDryRun || attempts.size === 0 ? () => undefined : await outcomesTo(last, options.format);
  const sums = { notSent: 0, sent: 0, unknown: 0, open: 0 };
  for await (const verdict of reconcile(attempts.values(), { ...options, now: Date.now() })) {
    await write(verdict);
    tell(lineOf(verdict));
    sums[sumOf(verdict)] += 1;
  }
  const parts = `${sums.notSent} not sent, ${sums.sent} sent, ${sums.unknown} unknown, ${sums.open} left open`;
  const written = isDryRun ? '; nothing was written' : '';
  tell(`${attempts.size} without an outcome: ${parts}${written}`);
  return sums.unknown === 0 && sums.open === 0;
}
