import { eventLoopTurns } from '../../concurrency/event-loop-turns.ts';
import type { BufferedResponse, HttpRequest } from './http-message.ts';
import { ResponseReceiver } from './response-receiver.ts';
import { RestError } from '../rest-error.ts';

/** From this size on, in bytes, a response and what is made of it may hold up everything else for some milliseconds. */
const LARGE_RESPONSE_BYTES = 64 * 1024;

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
  const { origin, path } = splitUrl(call.url);
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
        { origin, path, method, headers, body: body ?? null, reset: call.ownConnection === true },
        receiver,
      );
    const response = await receiver.response;
    if (response.bytes >= LARGE_RESPONSE_BYTES) await eventLoopTurns.next();
    return response;
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
