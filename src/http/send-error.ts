import type { FastifyReply } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code with which it was refused before it reached GraphQL. */
    refusal: string | null;
  }
}

/** Answers with one error in GraphQL's shape, so that a client reads every refusal in the same way. */
export function sendError(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  reply.request.refusal = code;
  // By it an operator finds in the log what the caller is not told.
  const request = status === 500 ? { requestId: reply.request.id } : {};
  return reply.code(status).send({ errors: [{ message, extensions: { code, ...request } }] });
}
