import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';

/** What is known of a finished request; never its variables, headers or text. */
export interface RequestReport {
  operationName: string | null;
  /** `query` or `mutation`; null where the document could not be read. */
  operationType: string | null;
  milliseconds: number;
  /** `ok`, or the code of the first error. */
  outcome: string;
  upstream: ShownCost;
}

/** `extensions.upstream` */
interface ShownCost {
  calls: number;
  cacheHits: number;
  coalesced: number;
  waitedMs: number;
}

interface Costed {
  /** With `requests` where each call is to be shown too. */
  rest: { cost: ShownCost & { requests?: { readonly shown: object } } };
}

/** Adds `extensions.upstream` to every answer and reports every finished request. */
export function requestLogger<C extends Costed>(
  report: (report: RequestReport, context: C) => void,
): ApolloServerPlugin<C> {
  return {
    requestDidStart: () => {
      const started = performance.now();
      return Promise.resolve({
        willSendResponse: (resolved) => {
          const { response, contextValue, operationName } = resolved;
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          if (response.body.kind === 'single') {
            const result = response.body.singleResult;
            const { calls, cacheHits, coalesced, waitedMs, requests } = contextValue.rest.cost;
            const upstream: ShownCost = { calls, cacheHits, coalesced, waitedMs: Math.round(waitedMs) };
            result.extensions = Object.assign(result.extensions ?? {}, {
              upstream: { ...upstream, ...requests?.shown },
            });
            const code = result.errors?.[0]?.extensions?.code;
            report(
              {
                operationName: operationName ?? null,
                operationType: operation?.operation ?? null,
                milliseconds: Math.round(performance.now() - started),
                outcome: result.errors === undefined ? 'ok' : String(code),
                upstream,
              },
              contextValue,
            );
          }
          return Promise.resolve();
        },
      });
    },
  };
}
