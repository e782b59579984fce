import {
  defaultFieldResolver,
  getArgumentValues,
  getNullableType,
  isLeafType,
  isNonNullType,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
} from 'graphql';
import { selectionSets, type FieldCollector } from '../document/collect-fields.ts';
import { completeLeaf, completer, type Complete, type CompletedField } from './complete-value.ts';
import { isPromise, type ExecutionState, type ResponsePath } from './execution-state.ts';

/** Resolves and completes one field of one object; null, a value, a promise, or a throw that makes the object null. */
type ExecuteField = (state: ExecutionState, source: unknown, path: ResponsePath | undefined) => unknown;

interface PlannedField {
  readonly responseName: string;
  readonly fieldName: string;
  readonly execute: ExecuteField;
}

/** What is selected of an object of one type. */
export interface SelectionPlan {
  /** In the order of the answer. */
  readonly fields: readonly PlannedField[];
  readonly emptyAnswer: () => Answer;
  /** Characters of the names and what stands between them, and of short values. */
  readonly characters: number;
}

type Answer = Record<string, unknown>;

type Field = GraphQLField<unknown, unknown>;
type Arguments = Readonly<Record<string, unknown>>;

/** Quotes, a colon, a comma, and a value such as `null` or a number. */
const BESIDE_NAME = 8;

/** The same for all, as no resolver changes its arguments. */
const NO_ARGUMENTS: Arguments = Object.freeze({});

function argumentsOf(place: CompletedField, field: Field, node: FieldNode): (state: ExecutionState) => Arguments {
  if (field.args.length === 0) return () => NO_ARGUMENTS;
  return ({ arguments: made, variableValues }) => {
    const known = made.get(place);
    if (known !== undefined) return known;
    const values = getArgumentValues(field, node, variableValues);
    made.set(place, values);
    return values;
  };
}

/** A field whose resolver is called, or that is no plain value. */
function resolvedField(place: CompletedField, field: Field, node: FieldNode, responseName: string): ExecuteField {
  const { parentType, nodes } = place;
  const resolve: GraphQLFieldResolver<unknown, unknown> = field.resolve ?? defaultFieldResolver;
  const isNullable = !isNonNullType(field.type);
  const argsIn = argumentsOf(place, field, node);
  const complete = completer(field.type, place);
  return (state, source, prev) => {
    const path: ResponsePath = { prev, key: responseName, typename: parentType.name };
    try {
      const value: unknown = resolve(source, argsIn(state), state.contextValue, place.info(state, path));
      const completed = isPromise(value)
        ? value.then((resolved) => complete(state, resolved, path))
        : complete(state, value, path);
      if (!isPromise(completed)) return completed;
      return completed.then(undefined, (error: unknown) => state.failAt(error, nodes, path, isNullable));
    } catch (error) {
      return state.failAt(error, nodes, path, isNullable);
    }
  };
}

/** A property of the row that is a plain value: no call, no promise, and no path unless it fails. */
function propertyField(place: CompletedField, field: Field, node: FieldNode, responseName: string): ExecuteField {
  const type = getNullableType(field.type);
  const otherwise = resolvedField(place, field, node, responseName);
  if (field.resolve !== undefined || !isLeafType(type)) return otherwise;
  const { name } = field;
  const complete = completeLeaf(type);
  return (state, source, prev) => {
    if (typeof source !== 'object' || source === null) return otherwise(state, source, prev);
    const value: unknown = (source as Record<string, unknown>)[name];
    // Nulls that are not allowed, methods, promises and errors.
    if (value === null || value === undefined || typeof value === 'function' || typeof value === 'object') {
      return value === null && field.type === type ? null : otherwise(state, source, prev);
    }
    try {
      return complete(state, value);
    } catch (error) {
      const path: ResponsePath = { prev, key: responseName, typename: place.parentType.name };
      return state.failAt(error, place.nodes, path, field.type === type);
    }
  };
}

/** What is selected of the objects of an operation, worked out once for a document and given conditions. */
export class SelectionPlanner {
  readonly #collector: FieldCollector;

  constructor(collector: FieldCollector) {
    this.#collector = collector;
  }

