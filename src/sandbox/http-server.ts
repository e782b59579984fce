import type { IncomingMessage } from 'node:http';
import type { Reply, World } from './endpoint/call.ts';
import { answerDownload } from './endpoint/downloads.ts';
import { ApiError, makeCorrelationId } from './wire/errors.ts';
import { fileSource } from './routes/assessments/assessment-routes.ts';
import { answerSnapshotFile } from './routes/assessments/snapshot-files.ts';
import { HANDLERS } from './routes/handlers.ts';
import type { LazyMap } from './seed/lazy-map.ts';
import type { Limits } from './wire/limits.ts';
import { matchOperation } from './wire/match-operation.ts';
import type { Match, Miss } from './wire/match-operation.ts';
import { silentCapOf, type Quirks } from './wire/quirks.ts';
import { readBody } from './wire/read-body.ts';
import type { RecordedRequest } from './wire/recorded-request.ts';
import { apiAt } from './wire/simulated-apis.ts';
import { authenticate, authorize } from './sign-in/tokens.ts';

// Longer addresses are refused by the front end, before anything reads them.
const MAX_URL_LENGTH = 8 * 1024;

export interface Answer extends Reply {
  headers: Readonly<Record<string, string>>;
}

/** Answers one request and completes its record; every failure becomes the API's own error body. */
export async function answer(
  request: IncomingMessage,
  record: RecordedRequest,
  worlds: LazyMap<World>,
  now: number,
  limits: Limits,
): Promise<Answer> {
  try {
    return { headers: {}, ...(await admit(request, record, worlds, now, limits)) };
  } catch (fault) {
    const error = fault instanceof ApiError ? fault : new ApiError(500, 'InternalServerError', '');
    const named = [request.headers['client-request-id']].flat()[0];
    const json = apiAt(record.path).errorBody(error, record.correlationId, named, now);
    return { status: error.status, json, headers: error.headers };
  }
}

async function admit(
  request: IncomingMessage,
  record: RecordedRequest,
  worlds: LazyMap<World>,
  now: number,
  limits: Limits,
): Promise<Reply> {
  if (record.path.length > MAX_URL_LENGTH) throw new ApiError(414, 'BadRequest', 'The request URL is too long');
  const [path = '', ...rest] = record.path.split('?');
  if (path.startsWith('/download/snapshot/')) {
    return answerSnapshotFile(worlds.made(), fileSource, path, new URLSearchParams(rest.join('?')), now);
  }
  if (path.startsWith('/download/')) return answerDownload(worlds.made(), path);
  const found = matchOperation(record.method, path);
  if (typeof found !== 'string') record.operation = found.operation.id;
  const caller = await authenticate(
    request.headers.authorization,
    (tenantId) => worlds.has(tenantId),
    now,
    apiAt(path),
  );
  record.tokenSubject = caller.subject;
  record.tenantId = caller.tenantId;
  const { operation, params, counted } = expectMatch(found);
  authorize(caller, operation.permissions);
  const world = worlds.get(caller.tenantId) as World;
  if (world.quirks.limits) limits.spend(operation, caller.applicationId, caller.tenantId);
  const body = operation.method === 'GET' ? undefined : await readBody(request);
  record.body = body instanceof FormData ? Object.fromEntries(body) : (body ?? null);
  const handler = HANDLERS[operation.id];
  if (!handler) throw new ApiError(404, 'NotFound', 'No such resource');
  const query = new URLSearchParams(rest.join('?'));
  const reply = await handler({ operation, path, params, query, counted, body, caller, world });
  return operation.method === 'GET' ? cutWhole(reply, silentCapOf(world.quirks, operation), world.quirks) : reply;
}

/** A list that is given whole, cut silently all the same; those that take `$top` have been cut before. */
function cutWhole(reply: Reply, cap: number, { countOption }: Quirks): Reply {
  const body = reply.json as { value?: unknown; '@odata.count'?: number } | undefined;
  if (!Array.isArray(body?.value) || body.value.length <= cap) return reply;
  const count = countOption === 'always' && { '@odata.count': body.value.length };
  return { ...reply, json: { ...body, ...count, value: body.value.slice(0, cap) } };
}

function expectMatch(found: Match | Miss): Match {
  if (found === 'unknown') throw new ApiError(404, 'NotFound', 'No such resource');
  if (found === 'wrong-method') throw new ApiError(405, 'BadRequest', 'The method is not allowed here');
  return found;
}

/** Begins the record of an arrival; the status stays 0 until it is answered. */
export function recordArrival(request: IncomingMessage, at: number): RecordedRequest {
  return {
    at,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    operation: null,
    status: 0,
    correlationId: makeCorrelationId(),
    tokenSubject: null,
    tenantId: null,
    body: null,
  };
}
