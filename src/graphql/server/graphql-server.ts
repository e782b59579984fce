import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type BaseContext,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { formatError } from '../errors/format-error.ts';
import { documentLimitsRule, PARSE_LIMITS } from '../cost/document-limits.ts';
import { listLimitRule } from '../cost/list-limits.ts';
import { missingPermissionPlugin } from '../errors/missing-permission-plugin.ts';
import { responseShapePlugin } from '../errors/response-shape-plugin.ts';
import { costPlugin } from '../cost/cost-plugin.ts';
import { executeDocument } from '../execution/execute-document.ts';

export interface GraphqlServerOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  introspection: boolean;
  /** Upstream calls that one operation may cost at the worst. */
  maxCalls: number;
  /** Whether a query may come by GET. */
  allowsGet?: boolean;
  plugins: ApolloServerPlugin<C>[];
}

/**
 * Headers that no browser sends to another origin before it was let to (CSRF). Every caller has the last one, so that a
 * GET with a token is none of a page that the caller knows nothing of.
 */
const PREFLIGHTED = ['apollo-require-preflight', 'x-apollo-operation-name', 'authorization'];

/** Apollo's way to give it another executor than graphql-js; nothing is federated. */
function ourExecutor(schema: GraphQLSchema): NonNullable<ApolloServerOptionsWithGateway<BaseContext>['gateway']> {
  return {
    onSchemaLoadOrUpdate: (loaded) => {
      loaded({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: async ({ document, request: { operationName, variables }, context: contextValue }) =>
          executeDocument({ schema, document, operationName, variables, contextValue }),
      }),
    stop: () => Promise.resolve(),
  };
}

/** Apollo Server with the limits that keep a small query from costing much; figures in docs/decisions. */
export function createGraphqlServer<C extends BaseContext>(options: GraphqlServerOptions<C>): ApolloServer<C> {
  return new ApolloServer<C>({
    gateway: ourExecutor(options.schema),
    introspection: options.introspection,
    // The name of an environment must not change what callers see.
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    allowBatchedHttpRequests: false,
    csrfPrevention: options.allowsGet === true ? { requestHeaders: PREFLIGHTED } : true,
    persistedQueries: false,
    // The process handles signals itself, in the order that loses no request.
    stopOnTerminationSignals: false,
    maxRecursiveSelections: 10_000,
    parseOptions: PARSE_LIMITS,
    validationOptions: { maxErrors: 3, hideSuggestions: !options.introspection },
    validationRules: [documentLimitsRule(), listLimitRule],
    // In this order, so that anyone who is told of an error knows already whose fault it is.
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every resolver, plain properties too, for hints that no field gives.
      ApolloServerPluginCacheControlDisabled(),
      costPlugin<C>(options.maxCalls),
      responseShapePlugin<C>(),
      missingPermissionPlugin<C>(),
      ...options.plugins,
    ],
    formatError,
  });
}
