import type { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';
import { decodedBody, UndecodableBody } from './decoded-body.ts';
import type { RowBuffer } from './row-buffer.ts';
import { RestError } from '../rest-error.ts';
import { RowScanner } from './row-scanner.ts';

export interface HttpRequest {
  /** The API called, for messages: `Defender`. */
  target: string;
  url: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array | undefined;
  /** Milliseconds for the whole exchange, body included. */
  timeLimit: number;
  /** Bytes of answer read before the call is given up; decoded ones count, and as many encoded ones. */
  maxResponseBytes: number;
  /** Aborts the call. */
  signal: AbortSignal | undefined;
  dispatcher: Dispatcher;
  /** Name of the member of a successful answer whose rows are taken out of its text. */
  rows?: string | undefined;
  /** True for a call on a connection of its own, closed after it: one left open may break at the moment of use. */
  ownConnection?: boolean;
}

export interface HttpResponse {
  status: number;
  /** Lower-case names; of a repeated header the first. */
  headers: Record<string, string>;
  body: string;
}

export interface BufferedResponse extends HttpResponse {
  /** The rows that `HttpRequest.rows` asked for; `body` has an empty list in their place. */
  rows?: RowBuffer;
  /** Bytes of the body, decoded. */
  bytes: number;
}

/** Consumes the bytes of a body. */
interface Sink {
  write(chunk: Buffer): void;
  end(): { text: string; rows?: RowBuffer };
}

function textSink(): Sink {
  const chunks: Buffer[] = [];
  return {
    write: (chunk) => void chunks.push(chunk),
    end: () => ({ text: Buffer.concat(chunks).toString('utf8') }),
  };
}

async function* upTo(limit: number, peer: string, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) throw new RestError('UPSTREAM_ERROR', `${peer} sent more than ${limit} bytes; ask for less.`);
    yield chunk;
  }
}

/** Bytes that say nothing: the mark of UTF-8 that some servers begin a text with, which is no JSON. */
const MARK = '\ufeff';

async function readBody(
  { maxResponseBytes: limit, target }: HttpRequest,
  body: Readable,
  encoding: string,
  sink: Sink,
) {
  // Told of what ends it by anyone who reads it; no one does any more when a decoder has given up.
  body.on('error', () => undefined);
  let bytes = 0;
  try {
    // Encoded bytes are counted too, as they may stand for none at all.
    const encoded = upTo(limit, target, body as AsyncIterable<Buffer>);
    for await (const chunk of upTo(limit, target, decodedBody(target, encoded, encoding))) {
      bytes += chunk.length;
      sink.write(chunk);
    }
  } finally {
    // With what has not been read the connection goes too.
    body.destroy();
  }
  const { text, ...rows } = sink.end();
  return { body: text.startsWith(MARK) ? text.slice(1) : text, ...rows, bytes };
}

/** What a refusal says is worth less than that it is one. */
async function readRefusal(call: HttpRequest, body: Readable, encoding: string) {
  try {
    return await readBody(call, body, encoding, textSink());
  } catch (error) {
    if (error instanceof UndecodableBody) return { body: '', bytes: 0 };
    throw error;
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error('The exchange was aborted.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}

/**
 * One HTTP exchange: no redirect is followed, the whole of it has one time limit, and the answer is bounded in bytes.
 * Throws RestError UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE or UPSTREAM_ERROR; any status is returned.
 */
export async function httpExchange(call: HttpRequest): Promise<BufferedResponse> {
  // An own controller with the listener taken off again: AbortSignal.any keeps sources alive on Node 20.
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(call.signal?.reason);
  if (call.signal?.aborted === true) onAbort();
  call.signal?.addEventListener('abort', onAbort, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, call.timeLimit);
  try {
    const exchange = request(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body ?? null,
      dispatcher: call.dispatcher,
      ...(call.ownConnection === true && { reset: true }),
      signal: controller.signal,
    });
    exchange.catch(() => undefined);
    // undici does not reject a request that is aborted while it still waits for a connection.
    const { statusCode, headers, body } = await Promise.race([exchange, rejectOnAbort(controller.signal)]);
    const flat = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat()[0] ?? '']);
    const all = Object.fromEntries(flat) as Record<string, string>;
    const encoding = all['content-encoding'] ?? '';
    const succeeded = statusCode >= 200 && statusCode <= 299;
    const sink = call.rows === undefined ? textSink() : new RowScanner(call.rows);
    const read = succeeded ? readBody(call, body, encoding, sink) : readRefusal(call, body, encoding);
    return { status: statusCode, headers: all, ...(await read) };
  } catch (cause) {
    if (cause instanceof RestError) throw cause;
    if (timedOut) {
      const seconds = Math.max(0.1, Math.round(call.timeLimit / 100) / 10);
      const message = `${call.target} did not answer within ${seconds} s.`;
      throw new RestError('UPSTREAM_TIMEOUT', message, { cause });
    }
    if (call.signal?.aborted === true) throw new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.', { cause });
    throw new RestError('UPSTREAM_UNAVAILABLE', `${call.target} could not be reached, or the connection broke.`, {
      cause,
    });
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', onAbort);
  }
}
