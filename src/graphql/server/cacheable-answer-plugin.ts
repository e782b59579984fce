import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { Kind, OperationTypeNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { upstreamOf } from '../schema/upstream-directive.ts';

/** What tells until when an answer may be given again. */
interface Costed {
  rest: { cost: { calls: number; cacheHits: number; coalesced: number; cachedUntil: number } };
}

export interface CacheableAnswer {
  operationName: string | null;
  /** Reads that it was made of. */
  reads: number;
  /** Milliseconds of performance.now(). */
  until: number;
}

const verdicts = new WeakMap<OperationDefinitionNode, boolean>();

/** Whether an operation reads the vendor's objects alone: not the caller, nor quotas, nor what this process has kept. */
function readsObjectsOnly(schema: GraphQLSchema, operation: OperationDefinitionNode): boolean {
  const known = verdicts.get(operation);
  if (known !== undefined) return known;
  const fields = schema.getQueryType()?.getFields() ?? {};
  const verdict =
    operation.operation === OperationTypeNode.QUERY &&
    operation.selectionSet.selections.every((selection) => {
      if (selection.kind !== Kind.FIELD) return false;
      const field = fields[selection.name.value];
      const upstream = field === undefined ? null : upstreamOf(field);
      return upstream !== null && upstream.operations.every(({ method }) => method === 'GET');
    });
  verdicts.set(operation, verdict);
  return verdict;
}

/** Tells of each answer without errors that may be given again, and until when: as long as all that it was made of is cached. */
export function cacheableAnswerPlugin<C extends BaseContext & Costed>(
  tell: (answer: CacheableAnswer, context: C) => void,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: (resolved) => {
          const { response, contextValue, schema } = resolved;
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          const { calls, cacheHits, coalesced, cachedUntil: until } = contextValue.rest.cost;
          const { body } = response;
          const isWhole = body.kind === 'single' && body.singleResult.errors === undefined;
          if (!isWhole || operation === undefined || until === Infinity || until <= performance.now())
            return Promise.resolve();
          if (readsObjectsOnly(schema, operation)) {
            const operationName = resolved.operationName ?? null;
            tell({ operationName, reads: calls + cacheHits + coalesced, until }, contextValue);
          }
          return Promise.resolve();
        },
      }),
  };
}
