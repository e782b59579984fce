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
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}
