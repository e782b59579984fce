import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Credentials } from '../auth/authenticator.ts';
import type { Authenticated } from '../auth/caller.ts';
import { AuthError } from '../auth/verify/auth-error.ts';
import { RestError } from '../rest/rest-error.ts';
import { sendError } from './send-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `identifyCaller`. */
    authenticated: Authenticated | null;
  }
}

export interface IdentifyOptions {
  /** Throws AuthError, or RestError when the sign-in service is out of reach. */
  authenticate: (credentials: Credentials) => Promise<Authenticated>;
  /** Told where the sign-in service is out of reach. */
  onUnidentified: (error: RestError, requestId: string) => void;
}

/** A hook that finds out who calls before anything of the body is read, or answers with 401, 403 or 503. */
export function identifyCaller({ authenticate, onUnidentified }: IdentifyOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    void reply.header('cache-control', 'no-store');
    const { authorization, 'x-tenant-id': tenant } = request.headers;
    try {
      request.authenticated = await authenticate({ authorization, tenant: [tenant].flat().join(',') || undefined });
      return undefined;
    } catch (error) {
      if (error instanceof AuthError) {
        const { status, challenge, message } = error;
        if (status === 403) return sendError(reply, 403, 'FORBIDDEN', message);
        return sendError(reply.header('www-authenticate', challenge), 401, 'UNAUTHENTICATED', message);
      }
      if (!(error instanceof RestError)) throw error;
      onUnidentified(error, request.id);
      return sendError(reply.header('retry-after', 30), 503, error.code, error.message);
    }
  };
}
