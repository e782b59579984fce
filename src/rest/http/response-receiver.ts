import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { RestError } from '../rest-error.ts';
import { decodedBody, UndecodableBody } from './decoded-body.ts';
import type { BufferedResponse, HttpRequest } from './http-message.ts';
import type { RowBuffer } from './row-buffer.ts';
import { RowScanner } from './row-scanner.ts';

type Limits = Pick<HttpRequest, 'target' | 'maxResponseBytes' | 'rows' | 'memory'>;

type ReadBody = Pick<BufferedResponse, 'body' | 'rows' | 'bytes'>;

/** Consumes the bytes of a body. */
interface Sink {
  write(chunk: Buffer): void;
  end(): { text: string; rows?: RowBuffer };
}

function textSink(): Sink {
  const chunks: Buffer[] = [];
  return {
    write: (chunk) => void chunks.push(chunk),
    end: () => ({ text: (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8') }),
  };
}

/** Bytes that say nothing: the mark of UTF-8 that some servers begin a text with, which is no JSON. */
const MARK = '\ufeff';

/** What has been read of a body, counted. */
class BoundedBody {
  readonly #limits: Limits;
  readonly #sink: Sink;
  #bytes = 0;

  constructor(limits: Limits, sink: Sink) {
    this.#limits = limits;
    this.#sink = sink;
  }

  /**
   * Throws RestError UPSTREAM_ERROR for more bytes than may be read. A promise is to be waited for before more are written,
   * and rejects with RestError RATE_LIMITED.
   */
  write(chunk: Buffer): Promise<void> | undefined {
    this.#bytes += chunk.length;
    const { maxResponseBytes, target, memory } = this.#limits;
    if (this.#bytes > maxResponseBytes) throw tooLong(target, maxResponseBytes);
    this.#sink.write(chunk);
    return memory?.grow(chunk.length);
  }

  end(): ReadBody {
    const { text, rows } = this.#sink.end();
    return { body: text.startsWith(MARK) ? text.slice(1) : text, rows, bytes: this.#bytes };
  }
}

function tooLong(target: string, limit: number): RestError {
  return new RestError('UPSTREAM_ERROR', `${target} sent more than ${limit} bytes; ask for less.`);
}

async function* upTo(limit: number, target: string, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLong(target, limit);
    yield chunk;
  }
}

/** Lower-case names; of a repeated header the first. */
function firstValues(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    values[name] = (typeof value === 'string' ? value : value?.[0]) ?? '';
  }
  return values;
}

const isSuccess = (status: number): boolean => status >= 200 && status <= 299;

/**
 * Receives one response whole, decoded and bounded in bytes. It takes undici's events itself: a stream, an asynchronous
 * iterator and an abort signal for each response take more time than a short response does.
 */
export class ResponseReceiver implements Dispatcher.DispatchHandler {
  /** Rejects with RestError UPSTREAM_ERROR for what cannot be read, and with any other error where the exchange broke. */
  readonly response: Promise<BufferedResponse>;
  readonly #limits: Limits;
  #resolve!: (response: BufferedResponse) => void;
  #reject!: (error: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  /** Why nothing more is received. */
  #aborted: Error | undefined;
  #head = { status: 0, headers: {} as Record<string, string> };
  #body: BoundedBody | undefined;
  /** The bytes of an encoded body, on their way to the decoder. */
  #encoded: Readable | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // It may have failed before anyone waits for it.
    this.response.catch(() => undefined);
  }

  /** Ends the exchange, also one that still waits for a connection, of which undici tells nothing. */
  abort(reason: Error): void {
    this.#aborted ??= reason;
    this.#encoded?.destroy(reason);
    this.#controller?.abort(reason);
    this.#reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#aborted === undefined) this.#controller = controller;
    else controller.abort(this.#aborted);
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    // The response comes after it.
    if (status < 200) return;
    this.#head = { status, headers: firstValues(headers) };
    const { rows } = this.#limits;
    const body = new BoundedBody(
      this.#limits,
      rows === undefined || !isSuccess(status) ? textSink() : new RowScanner(rows),
    );
    const encoding = this.#head.headers['content-encoding'] ?? '';
    if (encoding === '' || encoding.trim().toLowerCase() === 'identity') this.#body = body;
    else void this.#decode(encoding, body).then((read) => this.#answer(read), this.#giveUp);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#encoded !== undefined) {
      if (!this.#encoded.push(chunk)) controller.pause();
      return;
    }
    try {
      const room = this.#body?.write(chunk);
      if (room === undefined) return;
      controller.pause();
      room.then(() => controller.resume(), this.#giveUp);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  onResponseEnd(): void {
    if (this.#encoded !== undefined) this.#encoded.push(null);
    else if (this.#body !== undefined) this.#end(this.#body);
  }

  onResponseError(_: Dispatcher.DispatchController | null, error: Error): void {
    this.#encoded?.destroy(error);
    this.#reject(error);
  }

  #answer({ body, rows, bytes }: ReadBody): void {
    const { status, headers } = this.#head;
    this.#resolve({ status, headers, body, rows, bytes });
  }

  #end(body: BoundedBody): void {
    try {
      this.#answer(body.end());
    } catch (error) {
      this.#reject(error);
    }
  }

  /** With what has not been read the connection goes too. */
  readonly #giveUp = (error: unknown): void => this.abort(error instanceof Error ? error : new Error(String(error)));

  async #decode(encoding: string, body: BoundedBody): Promise<ReadBody> {
    const { target, maxResponseBytes: limit } = this.#limits;
    const encoded = new Readable({ read: () => this.#controller?.resume() });
    this.#encoded = encoded;
    // Told of what ends it by anyone who reads it; no one does any more when a decoder has given up.
    encoded.on('error', () => undefined);
    try {
      // Encoded bytes are counted too, as they may stand for none at all.
      for await (const chunk of decodedBody(target, upTo(limit, target, encoded as AsyncIterable<Buffer>), encoding)) {
        const room = body.write(chunk);
        if (room !== undefined) await room;
      }
      return body.end();
    } catch (error) {
      // What a refusal says is worth less than that it is one.
      if (!(error instanceof UndecodableBody) || isSuccess(this.#head.status)) throw error;
      this.#controller?.abort(error);
      return { body: '', bytes: 0 };
    }
  }
}
