import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  GraphQLError,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { markRowProperty } from '../schema/row-types.ts';

/** What is wrong with an element of a list of the vendor's, and whose answer it stood in. */
export interface RowFault {
  /** Whom and what was asked: `Defender answered listMachines`. */
  readonly answer: string;
  /** Name of the operation. */
  readonly operation: string;
  /** `it has no usable id` */
  readonly why: string;
}

/** An element that was left out of a list, since it cannot be read. */
export interface Unreadable {
  /** From 0, in the vendor's list. */
  readonly index: number;
  readonly fault: RowFault;
}

/** Elements that were left out of one list of an answer. */
export interface OmittedRows {
  path: readonly (string | number)[];
  nodes: readonly FieldNode[];
  /** Schema coordinate of the list: `Alert.comments`. */
  field: string;
  /** Rows, each with its fault; none for what is a property's. */
  rows: readonly Unreadable[];
  /** Places of the elements of a property, which no one but the schema says are odd. */
  indexes: readonly number[];
}

/** By the context of the request that they belong to. */
const leftOut = new WeakMap<object, OmittedRows[]>();

/** What was left out of the lists of an answer so far, in the order in which they were resolved. */
export function leftOutOf(context: object): readonly OmittedRows[] {
  return leftOut.get(context) ?? [];
}

type Elements = Pick<OmittedRows, 'rows' | 'indexes'>;

function note(context: unknown, info: GraphQLResolveInfo, { rows, indexes }: Elements): void {
  if (rows.length + indexes.length === 0 || typeof context !== 'object' || context === null) return;
  const field = `${info.parentType.name}.${info.fieldName}`;
  const entry: OmittedRows = { path: responsePathAsArray(info.path), nodes: info.fieldNodes, field, rows, indexes };
  const known = leftOut.get(context);
  if (known === undefined) leftOut.set(context, [entry]);
  else known.push(entry);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRowFault(value: unknown): value is Error & RowFault {
  return value instanceof Error && 'answer' in value && 'why' in value;
}

function fits(value: unknown, type: GraphQLLeafType): boolean {
  if (value === null || value === undefined) return false;
  // Enums of the vendor's take any text, and count what they do not know.
  if (isEnumType(type)) return typeof value === 'string';
  try {
    return type.serialize(value) != null;
  } catch {
    return false;
  }
}

function isReadable(value: unknown, type: GraphQLOutputType): boolean {
  const named = getNamedType(type);
  return isLeafType(named) ? fits(value, named) : isObject(value);
}

/** A list without the elements that cannot be read; the same list where all can. */
function readable(list: readonly unknown[], type: GraphQLOutputType): Elements & { kept: readonly unknown[] } {
  const rows: Unreadable[] = [];
  const indexes: number[] = [];
  const kept = list.filter((element, index) => {
    if (isRowFault(element)) rows.push({ index, fault: element });
    else if (element instanceof Error || isReadable(element, type)) return true;
    else indexes.push(index);
    return false;
  });
  return { rows, indexes, kept: kept.length === list.length ? list : kept };
}

type Complete = (value: unknown, context: unknown, info: GraphQLResolveInfo) => unknown;

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

function thenComplete(field: GraphQLField<unknown, unknown>, complete: Complete): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  if (field.resolve === undefined) markRowProperty(field);
  field.resolve = (source, args, context, info) => {
    const value: unknown = resolve(source, args, context, info);
    return isPromise(value) ? value.then((each) => complete(each, context, info)) : complete(value, context, info);
  };
}

const noteConnection: Complete = (value, context, info) => {
  const rows = (value as { unreadable?: readonly Unreadable[] } | null | undefined)?.unreadable ?? [];
  note(context, info, { rows, indexes: [] });
  return value;
};

function keepReadable(item: GraphQLOutputType): Complete {
  return (value, context, info) => {
    if (!Array.isArray(value)) return value;
    const { kept, ...elements } = readable(value, item);
    note(context, info, elements);
    return kept;
  };
}

/** Else graphql-js reads the properties of a text or a number, and shows an object with nothing in it. */
const expectObject: Complete = (value) => {
  if (value === null || value === undefined || value instanceof Error || isObject(value)) return value;
  throw new GraphQLError('Expected an object.');
};

/**
 * Makes an element of a list that cannot be read cost that element: it is left out and noted for the errors of the answer,
 * where graphql-js would give up the whole list. A property that should be an object and is none becomes an error.
 */
export function leaveOutUnreadable(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    // What a connection holds was sorted out when it was made.
    if (type.name.startsWith('__') || /(?:Connection|Edge)$/.test(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      const shown = getNullableType(field.type);
      if (isListType(shown)) {
        // In a list of nullable elements each has a place for its own error.
        if (isNonNullType(shown.ofType)) thenComplete(field, keepReadable(shown.ofType as GraphQLOutputType));
      } else if (isObjectType(shown) && shown.name.endsWith('Connection')) thenComplete(field, noteConnection);
      else if (isObjectType(shown) && field.resolve === undefined) thenComplete(field, expectObject);
    }
  }
}
