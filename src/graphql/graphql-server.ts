import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { formatError } from './format-error.ts';
import { documentLimitsRule, PARSE_LIMITS } from './limits.ts';
import { checkObjectCount } from './object-count.ts';
import { checkPrice, priceOf } from './price.ts';

export interface GraphqlServerOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  introspection: boolean;
  /** Upstream calls that one operation may cost at the worst. */
  mostCalls: number;
  plugins: ApolloServerPlugin<C>[];
}

/** Refuses operations that could build too many objects or cost too many calls; after validation, as variables count. */
function sizePlugin<C extends BaseContext>(mostCalls: number): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, request, ...resolved }) => {
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          const given = request.variables ?? {};
          checkObjectCount(schema, document, request.operationName, given);
          // A document without the operation asked for is refused by Apollo.
          if (operation === undefined) return Promise.resolve();
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
          // Variables that do not fit are refused as a whole by the execution.
          if (coerced !== undefined) checkPrice(priceOf(schema, document, operation, coerced), mostCalls);
          return Promise.resolve();
        },
      }),
  };
}

/** Apollo Server with the limits that keep a small query from costing much; figures in docs/decisions. */
export function createGraphqlServer<C extends BaseContext>(options: GraphqlServerOptions<C>): ApolloServer<C> {
  return new ApolloServer<C>({
    schema: options.schema,
    introspection: options.introspection,
    // The name of an environment must not change what callers see.
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    // The process handles signals itself, in the order that loses no request.
    stopOnTerminationSignals: false,
    maxRecursiveSelections: 10_000,
    parseOptions: PARSE_LIMITS,
    validationOptions: { maxErrors: 5, hideSuggestions: !options.introspection },
    executionOptions: { maxCoercionErrors: 5 },
    validationRules: [documentLimitsRule()],
    plugins: [ApolloServerPluginLandingPageDisabled(), sizePlugin<C>(options.mostCalls), ...options.plugins],
    formatError,
  });
}
