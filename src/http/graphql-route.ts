import { constants } from 'node:zlib';
import type { ApolloServer, BaseContext } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyCompressOptions } from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticated } from '../auth/caller.ts';
import { abortSignalOf } from './abort-signal.ts';
import { extensionsAt, type AnswerCache, type CachedAnswer } from './answer-cache.ts';
import { identifyCaller, type IdentifyOptions } from './identify-caller.ts';
import { MultipartError } from './multipart/multipart-error.ts';
import { acceptForms, isMultipart, isPreflighted } from './multipart/multipart.ts';
import {
  addressOf,
  asksById,
  requestInAddress,
  resolvePersisted,
  type PersistedOperations,
} from './persisted-operations.ts';
import { sendError } from './send-error.ts';
import { UploadLimitError, UploadMemoryLimiter } from './multipart/upload-memory-limiter.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether GraphQL has reported it to the log and the metrics. */
    reported: boolean;
    /** By which a persisted operation was asked for. */
    documentId: string | null;
    /** Set where the answer may be given again to an equal request. */
    cacheable: { operationName: string | null; reads: number; until: number } | null;
  }
}

export interface GraphqlRouteOptions<C extends BaseContext> extends IdentifyOptions {
  apollo: ApolloServer<C>;
  /** Whether any query may come by GET, and not the persisted ones alone; a mutation never may. */
  allowsGet: boolean;
  /** Under which name a caller's uploads count together; null while the credential may be made up. */
  uploader: (authenticated: Authenticated) => string | null;
  answers: AnswerCache;
  /** Operations that may be asked for by id; with `only`, no others are run. */
  persisted: { operations: PersistedOperations; only: boolean };
  /** A name of the caller that no one with other rights has, and that a change in the tenant makes new. */
  scopeOf: (authenticated: Authenticated) => string;
  /** Told of every request that a cached answer was given to. */
  onCached: (answer: CachedAnswer, request: FastifyRequest, milliseconds: number) => void;
  /** `callerLeft` fires when the caller leaves before the answer is sent. */
  context: (authenticated: Authenticated, request: FastifyRequest, abortSignal: AbortSignal) => C;
  /** Told of every request that was answered before it reached GraphQL. */
  onRefused: (refused: { requestId: string; status: number; outcome: string; milliseconds: number }) => void;
}

const JSON_UTF8 = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;
/** What an answer depends on beside the address, but for its encoding and the origin, which others add. */
const ANSWER_VARIES_BY = ['Authorization', 'Accept', 'X-Tenant-Id', 'X-Dry-Run'];
/** Bytes of a request whose answer may be cached: comparing longer ones takes as long as executing them. */
const MAX_CACHED_BODY = 16 * 1024;

/**
 * Everything is compressed in threads beside the event loop, hence no `syncThreshold`. Brotli of quality 2 makes rows
 * smaller than gzip does, in less than half of its time; its window is 256 kB, as the usual one takes 4 MB of memory.
 */
const COMPRESSION: FastifyCompressOptions = {
  encodings: ['br', 'gzip'],
  threshold: 4_096,
  syncThreshold: 0,
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_LGWIN]: 18 } },
};

/** Whether a caller takes no cached answer (RFC 9111, section 5.2.1.4). */
export function wantsFreshAnswers({ 'cache-control': directives = '' }: FastifyRequest['headers']): boolean {
  return /\bno-cache\b/i.test(directives);
}

/** Answers a form that is refused on its way in; all else is for the handler of the whole server. */
function sendFormError(error: unknown, _: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof MultipartError && error.statusCode === 413) throw error;
  // Many a client reads the answer only when its form is out, so the rest is let in, and dropped.
  if (error instanceof UploadLimitError || error instanceof MultipartError) reply.removeHeader('connection');
  if (!(error instanceof UploadLimitError)) throw error;
  return sendError(reply.header('retry-after', 5), 503, 'RATE_LIMITED', error.message);
}

