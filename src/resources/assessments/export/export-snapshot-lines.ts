import { pipeline } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { request } from 'undici';
import { RestError } from '../../../rest/rest-error.ts';

/** Characters of a line, which no row comes near. */
const MAX_LINE = 16 * 1024 * 1024;

/** A file of a snapshot could not be opened, or not be read to its end; without the link, which is a secret. */
export class StorageError extends RestError {
  override name = 'StorageError';
}

/** The text of a gzip file behind a link, as it comes. */
async function* textOf(link: string, signal: AbortSignal): AsyncGenerator<string> {
  try {
    const { statusCode, body } = await request(link, { signal });
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
export async function* snapshotLines(link: string, signal: AbortSignal): AsyncGenerator<string> {
  let rest = '';
  for await (const text of textOf(link, signal)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) throw new RestError('UPSTREAM_ERROR', 'A file of the snapshot has a line without end.');
    for (const line of lines) if (line.trim() !== '') yield line.trim();
  }
  if (rest.trim() !== '') yield rest.trim();
}
