import {
  BREAK,
  execute,
  getOperationAST,
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { FieldCollector } from '../document/collect-fields.ts';
import { coercedVariables } from '../document/coerced-variables.ts';
import { AnswerSize } from '../limits/answer-size.ts';
import type { Limits } from '../limits/limits.ts';
import { ExecutionState, isPromise, type OperationInfo, type Slices } from './execution-state.ts';
import { executeFields, executeSerially, SelectionPlanner, type SelectionPlan } from './selection-plan.ts';

export interface DocumentRequest {
  schema: GraphQLSchema;
  /** Valid for the schema. */
  document: DocumentNode;
  operationName: string | undefined;
  /** As the client sent them. */
  variables: Readonly<Record<string, unknown>> | undefined;
  contextValue: object;
  /** Of the answer's size. */
  limits: Limits;
  slices: Slices;
  /** Resolves each field of the root type, by calling what it is handed. */
  aroundRootField?: AroundRootField | undefined;
}

/** A field of the root type that is about to be resolved. */
export interface RootField {
  parentType: string;
  fieldName: string;
  /** The code of the first error in it so far. */
  errorCode: () => string | undefined;
}

/** Returns, or throws, what `run` does. */
export type AroundRootField = (field: RootField, run: () => unknown) => unknown;

/** Errors of variables that one answer tells. */
export const MAX_COERCION_ERRORS = 2;
/** Plans of one operation, which differ by what its `@skip` and `@include` say. */
const MAX_PLANS = 8;

/** What of an operation does not depend on the request. */
interface PreparedOperation {
  readonly info: OperationInfo;
  /** Variables that decide which fields are selected. */
  readonly conditions: readonly string[];
  /** By the values of the conditions. */
  readonly plans: LRUCache<string, SelectionPlan>;
}

function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function asksForTheSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      asks = true;
      return BREAK;
    },
  });
  return asks;
}

/** An operation as far as it can be prepared; null where graphql-js executes it. */
function prepare(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): PreparedOperation | null {
  if (operation.operation === OperationTypeNode.SUBSCRIPTION || asksForTheSchema(document)) return null;
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const byName: [string, FragmentDefinitionNode][] = fragments.map((node) => [node.name.value, node]);
  return {
    info: { schema, fragments: Object.fromEntries(byName), operation },
    conditions: conditionsOf(document),
    plans: new LRUCache({ max: MAX_PLANS }),
  };
}

/** As long as the document is kept, which is decided where it is parsed and validated. */
const prepared = new WeakMap<OperationDefinitionNode, PreparedOperation | null>();

function preparedOf({ schema, document }: DocumentRequest, operation: OperationDefinitionNode) {
  const known = prepared.get(operation);
  if (known !== undefined && (known === null || known.info.schema === schema)) return known;
  const made = prepare(schema, document, operation);
  prepared.set(operation, made);
  return made;
}

function planOf(
  { info, conditions, plans }: PreparedOperation,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): SelectionPlan | null {
  const root = info.schema.getRootType(info.operation.operation);
  const values = conditions.map((name) => variables[name]);
  // A condition that is null is an error of the field that has it.
  if (root === null || root === undefined || values.some((value) => typeof value !== 'boolean')) return null;
  const key = values.join();
  const known = plans.get(key);
  if (known !== undefined) return known;
  // A plan outlives its request: of the variables it keeps those alone that it is made for.
  const decisive = Object.fromEntries(conditions.map((name) => [name, variables[name]]));
  const planner = new SelectionPlanner(new FieldCollector(info.schema, document, decisive));
  const made = planner.planOf(root, [info.operation]);
  plans.set(key, made);
  return made;
}

/** A plan of the root type whose fields are resolved within what follows each of them. */
function followed(plan: SelectionPlan, around: AroundRootField | undefined): SelectionPlan {
  if (around === undefined) return plan;
  const fields = plan.fields.map(({ responseName, fieldName, execute }): SelectionPlan['fields'][number] => ({
    responseName,
    fieldName,
    execute: (state, source, path) => {
      const { operation, schema } = state.info;
      const parentType = schema.getRootType(operation.operation)?.name ?? '';
      const errorCode = (): string | undefined => {
        const error = state.errors.find(({ path: place }) => place?.[0] === responseName);
        return error && String(error.extensions.code ?? 'INTERNAL_SERVER_ERROR');
      };
      return around({ parentType, fieldName, errorCode }, () => execute(state, source, path));
    },
  }));
  return { ...plan, fields };
}

function executeByGraphqlJs(request: DocumentRequest): ExecutionResult | Promise<ExecutionResult> {
  const { variables, operationName, limits: _, slices: __, aroundRootField: ___, ...args } = request;
  return execute({
    ...args,
    operationName: operationName ?? null,
    variableValues: variables ?? null,
    options: { maxCoercionErrors: MAX_COERCION_ERRORS },
  });
}

/**
 * Executes a valid document as graphql-js does, to the same data and the same errors, but works out what a document selects
 * once and not for every row of every request. What it does not know (introspection, subscriptions, variables that do not
 * fit) is left to graphql-js.
 */
export function executeDocument(request: DocumentRequest): ExecutionResult | Promise<ExecutionResult> {
  const { schema, document, operationName, variables, contextValue, limits, slices } = request;
  const operation = getOperationAST(document, operationName);
  const known = operation && preparedOf(request, operation);
  const { coerced } = operation ? coercedVariables(schema, operation, variables, contextValue) : {};
  const planned = known && coerced && planOf(known, document, coerced);
  if (!known || !coerced || !planned) return executeByGraphqlJs(request);
  const plan = followed(planned, request.aroundRootField);

  const state = new ExecutionState(
    known.info,
    coerced,
    contextValue,
    new AnswerSize(limits, operation?.name?.value ?? null),
    slices,
  );
  const answer = (data: unknown): ExecutionResult => {
    const shown = data as Record<string, unknown> | null;
    return state.errors.length === 0 ? { data: shown } : { errors: state.errors, data: shown };
  };
  const fail = (error: unknown): ExecutionResult => {
    // Located by the field that threw it.
    state.addError(error as ExecutionState['errors'][number], undefined);
    return answer(null);
  };
  try {
    const isMutation = known.info.operation.operation === OperationTypeNode.MUTATION;
    const data = isMutation
      ? executeSerially(state, plan, undefined)
      : executeFields(state, plan, undefined, undefined);
    return isPromise(data) ? data.then(answer, fail) : answer(data);
  } catch (error) {
    return fail(error);
  }
}
