import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Credentials } from '../auth/authenticator.ts';
import type { Authenticated } from '../auth/caller.ts';
import { AuthError } from '../auth/verify/auth-error.ts';
import { CallerLimitError, type CallerRateLimiter } from './caller-rate-limiter.ts';
import { RestError } from '../rest/rest-error.ts';
import { onClosed } from './on-closed.ts';
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
  /** By which requests of one caller count together. */
  callerKey: (authenticated: Authenticated) => string;
  callers: CallerRateLimiter;
  /** Told where the sign-in service is out of reach. */
  onUnidentified: (error: RestError, requestId: string) => void;
}

/** Refused for what was sent: a fault of the caller's, which counts for more than a request that was served. */
const isCallersFault = (status: number): boolean => [400, 403, 413, 415].includes(status);

/** A hook that finds out who calls before anything of the body is read, or answers with 401, 403, 429 or 503. */
export function identifyCaller({ authenticate, callerKey, callers, onUnidentified }: IdentifyOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    void reply.header('cache-control', 'no-store');
    const { authorization, 'x-tenant-id': tenant } = request.headers;
    try {
      const authenticated = await authenticate({ authorization, tenant: [tenant].flat().join(',') || undefined });
      request.authenticated = authenticated;
      const caller = callerKey(authenticated);
      const end = callers.begin(caller);
      onClosed(reply, () => {
        end();
        if (isCallersFault(reply.statusCode)) callers.penalize(caller);
      });
      return undefined;
    } catch (error) {
      if (error instanceof AuthError) {
        const { status, challenge, message } = error;
        if (status === 403) return sendError(reply, 403, 'FORBIDDEN', message);
        return sendError(reply.header('www-authenticate', challenge), 401, 'UNAUTHENTICATED', message);
      }
      if (error instanceof CallerLimitError) {
        return sendError(reply.header('retry-after', error.retryAfter), 429, 'RATE_LIMITED', error.message);
      }
      if (!(error instanceof RestError)) throw error;
      onUnidentified(error, request.id);
      return sendError(reply.header('retry-after', 30), 503, error.code, error.message);
    }
  };
}
