import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, type OperationDefinitionNode } from 'graphql';
import { coercedVariables } from '../document/coerced-variables.ts';
import { ShapeErrorAttribution, type UnexpectedShapeError } from './response-shape-error.ts';

const found = new WeakMap<object, UnexpectedShapeError>();

/** The vendor's fault that an error of execution was found to be; null for every other error. */
export function shapeErrorOf(error: unknown): UnexpectedShapeError | null {
  return (typeof error === 'object' && error !== null ? found.get(error) : undefined) ?? null;
}

/**
 * Finds the errors that values of unexpected shape have caused, for `shapeErrorOf`; must stand before plugins that ask
 * it.
 */
export function responseShapePlugin<C extends BaseContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, schema, document, request, contextValue, ...resolved }) => {
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          // What was refused before execution, for its variables perhaps, has no path, and none of it is to be coerced again.
          const ran = errors.some((error) => error instanceof GraphQLError && error.path !== undefined);
          if (document === undefined || operation === undefined || !ran) return Promise.resolve();
          const { coerced } = coercedVariables(schema, operation, request.variables, contextValue);
          const shapeErrors = new ShapeErrorAttribution(schema, document, operation, coerced ?? {});
          for (const error of errors) {
            const odd = shapeErrors.attribute(error);
            if (odd !== null) found.set(error, odd);
          }
          return Promise.resolve();
        },
      }),
  };
}
