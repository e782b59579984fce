import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { request, type Dispatcher } from 'undici';
import { RestError } from '../../../rest/rest-error.ts';

/** Milliseconds without a byte, as long as its reader takes what comes. */
const IDLE_TIMEOUT_MS = 30_000;
/** Milliseconds for a file; one that takes longer is opened again where it stopped. */
const FILE_TIMEOUT_MS = 3_600_000;
/** Characters of a line, which no row comes near. */
const MAX_LINE = 16 * 1024 * 1024;

/** A file of a snapshot could not be opened, or not be read to its end; without the link, which is a secret. */
export class StorageError extends RestError {
  override name = 'StorageError';
}

/** The text of a gzip file behind a link, as it comes. */
async function* textOf(link: string, dispatcher: Dispatcher, signal: AbortSignal): AsyncGenerator<string> {
  try {
    const { statusCode, body } = await request(link, {
      dispatcher,
      signal: AbortSignal.any([signal, AbortSignal.timeout(FILE_TIMEOUT_MS)]),
      headersTimeout: IDLE_TIMEOUT_MS,
      bodyTimeout: IDLE_TIMEOUT_MS,
    });
    if (statusCode !== 200) {
      await body.dump();
      throw new StorageError('UPSTREAM_ERROR', `The storage answered ${statusCode} for a file of the snapshot.`);
    }
    const plain = createGunzip();
    // What ends the one ends the other; the reader below is told.
    pipeline(body, plain, () => undefined);
    const decoder = new StringDecoder('utf8');
    for await (const chunk of plain) yield decoder.write(chunk as Buffer);
    yield decoder.end();
  } catch (error) {
    if (error instanceof RestError || signal.aborted) throw error;
    throw new StorageError('UPSTREAM_UNAVAILABLE', 'A file of the snapshot could not be read to its end.');
  }
}

/** The lines of a file that say something. Throws StorageError, and RestError for a line without end. */
export async function* snapshotLines(
  link: string,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): AsyncGenerator<string> {
  /** The parts of a line that has not ended yet: joined once, however many they are. */
  let parts: string[] = [];
  let length = 0;
  for await (const text of textOf(link, dispatcher, signal)) {
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
