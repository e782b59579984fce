import type { FastifyRequest } from 'fastify';

/** Which program sends a request, as it says itself in the headers that Apollo's clients have for it. */
export interface ClientIdentity {
  name: string | null;
  version: string | null;
}

const WORD = /^[\w .@/+:()-]{1,64}$/;
/** What may stand in a log, an audit log and a header as it is. */
const REQUEST_ID = /^[\w.:/+=-]{1,128}$/;

function wordIn(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && WORD.test(header) ? header : null;
}

/** The client of a request; null for what it does not say, or not in one short word. */
export function clientOf({ headers }: Pick<FastifyRequest, 'headers'>): ClientIdentity {
  return {
    name: wordIn(headers['apollographql-client-name']),
    version: wordIn(headers['apollographql-client-version']),
  };
}

/** The id that a request came with, if it can be kept: one word of letters, digits and `.:/+=-_`, 128 at the most. */
export function givenRequestId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : null;
}
