import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticated } from '../auth/caller.ts';
import { abortSignalOf } from './abort-signal.ts';
import { ExportSlots } from './export-slots.ts';
import { identifyCaller, type IdentifyOptions } from './identify-caller.ts';
import { onClosed } from './on-closed.ts';
import { sendError } from './send-error.ts';

/** What is asked of an export, as it came. */
export interface ExportQuery {
  name: string;
  /** Whether `Accept` prefers CSV. */
  isCsv: boolean;
  /** A parameter that was repeated is a list. */
  parameters: Readonly<Record<string, unknown>>;
}

export interface ExportRouteOptions extends IdentifyOptions {
  /** Whether the credential of a caller is one that Defender has accepted. */
  isKnown: (authenticated: Authenticated) => boolean;
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
  /** HTTP status of the vendor's answer. */
  status?: number;
  extensions: { code: string; retryAfter?: number };
}

const RETRY_AFTER_SECONDS = 30;
/** Bytes that wait for a reader who is slow; then nothing more is read for it. */
const HIGH_WATER_MARK = 64 * 1024;

/** HTTP statuses of errors that are known before the first byte is sent. */
const STATUSES: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  BAD_CURSOR: 400,
  RATE_LIMITED: 429,
  COST_LIMIT_EXCEEDED: 429,
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_ERROR: 502,
};

function codedOf(error: unknown): Coded | null {
  const { extensions } = error as Partial<Coded>;
  return typeof extensions?.code === 'string' && extensions.code in STATUSES ? (error as Coded) : null;
}

function refuse(reply: FastifyReply, { message, status, extensions: { code, retryAfter } }: Coded): FastifyReply {
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer error="invalid_token"');
  // The vendor found fault with what was asked for, so that asking again is of no use.
  return sendError(reply, status === 400 ? 400 : (STATUSES[code] ?? 500), code, message);
}

/**
 * The parts of an export, the first of which has been taken: an error before it is an answer, and one after it breaks the
 * connection. Not a generator: the `return` of one that has not been started would not reach the export.
 */
function withFirst(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncIterableIterator<string> {
  let taken: IteratorResult<string> | null = first;
  return {
    next: () => {
      const result = taken;
      taken = null;
      return result === null ? rest.next() : Promise.resolve(result);
    },
    return: () => rest.return(undefined),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** `GET /export/<name>.jsonl`: a whole assessment as JSON lines, or as CSV by `Accept: text/csv`. */
export function exportRoute(app: FastifyInstance, options: ExportRouteOptions): void {
  const slots = new ExportSlots();
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const { authenticated } = request;
    if (authenticated === null) throw new Error('The request reached the export without a caller.');
    if (request.raw.httpVersion === '1.0') {
      return sendError(reply, 505, 'BAD_REQUEST', 'HTTP/1.0 cannot tell an export that broke off from a whole one.');
    }
    const slot = slots.take(options.callerKey(authenticated), options.isKnown(authenticated));
    if (typeof slot === 'string') {
      return sendError(reply.header('retry-after', RETRY_AFTER_SECONDS), 503, 'RATE_LIMITED', slot);
    }
    onClosed(reply, () => slot.release());
    const { name } = request.params as { name: string };
    const isCsv = /^\s*text\/csv\b/i.test(request.headers.accept ?? '');
    const query = { name, isCsv, parameters: request.query as Record<string, unknown> };
    const end = (outcome: string): void =>
      options.onEnd(
        { requestId: request.id, name, outcome, milliseconds: Math.round(reply.elapsedTime) },
        authenticated,
      );
    try {
      const parts = options.open(query, { authenticated, request, signal: abortSignalOf(reply) });
      const text = withFirst(await parts.next(), parts);
      slot.verify();
      const stream = Readable.from(text, { objectMode: false, highWaterMark: HIGH_WATER_MARK });
      stream.once('close', () => {
        if (stream.errored === null) end(stream.readableEnded ? 'ok' : 'CANCELLED');
        else end(codedOf(stream.errored)?.extensions.code ?? 'INTERNAL_SERVER_ERROR');
      });
      return await reply.type(isCsv ? options.mediaTypes.csv : options.mediaTypes.jsonl).send(stream);
    } catch (error) {
      const coded = codedOf(error);
      end(reply.raw.destroyed ? 'CANCELLED' : (coded?.extensions.code ?? 'INTERNAL_SERVER_ERROR'));
      // No one is there to be told.
      if (reply.raw.destroyed) return reply.hijack();
      if (coded === null) throw error;
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
