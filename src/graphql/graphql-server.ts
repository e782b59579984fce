import { ApolloServer, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { formatError } from './format-error.ts';
import { documentLimitsRule, PARSE_LIMITS } from './limits.ts';
import { checkObjectCount } from './object-count.ts';

export interface GraphqlServerOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  introspection: boolean;
  plugins: ApolloServerPlugin<C>[];
  /** Told of every error that no caller was meant to see. */
  onUnexpectedError: (error: unknown) => void;
}

/** Refuses operations that could build too many objects; after validation, since it depends on variables. */
function objectCountPlugin<C extends BaseContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, request }) => {
          checkObjectCount(schema, document, request.operationName, request.variables ?? {});
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
    plugins: [ApolloServerPluginLandingPageDisabled(), objectCountPlugin<C>(), ...options.plugins],
    formatError: (formatted, error) => formatError(formatted, error, options.onUnexpectedError),
  });
}
