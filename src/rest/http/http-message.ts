import type { Dispatcher } from 'undici';
import type { ResponseReservation } from './response-memory.ts';
import type { RowBuffer } from './row-buffer.ts';

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
  /** What the bytes of the answer are counted against, as they come; released by the one who made the request. */
  memory?: ResponseReservation | undefined;
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
