import { audited, type Audited } from '../../../audited.ts';
import { cursorScope, type Context } from '../../../context.ts';
import { cursorAt, readCursor } from '../../../graphql/connection/cursor.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import { decodeTokenPosition, encodeTokenPosition } from '../../../rest/paging/token-page.ts';
import { ASSESSMENTS, type Assessment } from '../assessments.api.ts';
import { lineWriter, type ExportFormat } from './export-lines.ts';
import { exportPages, type ExportBatch } from './export-pages.ts';
import { exportSnapshot, type SnapshotPosition } from './export-snapshot.ts';

/** What is asked of an export. */
export interface ExportRequest {
  /** Name of the assessment. */
  name: string;
  format: ExportFormat;
  /** Cursor behind which to go on. */
  after: string | undefined;
  /** Whether to read the files of the snapshot in the place of pages. */
  viaFiles: boolean;
  /** Whether lines with cursors stand between the rows, and one that tells the end. */
  cursors: boolean;
  /** ISO 8601, for the changes of vulnerabilities. */
  sinceTime: string | undefined;
}

export interface ExportOptions {
  /** A context for each page. */
  context: () => Context;
  signal: AbortSignal;
  /** Names of the columns of an assessment's rows, by the name of their type. */
  columnsOf: (rowType: string) => readonly string[];
}

interface Batch {
  rows: readonly string[];
  /** Where to go on, as bytes for a cursor; null at the end. */
  next: Uint8Array | null;
}

/** An assessment by the name of its export; undefined where there is none. */
function assessmentNamed(name: string): Assessment | undefined {
  return ASSESSMENTS.find((assessment) => assessment.name === name);
}

async function* encoded<P>(
  batches: AsyncIterable<ExportBatch<P>>,
  encode: (position: P) => Uint8Array,
): AsyncGenerator<Batch> {
  for await (const { rows, next } of batches) yield { rows, next: next === null ? null : encode(next) };
}

const encodeSnapshot = (position: SnapshotPosition): Uint8Array => Buffer.from(JSON.stringify(position));
const decodeSnapshot = (bytes: Uint8Array): SnapshotPosition =>
  JSON.parse(Buffer.from(bytes).toString()) as SnapshotPosition;

function batchesOf(
  { rows, files, name }: Assessment,
  { viaFiles, sinceTime }: ExportRequest,
  resume: Uint8Array | undefined,
  { context, signal }: ExportOptions,
): AsyncGenerator<Batch> {
  const client = () => context().rest;
  if (!viaFiles) {
    const start = decodeTokenPosition(resume);
    return encoded(exportPages({ client, rows, start, options: { sinceTime }, signal }), encodeTokenPosition);
  }
  if (files === null) throw inputError(`via: the vendor makes no files of ${name}; leave it out.`);
  const start = resume === undefined ? null : decodeSnapshot(resume);
  return encoded(exportSnapshot({ client, files, start, signal }), encodeSnapshot);
}

/** Lines between the two lines of the audit log: `COMPLETED`, `CANCELLED` where the reader left, or the code of a failure. */
async function* withAudit(
  context: Context,
  name: string,
  lines: AsyncGenerator<string>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  // What a made-up token says is not worth a line: nothing is written down before Defender has accepted it.
  const first = context.isVerified ? null : await lines.next();
  let settle!: (end: Audited<void> | Promise<never>) => void;
  const end = new Promise<Audited<void>>((resolve) => (settle = resolve));
  let audit: Promise<void> = Promise.resolve();
  await new Promise<void>((begin, refuse) => {
    audit = audited(context, { action: 'export', targets: [name], plan: false }, () => {
      begin();
      return end;
    });
    audit.catch(refuse);
  });
  let outcome = 'CANCELLED';
  try {
    if (first?.done === false) yield first.value;
    yield* lines;
    outcome = 'COMPLETED';
  } catch (error) {
    // Its code is what is written down; what fails since the reader has left does not count.
    if (!signal.aborted) settle(Promise.reject(error instanceof Error ? error : new Error(String(error))));
    throw error;
  } finally {
    await lines.return(undefined);
    settle({ outcome, value: undefined });
    await audit.catch(() => undefined);
  }
}

/**
 * The text of an export, as its reader takes it. Throws BAD_USER_INPUT and BAD_CURSOR at once, and RestError while it is
 * read: what came before is then not the whole.
 */
export function exportAssessment(asked: ExportRequest, options: ExportOptions): AsyncGenerator<string> {
  const { name, format, after, cursors, viaFiles, sinceTime } = asked;
  const assessment = assessmentNamed(name);
  if (assessment === undefined) throw inputError(`There is no export ${name}.`);
  const { takesSinceTime = false } = assessment;
  if (takesSinceTime && sinceTime === undefined)
    throw inputError('sinceTime: is needed, for instance 2026-11-20T00:00:00Z.');
  if (!takesSinceTime && sinceTime !== undefined) throw inputError(`sinceTime: ${name} has no changes; leave it out.`);
  if (cursors && format === 'csv') throw inputError('cursors: stand between JSON lines only; leave it out for CSV.');
  const context = options.context();
  const scope = cursorScope(context, `export ${name}`, { viaFiles, sinceTime });
  const start = after === undefined ? null : readCursor(after, scope);
  const batches = batchesOf(assessment, asked, start?.resume, options);
  const { rowType = '', rowIds = ['id'] } = assessment.rows;
  // `columnsOf` gives the graph's `id` for every type; a row that comes without one gets no column for it.
  const columns = options.columnsOf(rowType).filter((name) => name !== 'id' || rowIds.includes('id'));
  const write = lineWriter(format, columns);

  async function* lines(): AsyncGenerator<string> {
    let offset = start?.offset ?? 0;
    for await (const { rows, next } of batches) {
      offset += rows.length;
      const end = next === null ? { '@complete': true, rows: offset } : { '@cursor': cursorAt(offset, scope, next) };
      yield write(rows) + (cursors ? `${JSON.stringify(end)}\n` : '');
    }
  }
  return withAudit(context, name, lines(), options.signal);
}
