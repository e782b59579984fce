import { ACCEPTED_ENCODINGS } from '../http/decoded-body.ts';
import { httpExchange } from '../http/http-exchange.ts';
import type { BufferedResponse } from '../http/http-message.ts';
import { isRead, apiLabel } from '../operation.ts';
import { parseJson } from '../http/parse-json.ts';
import type { RestError } from '../rest-error.ts';
import { toRestError } from '../http/error-response.ts';
import { ownText } from '../http/vendor-message.ts';
import { noteDuration, noteThrottle } from './quota.ts';
import type { Call, Next } from './stage.ts';

/** Whether Defender itself judged the request, and so the token; what fails or stands in between may not have looked at it. */
function isJudgedByApi({ status, vendorCode }: RestError): boolean {
  return vendorCode !== undefined && (status === 400 || status === 403 || status === 404);
}

/** Learns from an answer about credential and quota. Throws RestError for anything but 2xx. */
async function judge(call: Call, bearer: string, answer: BufferedResponse): Promise<void> {
  const { api, operation, request, path, body } = call;
  const { status } = answer;
  if (status === 429) await noteThrottle(call, answer);
  if (status === 401) {
    api.bulkhead.reject(request.account);
    request.options.onTokenRejected?.(bearer);
  }
  const error =
    status >= 200 && status <= 299 ? null : toRestError(operation, answer, ownText(api.baseUrl + path, body?.content));
  if (error === null || isJudgedByApi(error)) api.accepted(request.account, operation);
  if (error !== null) throw error;
}

/** The end of the way: one HTTP exchange, bounded in time and bytes, and its JSON. Throws RestError. */
export const exchange: Next = async (call) => {
  const { api, request, operation, path, body, deadline, signal, admission, grant } = call;
  if (admission === undefined || grant === undefined) throw new Error('`admit` and `quota` go before `exchange`.');
  const { bearer, waitedMs } = grant;
  const accepts = isRead(operation) && { 'accept-encoding': ACCEPTED_ENCODINGS };
  const quotaClass = api.classes.nameOf(operation);
  const trace = api.observer.exchange?.({ operation, api: api.name, baseUrl: api.baseUrl, quotaClass, waitedMs });
  const headers = { ...trace?.headers, authorization: `Bearer ${bearer}`, accept: 'application/json', ...accepts };
  admission.onSend(waitedMs);
  const onEnd = request.cost.requests?.send(operation.method, path);
  const started = performance.now();
  let status = 0;
  let failure: unknown = null;
  const memory = api.responseMemory.open(operation.rows !== undefined);
  try {
    let received: BufferedResponse;
    try {
      received = await httpExchange({
        target: apiLabel(operation),
        url: api.baseUrl + path,
        method: operation.method,
        headers: body === undefined ? headers : { ...headers, 'content-type': body.type },
        body: body?.content,
        timeLimit: Math.max(0, deadline - started),
        maxResponseBytes: admission.maxResponseBytes,
        // What is known of a change that was sent must not depend on what others read.
        memory: isRead(operation) ? memory : undefined,
        rows: operation.rows,
        // A mutation that was sent is followed to its end, no matter who leaves.
        signal: isRead(operation) ? signal : undefined,
        ...api.pools.select({ isRead: isRead(operation), isKnown: api.isKnown(request.account) }),
      });
      status = received.status;
      await judge(call, bearer, received);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      const milliseconds = performance.now() - started;
      onEnd?.(status, milliseconds);
      trace?.end(status, failure);
      api.observer.call?.(operation.id, status, milliseconds);
      // Shown only, so a failure to note it costs nothing.
      await noteDuration(call, milliseconds).catch(() => undefined);
    }
    request.received(received.bytes);
    return {
      body: parseJson(operation, received, api.rows, call.emptyAs),
      bytes: received.bytes,
      asOf: admission.askedAt,
      origin: trace?.origin,
    };
  } finally {
    memory.release();
  }
};
