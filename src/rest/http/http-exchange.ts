import type { Dispatcher } from 'undici';
import type { RowBuffer } from './row-buffer.ts';
import { RestError } from '../rest-error.ts';
import { ResponseReceiver } from './response-receiver.ts';

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

/** An absolute URL as undici wants it. */
function splitUrl(url: string): { origin: string; path: string } {
  const end = url.indexOf('/', url.indexOf('//') + 2);
  return end === -1 ? { origin: url, path: '/' } : { origin: url.slice(0, end), path: url.slice(end) };
}

/**
 * One HTTP exchange: no redirect is followed, the whole of it has one time limit, and the answer is bounded in bytes.
 * Throws RestError UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE or UPSTREAM_ERROR; any status is returned.
 */
export async function httpExchange(call: HttpRequest): Promise<BufferedResponse> {
  const { method, headers, body, dispatcher, signal, timeLimit, target } = call;
  const receiver = new ResponseReceiver(call);
  const onAbort = (): void => receiver.abort(new Error('The caller has left.'));
  signal?.addEventListener('abort', onAbort, { once: true });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    receiver.abort(new Error('The time is over.'));
  }, timeLimit);
  try {
    if (signal?.aborted === true) onAbort();
    else
      dispatcher.dispatch(
        { ...splitUrl(call.url), method, headers, body: body ?? null, reset: call.ownConnection === true },
        receiver,
      );
    return await receiver.response;
  } catch (cause) {
    if (cause instanceof RestError) throw cause;
    if (timedOut) {
      const seconds = Math.max(0.1, Math.round(timeLimit / 100) / 10);
      throw new RestError('UPSTREAM_TIMEOUT', `${target} did not answer within ${seconds} s.`, { cause });
    }
    if (signal?.aborted === true) throw new RestError('UPSTREAM_TIMEOUT', 'The request was cancelled.', { cause });
    throw new RestError('UPSTREAM_UNAVAILABLE', `${target} could not be reached, or the connection broke.`, { cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
