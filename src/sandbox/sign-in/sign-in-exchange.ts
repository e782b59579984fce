import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Directory } from './directory/directory.ts';
import { route, tenantIn } from './sign-in-routes.ts';
import type { Arrival, Outcome } from './sign-in-routes.ts';
import { errorBody, SignInError } from './directory/sign-in-error.ts';

/** One arrival at the sign-in server. */
export interface SignInRequest {
  /** Milliseconds by the server's clock. */
  at: number;
  method: string;
  /** Path and query as received. */
  path: string;
  grantType: string | null;
  /** As in the path: a tenant id or an alias. */
  tenant: string | null;
  clientId: string | null;
  /** As asked for. */
  scope: string | null;
  /** 0 while the answer is in progress, and for good where there was none. */
  status: number;
}

const MAX_REQUESTS = 10_000;
const MAX_CHARACTERS = 256 * 1024;

/** Records one arrival and answers it; ends in `hang` or `reset` where the faults want no answer. */
export async function exchange(
  directory: Directory,
  request: IncomingMessage,
  response: ServerResponse,
  requests: SignInRequest[],
  closing: AbortSignal,
): Promise<'answered' | 'hang' | 'reset'> {
  const { method = 'GET', url = '/' } = request;
  const [path = '', search = ''] = url.split('?', 2);
  const record: SignInRequest = {
    at: directory.now(),
    method,
    path: url,
    grantType: null,
    tenant: tenantIn(path),
    clientId: null,
    scope: null,
    status: 0,
  };
  requests.push(record);
  if (requests.length > MAX_REQUESTS) requests.shift();
  const form = method === 'POST' ? await readForm(request) : new URLSearchParams();
  record.grantType = form.get('grant_type');
  record.clientId = form.get('client_id');
  record.scope = form.get('scope');
  const { latencyMs } = directory.faults;
  if (latencyMs > 0) await delay(latencyMs, null, { signal: closing });
  const { origin = null } = request.headers;
  const arrival = { method, path, query: new URLSearchParams(search), form, origin };
  const { outcome, headers } = await attempt(directory, arrival, correlationOf(request, form));
  if (typeof outcome === 'string') return outcome;
  record.status = outcome.status;
  send(response, outcome, headers);
  return 'answered';
}

async function attempt(directory: Directory, arrival: Arrival, correlationId: string | null) {
  try {
    return { outcome: await route(directory, arrival), headers: {} };
  } catch (fault) {
    const error =
      fault instanceof SignInError ? fault : new SignInError(500, 'server_error', 90000, 'Unexpected fault');
    const json = errorBody(error, directory.url(), directory.now(), correlationId);
    return { outcome: { status: error.status, json }, headers: error.extras.headers ?? {} };
  }
}

function correlationOf(request: IncomingMessage, form: URLSearchParams): string | null {
  const header = request.headers['client-request-id'];
  return form.get('client-request-id') ?? (typeof header === 'string' ? header : null);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > MAX_CHARACTERS) throw new RangeError('The form is too large');
  }
  return new URLSearchParams(body);
}

function send(
  response: ServerResponse,
  outcome: Exclude<Outcome, string>,
  headers: Readonly<Record<string, string>>,
): void {
  const isJson = 'json' in outcome;
  const cacheSeconds = isJson ? outcome.cacheSeconds : undefined;
  response.writeHead(outcome.status, {
    'content-type': isJson ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    // Pages of any origin may read tokens and metadata: a code is good for nobody without its verifier.
    ...(isJson && { 'access-control-allow-origin': '*' }),
    ...('location' in outcome && { location: outcome.location }),
    'cache-control': cacheSeconds === undefined ? 'no-store, no-cache' : `max-age=${cacheSeconds}, private`,
    'x-ms-request-id': randomUUID(),
    ...headers,
  });
  response.end(isJson ? JSON.stringify(outcome.json) : 'html' in outcome ? outcome.html : '');
}
