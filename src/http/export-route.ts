import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticated } from '../auth/caller.ts';
import { abortSignalOf } from './abort-signal.ts';
import { identifyCaller, type IdentifyOptions } from './identify-caller.ts';
import { sendError } from './send-error.ts';

/** What is asked of an export, as it came. */
export interface ExportQuery {
  name: string;
  /** Whether `Accept` prefers CSV. */
  isCsv: boolean;
  after: string | undefined;
  via: string | undefined;
  cursors: string | undefined;
  sinceTime: string | undefined;
}

export interface ExportRouteOptions extends IdentifyOptions {
  /** The text of an export, a part at a time. Throws an error with a code in its extensions. */
  open: (query: ExportQuery, caller: ExportCaller) => AsyncGenerator<string>;
  mediaTypes: { readonly jsonl: string; readonly csv: string };
  /** Told of every export that has ended, with `ok` or the code of the error. */
  onEnd: (
    end: { requestId: string; name: string; outcome: string; milliseconds: number },
    caller: Authenticated,
  ) => void;
}

export interface ExportCaller {
  authenticated: Authenticated;
  request: FastifyRequest;
  signal: AbortSignal;
}

interface Coded {
  message: string;
  extensions: { code: string; retryAfter?: number };
}

/** HTTP statuses of errors that are known before the first byte is sent. */
const STATUSES: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  BAD_CURSOR: 400,
  RATE_LIMITED: 429,
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_ERROR: 502,
};

function codedOf(error: unknown): Coded | null {
  const { extensions } = error as Partial<Coded>;
  return typeof extensions?.code === 'string' && extensions.code in STATUSES ? (error as Coded) : null;
}

function refuse(reply: FastifyReply, { message, extensions: { code, retryAfter } }: Coded): FastifyReply {
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer error="invalid_token"');
  return sendError(reply, STATUSES[code] ?? 500, code, message);
}

/** The first part, and what follows: an error before it is an answer, and one after it breaks the connection. */
async function* withFirst(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

const one = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `GET /export/<name>.jsonl`: a whole assessment as JSON lines, or as CSV by `Accept: text/csv`. */
export function exportRoute(app: FastifyInstance, options: ExportRouteOptions): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { authenticated } = request;
    if (authenticated === null) throw new Error('The request reached the export without a caller.');
    const { name } = request.params as { name: string };
    const { after, via, cursors, sinceTime } = request.query as Record<string, unknown>;
    const isCsv = /^\s*text\/csv\b/i.test(request.headers.accept ?? '');
    const query = { name, isCsv, after: one(after), via: one(via), cursors: one(cursors), sinceTime: one(sinceTime) };
    const end = (outcome: string): void =>
      options.onEnd(
        { requestId: request.id, name, outcome, milliseconds: Math.round(reply.elapsedTime) },
        authenticated,
      );
    try {
      const parts = options.open(query, { authenticated, request, signal: abortSignalOf(reply) });
      const first = await parts.next();
      const stream = Readable.from(withFirst(first.done === true ? '' : first.value, parts));
      stream.once('end', () => end('ok'));
      stream.once('error', (error) => end(codedOf(error)?.extensions.code ?? 'INTERNAL_SERVER_ERROR'));
      return await reply.type(isCsv ? options.mediaTypes.csv : options.mediaTypes.jsonl).send(stream);
    } catch (error) {
      const coded = codedOf(error);
      if (coded === null) throw error;
      end(coded.extensions.code);
      return refuse(reply, coded);
    }
  };
  // A HEAD would read all of it from Defender to send nothing.
  const exposeHeadRoute = false;
  app.route({
    method: 'GET',
    url: '/export/:name.jsonl',
    exposeHeadRoute,
    onRequest: identifyCaller(options),
    handler,
  });
}
