import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { RestError } from '../rest-error.ts';

/** What reads are asked to come in: hunts and exports shrink five to ten times. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

/** Bytes of a piece of a decoded body. */
const PIECE = { chunkSize: 64 * 1024 };
/** Low four bits of the first byte of the zlib format (RFC 1950, section 2.2); without it the data is bare deflate. */
const ZLIB_METHOD = 8;

function decoderFor(encoding: string, first: Buffer): Transform | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(PIECE);
    case 'br':
      return createBrotliDecompress(PIECE);
    case 'deflate':
      // Named for the zlib format, but servers were always known to send the bare one.
      return ((first[0] ?? 0) & 0x0f) === ZLIB_METHOD ? createInflate(PIECE) : createInflateRaw(PIECE);
    default:
      return null;
  }
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** A body that came whole, but cannot be read. */
export class UndecodableBody extends RestError {}

/**
 * The bytes of a body as they were before the server encoded them, piece by piece as they come in. `encoding` is the
 * value of `Content-Encoding`, empty for none. Fails as `body` does, or with UndecodableBody.
 */
export async function* decodedBody(
  peer: string,
  body: AsyncGenerator<Buffer>,
  encoding: string,
): AsyncGenerator<Buffer> {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') {
    yield* body;
    return;
  }
  const first = await body.next();
  // An answer without content may bear the header of one that has some.
  if (first.done === true) return;
  const decoder = decoderFor(name, first.value);
  if (decoder === null) {
    const known = /^[\w, -]{1,40}$/.test(name) ? `the content encoding "${name}"` : 'an unknown content encoding';
    throw new UndecodableBody('UPSTREAM_ERROR', `${peer} answered in ${known}, which was not asked for.`);
  }
  let broken: Error | undefined;
  const encoded = async function* (): AsyncGenerator<Buffer> {
    try {
      yield first.value;
      yield* body;
    } catch (error) {
      broken = asError(error);
      throw error;
    }
  };
  // Whatever goes wrong comes out of the decoder too.
  pipeline(encoded, decoder, () => undefined);
  try {
    yield* decoder as AsyncIterable<Buffer>;
  } catch (cause) {
    if (broken !== undefined) throw broken;
    const message = `${peer} answered with a body that is damaged or broke off: it cannot be decoded (${name}).`;
    throw new UndecodableBody('UPSTREAM_ERROR', message, { cause });
  }
}
