import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { request } from 'undici';
import { inputError } from '../../../graphql/schema/input-error.ts';
import type { RestClient } from '../../../rest/client/rest-client.ts';
import type { Operation } from '../../../rest/operation.ts';
import { RestError } from '../../../rest/rest-error.ts';
import { readFiles } from '../assessments.files.api.ts';
import type { ExportBatch } from './export-pages.ts';

/** A place in the files of one snapshot. */
export interface SnapshotPosition {
  /** ISO 8601; another one has other files. */
  generatedTime: string;
  file: number;
  /** Lines of the file that went before. */
  line: number;
}

const BATCH_LINES = 500;
/** Milliseconds without a byte, as long as its reader takes what comes. */
const IDLE_TIMEOUT_MS = 30_000;
/** Milliseconds for a file as a whole; its link is good for an hour. */
const FILE_TIMEOUT_MS = 3_600_000;
/** Characters of a line, which no row comes near. */
const MAX_LINE = 16 * 1024 * 1024;

/** The text of a gzip file behind a link, as it comes. Throws RestError without the link, which is a secret. */
async function* textOf(link: string, signal: AbortSignal): AsyncGenerator<string> {
  const broken = (cause?: unknown): RestError =>
    new RestError('UPSTREAM_UNAVAILABLE', 'A file of the snapshot could not be read to its end.', { cause });
  try {
    const { statusCode, body } = await request(link, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(FILE_TIMEOUT_MS)]),
      headersTimeout: IDLE_TIMEOUT_MS,
      bodyTimeout: IDLE_TIMEOUT_MS,
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new RestError('UPSTREAM_ERROR', `The storage answered ${statusCode} for a file of the snapshot.`);
    }
    const plain = createGunzip();
    // What ends the one ends the other; the reader below is told.
    pipeline(body, plain, () => undefined);
    const decoder = new StringDecoder('utf8');
    for await (const chunk of plain) yield decoder.write(chunk as Buffer);
    yield decoder.end();
  } catch (error) {
    throw error instanceof RestError || signal.aborted ? error : broken();
  }
}

/** The lines of a file that say something. */
async function* linesOf(link: string, signal: AbortSignal): AsyncGenerator<string> {
  /** The parts of a line that has not ended yet: joined once, however many they are. */
  let parts: string[] = [];
  let length = 0;
  for await (const text of textOf(link, signal)) {
    // Any number of ends at once: a file may unfold to millions of them.
    const [first = '', ...others] = text.split(/[\r\n]+/);
    parts.push(first);
    length += first.length;
    if (length > MAX_LINE) throw new RestError('UPSTREAM_ERROR', 'A file of the snapshot has a line without end.');
    const rest = others.pop();
    if (rest === undefined) continue;
    for (const line of [parts.join(''), ...others]) if (line.trim() !== '') yield line.trim();
    parts = [rest];
    length = rest.length;
  }
  const last = parts.join('').trim();
  if (last !== '') yield last;
}

/**
 * The rows of a snapshot's files from a position on. Throws RestError BAD_CURSOR where the snapshot has been made again
 * since, and others for what cannot be read.
 */
export async function* exportSnapshot(
  rest: RestClient,
  files: Operation,
  start: SnapshotPosition | null,
  signal: AbortSignal,
): AsyncGenerator<ExportBatch<SnapshotPosition>> {
  const { exportFiles, generatedTime } = await readFiles({ rest }, files);
  const snapshot = generatedTime ?? '';
  if (start !== null && start.generatedTime !== snapshot) {
    throw inputError('The snapshot has been made again since the cursor; start again without it.', 'BAD_CURSOR');
  }
  for (let file = start?.file ?? 0; file < exportFiles.length; file++) {
    const skipped = file === start?.file ? start.line : 0;
    let line = 0;
    let rows: string[] = [];
    for await (const row of linesOf(exportFiles[file] as string, signal)) {
      line += 1;
      if (line > skipped) rows.push(row);
      if (rows.length < BATCH_LINES) continue;
      yield { rows, next: { generatedTime: snapshot, file, line } };
      rows = [];
    }
    const isLast = file === exportFiles.length - 1;
    yield { rows, next: isLast ? null : { generatedTime: snapshot, file: file + 1, line: 0 } };
  }
}
