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
import { getOperationAST, OperationTypeNode, type GraphQLSchema } from 'graphql';
import { formatError } from '../errors/format-error.ts';
import { missingPermissionPlugin } from '../errors/missing-permission-plugin.ts';
import { responseShapePlugin } from '../errors/response-shape-plugin.ts';
import { costPlugin } from '../cost/cost-plugin.ts';
import { executeDocument, type AroundRootField } from '../execution/execute-document.ts';
import type { Slices } from '../execution/execution-state.ts';
import { documentLimitsRule, parseLimits } from '../limits/document-limits.ts';
import { literalLimitsRule } from '../limits/input-limits.ts';
import type { Limits } from '../limits/limits.ts';

/** Runs an operation when there is a place for it, or refuses it. */
export type Admit = <T>(kind: 'query' | 'mutation', work: () => PromiseLike<T> | T) => Promise<T>;

export interface GraphqlServerOptions<C extends BaseContext> {
  schema: GraphQLSchema;
  introspection: boolean;
  /** Upstream calls that one operation may cost at the worst. */
  maxCalls: number;
  limits: Limits;
  admit: Admit;
  /** Whether clients may have documents kept by their hash; in memory, 30 MB at the most. */
  automaticPersistedQueries: boolean;
  /** Whether a query may come by GET. */
  allowsGet?: boolean;
  /** The turns in which an answer is made. */
  slicesOf: (context: C) => Slices;
  /** Follows the fields of the root type, where they are. */
  aroundRootField?: AroundRootField | undefined;
  plugins: ApolloServerPlugin<C>[];
}

type Executors = ApolloServerOptionsWithGateway<BaseContext>;

/**
 * Headers that no browser sends to another origin before it was let to (CSRF). Every caller has the last one, so that a
 * GET with a token is none of a page that the caller knows nothing of.
 */
const PREFLIGHTED = ['apollo-require-preflight', 'x-apollo-operation-name', 'authorization'];

/** Apollo's way to give it another executor than graphql-js; nothing is federated. */
function ourExecutor<C extends BaseContext>({
  schema,
  limits,
  admit,
  slicesOf,
  aroundRootField,
}: Omit<GraphqlServerOptions<C>, 'plugins'>): Executors['gateway'] {
  return {
    onSchemaLoadOrUpdate: (loaded) => {
      loaded({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: ({ document, request: { operationName, variables }, context: contextValue }) => {
          // Missing where the document has none of this name, which the execution refuses.
          const operation = getOperationAST(document, operationName);
          // Apollo types it as any context; it is the one of its requests.
          const slices = slicesOf(contextValue as C);
          return admit(operation?.operation === OperationTypeNode.MUTATION ? 'mutation' : 'query', () =>
            executeDocument({
              schema,
              document,
              operationName,
              variables,
              contextValue,
              limits,
              slices,
              aroundRootField,
            }),
          );
        },
      }),
    stop: () => Promise.resolve(),
  };
}

/** Apollo Server with the limits that keep a small query from costing much; figures in docs/decisions. */
export function createGraphqlServer<C extends BaseContext>(options: GraphqlServerOptions<C>): ApolloServer<C> {
  const { limits } = options;
  return new ApolloServer<C>({
    gateway: ourExecutor(options),
    introspection: options.introspection,
    // The name of an environment must not change what callers see.
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    allowBatchedHttpRequests: false,
    csrfPrevention: options.allowsGet === true ? { requestHeaders: PREFLIGHTED } : true,
    persistedQueries: options.automaticPersistedQueries ? {} : false,
    // The process handles signals itself, in the order that loses no request.
    stopOnTerminationSignals: false,
    parseOptions: parseLimits(limits),
    validationOptions: { maxErrors: 3, hideSuggestions: !options.introspection },
    validationRules: [documentLimitsRule(limits), literalLimitsRule(limits)],
    // In this order, so that anyone who is told of an error knows already whose fault it is.
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It wraps every resolver, plain properties too, for hints that no field gives.
      ApolloServerPluginCacheControlDisabled(),
      costPlugin<C>(options.maxCalls, limits),
      responseShapePlugin<C>(),
      missingPermissionPlugin<C>(),
      ...options.plugins,
    ],
    formatError: (formatted, error) => formatError(formatted, error, options.introspection),
  });
}
