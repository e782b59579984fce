import { inputError } from '../../../graphql/schema/input-error.ts';
import type { RestClient } from '../../../rest/client/rest-client.ts';
import type { Operation } from '../../../rest/operation.ts';
import { readFiles } from '../assessments.files.api.ts';
import type { ExportBatch } from './export-pages.ts';
import { snapshotLines, StorageError } from './export-snapshot-lines.ts';
import { waitForQuota } from './export-quota-wait.ts';

/** A place in the files of one snapshot. */
export interface SnapshotPosition {
  /** ISO 8601; another one has other files. */
  generatedTime: string;
  file: number;
  /** Lines of the file that went before. */
  line: number;
}

interface Snapshot {
  /** Secrets, good for some hours at the most. */
  links: readonly string[];
  generatedTime: string;
}

type SnapshotBatch = ExportBatch<SnapshotPosition>;

const BATCH_LINES = 500;

/** The rows of a snapshot from a position on. Throws StorageError. */
async function* batchesFrom(
  { links, generatedTime }: Snapshot,
  start: SnapshotPosition,
  signal: AbortSignal,
): AsyncGenerator<SnapshotBatch> {
  for (let { file, line: skipped } = start; file < links.length; file++, skipped = 0) {
    let line = 0;
    let rows: string[] = [];
    for await (const row of snapshotLines(links[file] as string, signal)) {
      line += 1;
      if (line > skipped) rows.push(row);
      if (rows.length < BATCH_LINES) continue;
      yield { rows, next: { generatedTime, file, line } };
      rows = [];
    }
    const isLast = file === links.length - 1;
    yield { rows, next: isLast ? null : { generatedTime, file: file + 1, line: 0 } };
  }
}

export interface SnapshotOptions {
  /** A client for each call: one request may take 30 s, and an export minutes. */
  client: () => RestClient;
  files: Operation;
  start: SnapshotPosition | null;
  signal: AbortSignal;
}

/**
 * The rows of a snapshot's files from a position on. A file that breaks off, or whose link has expired, is opened by a
 * new link where it stopped, once for each place. Throws RestError BAD_CURSOR where the snapshot has been made again
 * since, and others for what cannot be read.
 */
export async function* exportSnapshot({
  client,
  files,
  start,
  signal,
}: SnapshotOptions): AsyncGenerator<SnapshotBatch> {
  const read = async (): Promise<Snapshot> => {
    const { exportFiles, generatedTime } = await readFiles({ rest: client() }, files);
    return { links: exportFiles, generatedTime: generatedTime ?? '' };
  };
  let snapshot = await read();
  let position = start ?? { generatedTime: snapshot.generatedTime, file: 0, line: 0 };
  for (let failedAt: SnapshotPosition | null = null; ;) {
    if (position.generatedTime !== snapshot.generatedTime) {
      throw inputError('The snapshot has been made again since the cursor; start again without it.', 'BAD_CURSOR');
    }
    try {
      for await (const batch of batchesFrom(snapshot, position, signal)) {
        if (batch.next !== null) position = batch.next;
        yield batch;
      }
      return;
    } catch (error) {
      if (!(error instanceof StorageError) || position === failedAt) throw error;
      failedAt = position;
      snapshot = await waitForQuota(read, signal);
    }
  }
}
