import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { getVariableValues, type OperationDefinitionNode } from 'graphql';
import { OddShapes, type OddShapeError } from './odd-shape.ts';

const found = new WeakMap<object, OddShapeError>();

/** The vendor's fault that an error of execution was found to be; null for every other error. */
export function oddShapeOf(error: unknown): OddShapeError | null {
  return (typeof error === 'object' && error !== null ? found.get(error) : undefined) ?? null;
}

/** Finds the errors that values of odd shapes have caused, for `oddShapeOf`; must stand before plugins that ask it. */
export function oddShapePlugin<C extends BaseContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, schema, document, request, ...resolved }) => {
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          if (document === undefined || operation === undefined) return Promise.resolve();
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
          const oddShapes = new OddShapes(schema, document, operation, coerced ?? {});
          for (const error of errors) {
            const odd = oddShapes.of(error);
            if (odd !== null) found.set(error, odd);
          }
          return Promise.resolve();
        },
      }),
  };
}
