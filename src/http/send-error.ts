import type { FastifyReply } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code with which it was refused before it reached GraphQL. */
    refusal: string | null;
  }
}

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/**
 * Answers with one error in GraphQL's shape, so that a client reads every refusal in the same way: clients take the body
 * of a 4xx for an answer of GraphQL by its media type alone (GraphQL over HTTP, section 6.4).
 */
export function sendError(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  reply.request.refusal = code;
  // By it an operator finds in the log what the caller is not told.
  const request = status === 500 ? { requestId: reply.request.id } : {};
  if (reply.request.headers.accept?.includes(GRAPHQL_RESPONSE)) void reply.type(`${GRAPHQL_RESPONSE}; charset=utf-8`);
  return reply.code(status).send({ errors: [{ message, extensions: { code, ...request } }] });
}
