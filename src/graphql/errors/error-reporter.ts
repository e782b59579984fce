import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { isUnexpected } from './format-error.ts';
import { shapeErrorOf } from './response-shape-plugin.ts';

export interface Failure {
  /** What was thrown, or the UnexpectedShapeError that it was found to be. */
  cause: unknown;
  /** True where the caller was told nothing of it: a fault of ours. */
  unexpected: boolean;
}

/** A page of a thousand relations that fail each in its own way would be as many lines of a log. */
const MAX_REPORTED = 10;

function causeOf(error: unknown): unknown {
  const odd = shapeErrorOf(error);
  if (odd !== null) return odd;
  const cause = unwrapResolverError(error);
  return cause instanceof GraphQLError ? (cause.originalError ?? cause) : cause;
}

/** Reports why a request or fields of it failed, each cause once, unexpected ones first, ten at most. */
export function errorReporter<C extends BaseContext>(
  report: (failure: Failure, context: C) => void,
): ApolloServerPlugin<C> {
  const reportEach = (errors: readonly unknown[], context: C): Promise<void> => {
    const failures = new Map(errors.map((error) => [causeOf(error), isUnexpected(error)]));
    const worstFirst = [...failures].sort(([, a], [, b]) => Number(b) - Number(a));
    for (const [cause, unexpected] of worstFirst.slice(0, MAX_REPORTED)) report({ cause, unexpected }, context);
    return Promise.resolve();
  };
  return {
    requestDidStart: () =>
      Promise.resolve({ didEncounterErrors: ({ errors, contextValue }) => reportEach(errors, contextValue) }),
    unexpectedErrorProcessingRequest: ({ requestContext, error }) => reportEach([error], requestContext.contextValue),
  };
}
