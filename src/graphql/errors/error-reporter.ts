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

export interface ErrorReporterOptions<C extends BaseContext> {
  report: (failure: Failure, context: C) => void;
  requestIdOf: (context: C) => string;
}

/**
 * Reports why a request or fields of it failed, each cause once, unexpected ones first, ten at most; of an error that is
 * masked its caller gets the id of the request, by which an operator finds the cause.
 */
export function errorReporter<C extends BaseContext>({
  report,
  requestIdOf,
}: ErrorReporterOptions<C>): ApolloServerPlugin<C> {
  const reportEach = (errors: readonly unknown[], context: C): Promise<void> => {
    const failures = new Map(errors.map((error) => [causeOf(error), isUnexpected(error)]));
    const worstFirst = [...failures].sort(([, a], [, b]) => Number(b) - Number(a));
    for (const [cause, unexpected] of worstFirst.slice(0, MAX_REPORTED)) report({ cause, unexpected }, context);
    return Promise.resolve();
  };
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => reportEach(errors, contextValue),
        willSendResponse: ({ response: { body }, contextValue }) => {
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          for (const { extensions } of errors) {
            if (extensions?.code === 'INTERNAL_SERVER_ERROR') extensions.requestId = requestIdOf(contextValue);
          }
          return Promise.resolve();
        },
      }),
    unexpectedErrorProcessingRequest: ({ requestContext, error }) => reportEach([error], requestContext.contextValue),
  };
}