/** `POST /graphql`, and GET where that is taken: the caller is identified before anything of the body is read. */
export function graphqlRoute<C extends BaseContext>(app: FastifyInstance, options: GraphqlRouteOptions<C>): void {
  app.decorateRequest('reported', false);
  app.decorateRequest('cacheable', null);
  app.decorateRequest('documentId', null);
  app.decorateRequest('upload', null);

  const room = new UploadMemoryLimiter();
  const admitForm = (
    authenticated: Authenticated,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply | undefined => {
    if (!isPreflighted(request)) {
      return sendError(
        reply,
        400,
        'BAD_REQUEST',
        'A multipart request needs the header apollo-require-preflight: true.',
      );
    }
    request.upload = room.open(options.uploader(authenticated));
    return undefined;
  };

  const identify = identifyCaller(options);
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refused = await identify(request, reply);
    if (refused !== undefined || request.authenticated === null) return refused;
    if (request.headers['content-encoding'] !== undefined) {
      return sendError(reply, 415, 'BAD_REQUEST', 'Send the body as it is, without a content-encoding.');
    }
    if (JSON_UTF8.test(request.headers['content-type'] ?? '')) return undefined;
    if (isMultipart(request)) return admitForm(request.authenticated, request, reply);
    return sendError(reply, 415, 'BAD_REQUEST', 'Send the request as application/json in UTF-8.');
  };

  const execute = fastifyApolloHandler(options.apollo, {
    context: (request: FastifyRequest, reply) => {
      const { authenticated } = request;
      if (authenticated === null) throw new Error('The request reached GraphQL without a caller.');
      return Promise.resolve(options.context(authenticated, request, abortSignalOf(reply)));
    },
  });

  const run = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      return await execute.call(app, request, reply);
    } finally {
      // Not when the caller leaves: a change is followed to its end, and the file is in memory until then.
      request.upload?.release();
    }
  };
  const { answers, persisted } = options;
  const takesGet = options.allowsGet || persisted.operations.size > 0;
  const answerKey = (request: FastifyRequest, scope: string | null): string | null => {
    const { headers, body, upload, method } = request;
    const bytes = method === 'GET' ? request.url.length : Number(headers['content-length']);
    const isShort = bytes <= MAX_CACHED_BODY;
    const isDryRun = headers['x-dry-run'] !== undefined;
    if (scope === null || upload !== null || isDryRun || !isShort || wantsFreshAnswers(headers)) return null;
    return answers.keyOf(scope, body, headers.accept);
  };
  /** Whether the answer is given again. */
  const remember = ({ cacheable }: FastifyRequest, reply: FastifyReply, key: string, answer: string): boolean => {
    const end = cacheable === null ? -1 : extensionsAt(answer);
    if (cacheable === null || end === -1 || reply.statusCode !== 200) return false;
    const { operationName, reads, until } = cacheable;
    const contentType = String(reply.getHeader('content-type'));
    answers.set(key, { text: answer.slice(0, end), contentType, operationName, reads }, until);
    return true;
  };
  /** Puts what came in the address where a POST has it, or refuses it. */
  const readAddress = (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const asked = requestInAddress(request.url);
    if (asked === null) {
      return sendError(reply, 400, 'BAD_REQUEST', 'A parameter of the address is given twice, or is no JSON object.');
    }
    if (!asksById(asked) && !options.allowsGet) {
      return sendError(reply.header('allow', 'POST'), 405, 'BAD_REQUEST', 'By GET come persisted operations, by id.');
    }
    request.body = asked;
    return undefined;
  };
  /** What GraphQL finds in the address of a GET; it does not look at a body. */
  const writeAddress = ({ raw }: FastifyRequest, body: unknown): void => {
    raw.url = addressOf(body as object);
  };
  /**
   * A browser may keep what the gateway itself would give again, if nothing changes: of that it does not hear, hence the
   * few seconds. Without a validator, since each answer tells what it has cost, so that no two are the same bytes.
   */
  const letKeep = (reply: FastifyReply, until: number): void => {
    const seconds = Math.floor((until - performance.now()) / 1000);
    if (seconds <= 0) return;
    const vary = [reply.getHeader('vary') ?? [], ANSWER_VARIES_BY].flat().join(', ');
    reply.headers({ 'cache-control': `private, max-age=${seconds}`, vary });
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const isGet = request.method === 'GET';
    const refused = isGet ? readAddress(request, reply) : undefined;
    if (refused !== undefined) return refused;
    const resolution = resolvePersisted(request.body, persisted.operations, persisted.only);
    if ('refusal' in resolution) return sendError(reply, 403, 'FORBIDDEN', resolution.refusal);
    request.body = resolution.body;
    request.documentId = resolution.id;
    if (isGet) writeAddress(request, resolution.body);
    const { authenticated } = request;
    // Named before anything is read: what is read during a mutation must not be given after it.
    const scope = authenticated && options.scopeOf(authenticated);
    const key = answerKey(request, scope);
    const cached = key === null ? undefined : answers.get(key);
    if (cached !== undefined) {
      options.onCached(cached, request, reply.elapsedTime);
      if (isGet && key !== null) letKeep(reply, answers.keptUntil(key));
      return reply.header('content-type', cached.contentType).send(answers.textOf(cached));
    }
    const made = await run(request, reply);
    if (scope !== null && wantsFreshAnswers(request.headers)) answers.renew(scope);
    if (typeof made !== 'string') return made;
    if (key !== null && remember(request, reply, key, made) && isGet) letKeep(reply, answers.keptUntil(key));
    return made;
  };
  // A scope of its own, so that no other route takes forms.
  void app.register((scope, _, done) => {
    acceptForms(scope);
    scope.setErrorHandler(sendFormError);
    const route = { url: '/graphql', handler: answer, compress: COMPRESSION, exposeHeadRoute: false };
    if (takesGet) scope.route({ ...route, method: 'GET', onRequest: identify });
    scope.route({ ...route, method: 'POST', onRequest: admit });
    done();
  });
  app.route({
    method: [takesGet ? 'HEAD' : 'GET', 'PUT', 'DELETE', 'PATCH'],
    url: '/graphql',
    handler: (_, reply) =>
      sendError(reply.header('allow', takesGet ? 'GET, POST' : 'POST'), 405, 'BAD_REQUEST', 'Send a POST request.'),
  });
  app.addHook('onResponse', async (request, reply) => {
    if (request.reported || request.routeOptions.url !== '/graphql') return;
    const { statusCode: status, elapsedTime } = reply;
    // Apollo refuses a body without a query before a plugin hears of it.
    const outcome = request.refusal ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
    options.onRefused({ requestId: request.id, status, outcome, milliseconds: Math.round(elapsedTime) });
  });
}
