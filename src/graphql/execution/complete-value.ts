import {
  defaultTypeResolver,
  getNamedType,
  GraphQLError,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { isPromise, type ExecutionState, type ResponsePath } from './execution-state.ts';

/** Makes what the answer shows of a value that a resolver gave, or a promise of it. Throws what the position cannot show. */
export type Complete = (state: ExecutionState, value: unknown, path: ResponsePath) => unknown;

/** The field whose values are completed, and how the fields of an object below it are resolved. */
export interface CompletedField {
  readonly parentType: GraphQLObjectType;
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly info: (state: ExecutionState, path: ResponsePath) => GraphQLResolveInfo;
  readonly selected: (type: GraphQLObjectType) => Complete;
}

/** The path of a field, of whose lists an item is being completed. */
function fieldPath(path: ResponsePath): ResponsePath {
  let at = path;
  while (typeof at.key === 'number' && at.prev !== undefined) at = at.prev;
  return at;
}

/** Shows a scalar or an enum value, and counts its characters. */
export function completeLeaf(type: GraphQLLeafType): (state: ExecutionState, value: unknown) => unknown {
  const isText = type === GraphQLString || type.name === 'ID';
  return ({ size }, value) => {
    const shown: unknown = isText && typeof value === 'string' ? value : type.serialize(value);
    if (shown !== null && shown !== undefined) {
      size.addValue(shown);
      return shown;
    }
    throw new Error(
      `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(shown)}`,
    );
  };
}

/** Elements of a list: no page has so many, and an odd list of millions would be millions of errors. */
const MAX_ELEMENTS = 100_000;

function completeList(type: GraphQLList<GraphQLOutputType>, field: CompletedField): Complete {
  const isNullable = !isNonNullType(type.ofType);
  // Scalars take no time.
  const isSliced = !isLeafType(getNamedType(type.ofType));
  const { nodes } = field;
  const completeItem = completer(type.ofType, field);
  return (state, value, path) => {
    if (typeof value !== 'object' || typeof (value as Iterable<unknown>)[Symbol.iterator] !== 'function') {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${field.parentType.name}.${field.name}".`,
      );
    }
    if (Array.isArray(value) && value.length > MAX_ELEMENTS) {
      throw new GraphQLError(
        `A list of ${value.length} elements at "${field.parentType.name}.${field.name}" is too long.`,
      );
    }
    const elements = Array.isArray(value) ? (value as unknown[]) : Array.from(value as Iterable<unknown>);
    const shown: unknown[] = [];
    const pending: Promise<unknown>[] = [];
    const complete = (item: unknown, index: number): unknown => {
      const itemPath: ResponsePath = { prev: path, key: index, typename: undefined };
      try {
        const completed = isPromise(item)
          ? item.then((resolved) => completeItem(state, resolved, itemPath))
          : completeItem(state, item, itemPath);
        if (!isPromise(completed)) return completed;
        const settled = completed.then(undefined, (error: unknown) => state.failAt(error, nodes, itemPath, isNullable));
        pending.push(settled);
        return settled;
      } catch (error) {
        return state.failAt(error, nodes, itemPath, isNullable);
      }
    };
    const { slices } = state;
    // No one waits for them yet, or any more: that they fail must not end the process, as it would with graphql-js.
    const ignorePending = (): void => {
      for (const each of pending) each.catch(() => undefined);
    };
    /** Completes elements until the slice is over, one at the least; tells whether any are left. */
    const completeSlice = (): boolean => {
      try {
        while (shown.length < elements.length) {
          shown.push(complete(elements[shown.length], shown.length));
          if (isSliced && slices.isOver()) break;
        }
        return shown.length < elements.length;
      } catch (error) {
        ignorePending();
        throw error;
      }
    };
    const completeRest = async (): Promise<unknown[]> => {
      do {
        ignorePending();
        pending.length = 0;
        await slices.next();
      } while (completeSlice());
      return Promise.all(shown);
    };
    if (completeSlice()) return completeRest();
    return pending.length > 0 ? Promise.all(shown) : shown;
  };
}

/** The object type that a value of an abstract type was found to be. Throws for anything that is none of its types. */
function runtimeType(
  name: unknown,
  value: unknown,
  type: GraphQLAbstractType,
  { parentType, name: fieldName, nodes }: CompletedField,
  { info: { schema } }: ExecutionState,
): GraphQLObjectType {
  const place = `for field "${parentType.name}.${fieldName}"`;
  if (name === null || name === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime ${place}. Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime ${place} with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  }
  const found = schema.getType(name);
  if (found === undefined) {
    const message = `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`;
    throw new GraphQLError(message, { nodes });
  }
  if (!isObjectType(found)) {
    throw new GraphQLError(`Abstract type "${type.name}" was resolved to a non-object type "${name}".`, { nodes });
  }
  if (!schema.isSubType(type, found)) {
    const message = `Runtime Object type "${found.name}" is not a possible type for "${type.name}".`;
    throw new GraphQLError(message, { nodes });
  }
  return found;
}

function completeAbstract(type: GraphQLAbstractType, field: CompletedField): Complete {
  return (state, value, path) => {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const info = field.info(state, fieldPath(path));
    const asObject = (name: unknown): unknown =>
      completeObject(runtimeType(name, value, type, field, state), field)(state, value, path);
    const name: unknown = resolveType(value, state.contextValue, info, type);
    return isPromise(name) ? name.then(asObject) : asObject(name);
  };
}

function completeObject(type: GraphQLObjectType, field: CompletedField): Complete {
  const executeFields = field.selected(type);
  const { isTypeOf } = type;
  if (isTypeOf === null || isTypeOf === undefined) return executeFields;
  return (state, value, path) => {
    const checked = (isOne: boolean): unknown => {
      if (isOne) return executeFields(state, value, path);
      throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
        nodes: field.nodes,
      });
    };
    const isOne = isTypeOf(value, state.contextValue, field.info(state, fieldPath(path)));
    return isPromise(isOne) ? isOne.then(checked) : checked(isOne);
  };
}

function ofNullable(type: GraphQLOutputType, field: CompletedField): Complete {
  if (isListType(type)) return completeList(type, field);
  if (isLeafType(type)) {
    return completeLeaf(type);
  }
  if (isAbstractType(type)) return completeAbstract(type, field);
  return completeObject(type as GraphQLObjectType, field);
}

/** How values of a type are completed at a field: chosen once for a document, as graphql-js chooses for each value. */
export function completer(type: GraphQLOutputType, field: CompletedField): Complete {
  if (!isNonNullType(type)) {
    const complete = ofNullable(type, field);
    return (state, value, path) => {
      if (value === null || value === undefined) return null;
      if (value instanceof Error) throw value;
      return complete(state, value, path);
    };
  }
  const complete = ofNullable(type.ofType, field);
  return (state, value, path) => {
    if (value instanceof Error) throw value;
    // What has been completed is never null: only a value that was not there is.
    if (value !== null && value !== undefined) return complete(state, value, path);
    throw new Error(`Cannot return null for non-nullable field ${field.parentType.name}.${field.name}.`);
  };
}
