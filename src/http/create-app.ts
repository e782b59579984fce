import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { givenRequestId } from './headers/client-identity.ts';
import { answerClientError } from './client-error.ts';
import { acceptJson } from './json-body.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { sendError } from './send-error.ts';

export interface AppOptions {
  /** Bytes of a request's body; forms with a file have a limit of their own. */
  maxBodyBytes: number;
  /** Exact origins. */
  corsOrigins: readonly string[];
  /** Told of every error that is no one's fault but ours. */
  onUnexpectedError: (error: unknown, requestId: string) => void;
}

/** A connection without a byte for this long is gone, no matter who waits for it; a hunt may be silent for 210 s. */
const IDLE_TIMEOUT_MS = 240_000;

/** An HTTP server with the limits and the error shape of the gateway, and no route of it yet. */
export async function createApp({
  maxBodyBytes,
  corsOrigins,
  onUnexpectedError,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: 30_000,
    connectionTimeout: IDLE_TIMEOUT_MS,
    genReqId: ({ headers }) => givenRequestId(headers['x-request-id']) ?? randomUUID(),
    // Slow senders are looked for each second; Node does every 30 s.
    http: { maxHeaderSize: 32 * 1024, headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    // An address that cannot be decoded reaches neither handler below.
    frameworkErrors: (_, __, reply) => void sendError(reply, 400, 'BAD_REQUEST', 'The address is not valid.'),
  });
  app.removeContentTypeParser('text/plain');
  acceptJson(app);
  app.decorateRequest('refusal', null);
  app.decorateRequest('authenticated', null);
  await setSecurityHeaders(app);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  app.setNotFoundHandler((_, reply) => sendError(reply, 404, 'NOT_FOUND', 'There is nothing at this address.'));
  app.setErrorHandler((error: { statusCode?: number; code?: string; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      const message = `The request body may have ${maxBodyBytes} bytes; send it in parts.`;
      return sendError(reply, status, 'BAD_REQUEST', message);
    }
    // Fastify's own messages of 4xx name the fault of the body and hold nothing of ours.
    if (status < 500) return sendError(reply, status, 'BAD_REQUEST', error.message);
    onUnexpectedError(error, request.id);
    return sendError(reply, 500, 'INTERNAL_SERVER_ERROR', 'Something went wrong here.');
  });
  // A route that wants it says how; what is stated here would not hold for it.
  await app.register(compress, { global: false });
  if (corsOrigins.length > 0) {
    // Browsers show a page no other headers of an answer than these.
    const exposedHeaders = ['x-request-id', 'www-authenticate', 'retry-after'];
    await app.register(cors, { origin: [...corsOrigins], methods: ['POST'], maxAge: 600, exposedHeaders });
  }
  return app;
}
