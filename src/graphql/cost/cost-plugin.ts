import { HeaderMap, type ApolloServerPlugin, type BaseContext, type GraphQLResponse } from '@apollo/server';
import { getVariableValues, GraphQLError, type OperationDefinitionNode } from 'graphql';
import { costsOf } from './cost-tree.ts';
import { checkVariableLists } from './list-limits.ts';
import { checkObjectCount } from './object-count.ts';
import { costLimitExceeded, costOf, type PlannedCalls } from './cost.ts';
import { costAdvice } from './cost-advice.ts';

const DRY_RUN = 'x-dry-run';

/** `extensions.plan` of a dry run. */
export interface Plan {
  /** Upstream calls at the worst. */
  calls: number;
  /** The most that are allowed. */
  limit: number;
  allowed: boolean;
  /** What costs most and the change with which the operation would be allowed; null where it is. */
  remedy: string | null;
  fields: PlannedCalls[];
}

/** An error before execution, with the status that Apollo gives only to the errors of execution. */
function costError(message: string, { nodes, originalError }: Partial<GraphQLError> = {}): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400 } };
  return new GraphQLError(message, { nodes, originalError, extensions });
}

function isDryRun(headers: HeaderMap | undefined): boolean {
  const value = headers?.get(DRY_RUN)?.trim() ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw costError(`The header ${DRY_RUN} takes true or false.`);
}

/** A response without errors must have data, and nothing was run: null (GraphQL specification, Response Format). */
function planResponse(plan: Plan): GraphQLResponse {
  return {
    http: { status: undefined, headers: new HeaderMap() },
    body: { kind: 'single', singleResult: { data: null, extensions: { plan } } },
  };
}

/**
 * Refuses operations that could build too many objects or cost more than `limit` calls, before any; with the header
 * `x-dry-run: true` nothing is run and the answer is the price. After validation, as variables count.
 */
export function costPlugin<C extends BaseContext>(limit: number): ApolloServerPlugin<C> {
  return {
    requestDidStart: () => {
      let plan: Plan | null = null;
      return Promise.resolve({
        didResolveOperation: ({ schema, document, request, ...resolved }) => {
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          const given = request.variables ?? {};
          const dryRun = isDryRun(request.http?.headers);
          // A document without the operation asked for is refused by Apollo.
          if (operation === undefined) return Promise.resolve();
          checkVariableLists(schema, operation, given);
          checkObjectCount(schema, document, request.operationName, given);
          const variables = getVariableValues(schema, operation.variableDefinitions ?? [], given, { maxErrors: 1 });
          const [fault] = variables.errors ?? [];
          // Otherwise variables that do not fit are refused as a whole by the execution.
          if (fault !== undefined && dryRun) throw costError(fault.message, fault);
          if (variables.coerced === undefined) return Promise.resolve();
          const costs = costsOf(schema, document, operation, variables.coerced);
          const cost = costOf(costs);
          const remedy = costAdvice(costs, cost, limit);
          if (remedy !== null && !dryRun) throw costLimitExceeded(remedy);
          if (dryRun) {
            const fields = cost.entries.map((entry) => ({
              field: entry.field,
              operation: entry.operation,
              calls: entry.calls,
            }));
            plan = { calls: cost.calls, limit, allowed: remedy === null, remedy, fields };
          }
          return Promise.resolve();
        },
        responseForOperation: () => Promise.resolve(plan === null ? null : planResponse(plan)),
      });
    },
  };
}
