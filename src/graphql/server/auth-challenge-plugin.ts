import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';

function challengeOf(error: unknown): string | undefined {
  const cause = unwrapResolverError(error);
  const challenge: unknown = cause instanceof Error && 'challenge' in cause ? cause.challenge : undefined;
  return typeof challenge === 'string' ? challenge : undefined;
}

/**
 * Answers 401 with `WWW-Authenticate` when a token turned out to be no good only upstream, so that a client's sign-in
 * library gets its challenge where it looks for it, with the claims that a new token must have.
 */
export function authChallengePlugin<C extends BaseContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ errors, response }) => {
          const challenge = errors?.map(challengeOf).find((value) => value !== undefined);
          if (challenge !== undefined) {
            response.http.status = 401;
            response.http.headers.set('www-authenticate', challenge);
          }
          return Promise.resolve();
        },
      }),
  };
}
