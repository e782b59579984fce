import { HeaderMap, type ApolloServerPlugin, type BaseContext, type GraphQLResponse } from '@apollo/server';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { checkArguments } from './argument-checks.ts';
import { coercedVariables } from '../document/coerced-variables.ts';
import { costsOf } from './cost-tree.ts';
import { checkVariables } from '../limits/input-limits.ts';
import { checkObjectCount } from '../limits/object-count.ts';
import type { Limits } from '../limits/limits.ts';
import { costLimitExceeded, costOf, type PlannedCalls, type QueryCost } from './cost.ts';
import { costKeys } from './cost-variables.ts';
import { costAdvice } from './cost-advice.ts';

const DRY_RUN = 'x-dry-run';

type Variables = Readonly<Record<string, unknown>>;

interface PricedRequest {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  operationName: string | undefined;
  /** As the client sent them. */
  given: Record<string, unknown>;
}

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

/** What an operation costs, and the change with which it would be allowed; null where it is. */
interface Price {
  cost: QueryCost;
  remedy: string | null;
}

/** Prices of one operation that are kept, which differ by its variables. */
const MAX_PRICES = 32;

/** Works out what operations cost: once for a document and what its price depends on of the variables. */
class PriceList {
  readonly #limit: number;
  readonly #limits: Limits;
  readonly #prices = new WeakMap<OperationDefinitionNode, (variables: Variables, make: () => Price) => Price>();

  constructor(limit: number, limits: Limits) {
    this.#limit = limit;
    this.#limits = limits;
  }

  /** Throws BAD_USER_INPUT and QUERY_LIMIT_EXCEEDED. */
  priceOf(request: PricedRequest, coerced: Variables): Price {
    return this.#pricesOf(request)(coerced, () => {
      const { schema, document, operation, operationName, given } = request;
      checkObjectCount(schema, document, operationName, given, this.#limits);
      const costs = costsOf(schema, document, operation, coerced);
      const cost = costOf(costs);
      return { cost, remedy: costAdvice(costs, cost, this.#limit) };
    });
  }

  #pricesOf({ schema, document, operation }: PricedRequest) {
    const known = this.#prices.get(operation);
    if (known !== undefined) return known;
    const keyOf = costKeys(schema, document);
    const kept = new LRUCache<string, Price>({ max: MAX_PRICES });
    const prices = (variables: Variables, make: () => Price): Price => {
      const key = keyOf(variables);
      const price = (key === null ? undefined : kept.get(key)) ?? make();
      // Of what is refused nothing is kept.
      if (key !== null && price.remedy === null) kept.set(key, price);
      return price;
    };
    this.#prices.set(operation, prices);
    return prices;
  }
}

/**
 * Refuses operations that could build too many objects, cost more than `limit` calls, or have arguments that no resolver
 * takes, before any runs; with the header
 * `x-dry-run: true` nothing is run and the answer is the price. After validation, as variables count.
 */
export function costPlugin<C extends BaseContext>(limit: number, limits: Limits): ApolloServerPlugin<C> {
  const prices = new PriceList(limit, limits);
  return {
    requestDidStart: () => {
      let plan: Plan | null = null;
      return Promise.resolve({
        didResolveOperation: (resolved) => {
          const { schema, document, request, contextValue } = resolved;
          const operation: OperationDefinitionNode | undefined = resolved.operation;
          const { variables: given = {}, operationName } = request;
          const dryRun = isDryRun(request.http?.headers);
          // A document without the operation asked for is refused by Apollo.
          if (operation === undefined) return Promise.resolve();
          if (schema.getRootType(operation.operation) == null) {
            throw costError(`This graph has no ${operation.operation}.`, { nodes: [operation] });
          }
          checkVariables(schema, operation, given, limits);
          const variables = coercedVariables(schema, operation, request.variables, contextValue);
          const [fault] = variables.errors ?? [];
          // Otherwise variables that do not fit are refused as a whole by the execution, with a proper message for each.
          if (fault !== undefined && dryRun) throw costError(fault.message, fault);
          if (variables.coerced === undefined) return Promise.resolve();
          const { cost, remedy } = prices.priceOf(
            { schema, document, operation, operationName, given },
            variables.coerced,
          );
          if (remedy !== null && !dryRun) throw costLimitExceeded(remedy);
          checkArguments(schema, document, operation, variables.coerced);
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
