import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Answer } from './http-server.ts';

/** Bytes; the service leaves short answers as they are. */
const WORTH_ENCODING = 512;
// Quick rather than small: both ends are one machine.
const LEVEL = { level: constants.Z_BEST_SPEED };

const encode = promisify<string, { level: number }, Buffer>(gzip);

/** Sends an answer, by gzip to those who accept it. */
export async function sendAnswer(
  { headers: asked }: IncomingMessage,
  response: ServerResponse,
  { status, json, text, bytes, headers }: Answer,
): Promise<void> {
  if (bytes !== undefined) {
    response.writeHead(status, {
      'content-type': 'application/octet-stream',
      'content-length': bytes.length,
      ...headers,
    });
    response.end(bytes);
    return;
  }
  const plain = json === undefined ? (text ?? '') : JSON.stringify(json);
  const type =
    json === undefined ? 'text/plain; charset=utf-8' : 'application/json; odata.metadata=minimal; charset=utf-8';
  const encodes = plain.length >= WORTH_ENCODING && /\bgzip\b/.test([asked['accept-encoding']].flat().join());
  const content = encodes ? await encode(plain, LEVEL) : plain;
  response.writeHead(status, {
    ...(plain !== '' && { 'content-type': type }),
    ...(encodes && { 'content-encoding': 'gzip' }),
    ...(status !== 204 && { 'content-length': Buffer.byteLength(content) }),
    ...headers,
  });
  response.end(content);
}