  /** What is selected of a type by fields of one response name. */
  planOf(type: GraphQLObjectType, nodes: readonly Pick<FieldNode, 'selectionSet'>[]): SelectionPlan {
    const collected = this.#collector.collect(type, selectionSets(nodes as readonly FieldNode[]));
    const fields = [...collected].flatMap(([responseName, fieldNodes]): PlannedField[] => {
      const [node] = fieldNodes;
      if (node === undefined) return [];
      if (node.name.value === '__typename')
        return [{ responseName, fieldName: '__typename', execute: () => type.name }];
      const field = type.getFields()[node.name.value];
      if (field === undefined) return [];
      const place = this.#place(type, field, fieldNodes);
      return [{ responseName, fieldName: field.name, execute: propertyField(place, field, node, responseName) }];
    });
    // An alias of this name would set the prototype.
    const isOdd = collected.has('__proto__');
    const characters = fields.reduce((sum, { responseName }) => sum + responseName.length + BESIDE_NAME, 2);
    return { fields, characters, emptyAnswer: () => (isOdd ? (Object.create(null) as Answer) : {}) };
  }

  #place(parentType: GraphQLObjectType, field: Field, nodes: FieldNode[]): CompletedField {
    const { name: fieldName, type: returnType } = field;
    const plans = new Map<GraphQLObjectType, Complete>();
    return {
      parentType,
      name: fieldName,
      nodes,
      info: ({ info, variableValues }, path): GraphQLResolveInfo => ({
        fieldName,
        fieldNodes: nodes,
        returnType,
        parentType,
        path,
        schema: info.schema,
        fragments: info.fragments,
        rootValue: undefined,
        operation: info.operation,
        variableValues: variableValues,
      }),
      selected: (type) => {
        const known = plans.get(type);
        if (known !== undefined) return known;
        let plan: SelectionPlan | undefined;
        // Made when an object is there: of what is never reached nothing is.
        const complete: Complete = (state, source, path) =>
          executeFields(state, (plan ??= this.planOf(type, nodes)), source, path);
        plans.set(type, complete);
        return complete;
      },
    };
  }
}

/** A field that is still being resolved. */
type Pending = readonly [responseName: string, value: Promise<unknown>];

function settle(answer: Answer, pending: readonly Pending[]): Promise<Answer> {
  return Promise.all(pending.map(([, value]) => value)).then((values) => {
    for (const [index, [responseName]] of pending.entries()) answer[responseName] = values[index];
    return answer;
  });
}

/** The selected fields of one object, all at the same time. */
export function executeFields(
  state: ExecutionState,
  { fields, emptyAnswer, characters }: SelectionPlan,
  source: unknown,
  path: ResponsePath | undefined,
): Answer | Promise<Answer> {
  state.size.add(characters);
  const answer = emptyAnswer();
  let pending: Pending[] | undefined;
  try {
    for (const { responseName, execute } of fields) {
      const value = execute(state, source, path);
      // Also of one that is pending, so that the members keep their order.
      answer[responseName] = value;
      if (isPromise(value)) (pending ??= []).push([responseName, value]);
    }
  } catch (error) {
    if (pending === undefined) throw error;
    // Fields that are still being resolved may fail too, and no one else will hear of it.
    return settle(answer, pending).finally(() => {
      throw error;
    });
  }
  return pending === undefined ? answer : settle(answer, pending);
}

/** The selected fields of one object, one after the other: those of a mutation. */
export function executeSerially(
  state: ExecutionState,
  { fields, emptyAnswer }: SelectionPlan,
  source: unknown,
): Answer | Promise<Answer> {
  const run = (answer: Answer, { responseName, execute }: PlannedField): Answer | Promise<Answer> => {
    const store = (value: unknown): Answer => {
      answer[responseName] = value;
      return answer;
    };
    const value = execute(state, source, undefined);
    return isPromise(value) ? value.then(store) : store(value);
  };
  return fields.reduce<Answer | Promise<Answer>>(
    (before, field) => (isPromise(before) ? before.then((answer) => run(answer, field)) : run(before, field)),
    emptyAnswer(),
  );
}
