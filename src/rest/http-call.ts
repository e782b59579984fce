import { request, type Dispatcher } from 'undici';
import { RestError } from './rest-error.ts';

export interface HttpCall {
  url: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  token: string;
  body: unknown;
  /** Milliseconds for the whole exchange, body included. */
  timeLimit: number;
  /** Bytes of answer read before the call is given up. */
  largestAnswer: number;
  /** Ends the call when the caller leaves. */
  signal: AbortSignal | undefined;
  dispatcher: Dispatcher;
}

export interface HttpAnswer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

async function readUpTo(limit: number, body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (size > limit)
      throw new RestError('UPSTREAM_ERROR', `Defender's answer is larger than ${limit} bytes; ask for less.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * One HTTP exchange: no redirect is followed, the whole of it has one time limit, and the answer is bounded in bytes.
 * Throws RestError UPSTREAM_TIMEOUT, UPSTREAM_UNAVAILABLE or UPSTREAM_ERROR; any status is returned.
 */
export async function httpCall(call: HttpCall): Promise<HttpAnswer> {
  // An own controller with the listener taken off again: AbortSignal.any keeps sources alive on Node 20.
  const controller = new AbortController();
  const leave = (): void => controller.abort(call.signal?.reason);
  if (call.signal?.aborted === true) leave();
  call.signal?.addEventListener('abort', leave, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, call.timeLimit);
  try {
    const { statusCode, headers, body } = await request(call.url, {
      method: call.method,
      headers: {
        authorization: `Bearer ${call.token}`,
        accept: 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      dispatcher: call.dispatcher,
      signal: controller.signal,
    });
    const retryAfter = headers['retry-after'];
    return {
      status: statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      body: await readUpTo(call.largestAnswer, body as AsyncIterable<Buffer>),
    };
  } catch (cause) {
    if (cause instanceof RestError) throw cause;
    if (late)
      throw new RestError('UPSTREAM_TIMEOUT', `Defender did not answer within ${call.timeLimit / 1000} s.`, { cause });
    if (call.signal?.aborted === true) throw new RestError('UPSTREAM_TIMEOUT', 'The request was given up.', { cause });
    throw new RestError('UPSTREAM_UNAVAILABLE', 'Defender could not be reached, or the connection broke.', { cause });
  } finally {
    clearTimeout(timer);
    call.signal?.removeEventListener('abort', leave);
  }
}
