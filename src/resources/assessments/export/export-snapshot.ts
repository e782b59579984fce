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
  generatedTime: string | null;
  /** Path of the file in the storage, without the secret of its link. */
  path: string;
  /** Lines of the file that went before. */
  line: number;
}

interface SnapshotFile {
  path: string;
  /** A secret. */
  link: string;
}

interface Snapshot {
  /** By their paths, since no page says that the links come in the same order each time. */
  files: readonly SnapshotFile[];
  generatedTime: string | null;
}

/** Hours for which the links are good, the most that there are (get-assessment-software-inventory.md). */
const SAS_VALID_HOURS = 6;

type SnapshotBatch = ExportBatch<SnapshotPosition>;

const BATCH_LINES = 500;

/** The rows of a snapshot from a position on. Throws StorageError. */
async function* batchesFrom(
  { files, generatedTime }: Snapshot,
  start: SnapshotPosition | null,
  dispatcher: RestClient['files'],
  signal: AbortSignal,
): AsyncGenerator<SnapshotBatch> {
  const left = files.slice(start === null ? 0 : files.findIndex(({ path }) => path === start.path));
  if (left.length === 0) yield { rows: [], next: null };
  for (const [index, { path, link }] of left.entries()) {
    const skipped = path === start?.path ? start.line : 0;
    let line = 0;
    let rows: string[] = [];
    for await (const row of snapshotLines(link, dispatcher, signal)) {
      line += 1;
      if (line > skipped) rows.push(row);
      if (rows.length < BATCH_LINES) continue;
      yield { rows, next: { generatedTime, path, line } };
      rows = [];
    }
    const following = left[index + 1];
    yield { rows, next: following === undefined ? null : { generatedTime, path: following.path, line: 0 } };
  }
}

/** Whether a place can be found again: in a snapshot that tells its time, and is the same. */
function holds({ files, generatedTime }: Snapshot, position: SnapshotPosition): boolean {
  const isSame = generatedTime !== null && generatedTime === position.generatedTime;
  return isSame && files.some(({ path }) => path === position.path);
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
    const { exportFiles, generatedTime } = await readFiles({ rest: client() }, files, SAS_VALID_HOURS);
    const byPath = new Map(exportFiles.map((link) => [new URL(link).pathname, link]));
    const sorted = [...byPath].map(([path, link]) => ({ path, link })).sort((a, b) => (a.path < b.path ? -1 : 1));
    return { files: sorted, generatedTime: generatedTime ?? null };
  };
  let snapshot = await read();
  let position = start;
  for (let failedAt: SnapshotPosition | null | undefined; ;) {
    if (position !== null && !holds(snapshot, position)) {
      throw inputError('The snapshot has been made again since the cursor; start again without it.', 'BAD_CURSOR');
    }
    try {
      for await (const batch of batchesFrom(snapshot, position, client().files, signal)) {
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
