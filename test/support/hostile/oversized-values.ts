import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** An operation whose only variable is an argument. */
export interface ArgumentOperation {
  /** Schema coordinate: `Query.alerts(where:)`. */
  coordinate: string;
  query: string;
  type: GraphQLInputType;
}

/** A literal that fits a type. */
function literalOf(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `[${literalOf(nullable.ofType)}]`;
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(nullable)) {
    const needed = Object.values(nullable.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${needed.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  const literals: Readonly<Record<string, string>> = {
    Int: '1',
    SafeInt: '1',
    Float: '1',
    Boolean: 'true',
    DateTime: '"2026-11-20T08:30:00Z"',
    Duration: '"PT1H"',
    KQL: '"DeviceInfo"',
  };
  return literals[nullable.name] ?? '"a"';
}

function operationOf(root: GraphQLObjectType, field: GraphQLField<unknown, unknown>, own: GraphQLArgument): string {
  const others = field.args.filter((arg) => arg !== own && isNonNullType(arg.type));
  const args = [`${own.name}: $v`, ...others.map(({ name, type }) => `${name}: ${literalOf(type)}`)];
  const below = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${root.name.toLowerCase()} ($v: ${String(own.type)}) { ${field.name}(${args.join(', ')})${below} }`;
}

/** An operation for each type that an argument of a query or a mutation has: the first argument that has it. */
export function argumentOperations(schema: GraphQLSchema): ArgumentOperation[] {
  const found = new Map<string, ArgumentOperation>();
  for (const root of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      for (const arg of field.args) {
        const type = String(arg.type);
        if (root == null || found.has(type)) continue;
        const coordinate = `${root.name}.${field.name}(${arg.name}:)`;
        found.set(type, { coordinate, query: operationOf(root, field, arg), type: arg.type });
      }
    }
  }
  return [...found.values()];
}

const MAX_DEPTH = 10_000;

/** JSON texts of so many elements, characters, levels or members. */
const OVERSIZED: Readonly<Record<string, (size: number) => string>> = {
  'a list of objects': (size) => `[${Array(size).fill('{}').join()}]`,
  'a list of lists': (size) => `[${Array(size).fill('[]').join()}]`,
  'a list of nulls': (size) => `[${Array(size).fill('null').join()}]`,
  'a list of numbers': (size) => `[${Array(size).fill('1').join()}]`,
  'a list of texts': (size) => `[${Array(size).fill('"a"').join()}]`,
  'a text': (size) => `"${'x'.repeat(size)}"`,
  'lists in each other': (size) => '['.repeat(Math.min(size, MAX_DEPTH)) + ']'.repeat(Math.min(size, MAX_DEPTH)),
  'objects in each other': (size) =>
    `${'{"in":'.repeat(Math.min(size, MAX_DEPTH))}1${'}'.repeat(Math.min(size, MAX_DEPTH))}`,
  'an object of many members': (size) => `{${Array.from({ length: size }, (_, n) => `"m${n}":1`).join()}}`,
};

interface Place {
  before: string;
  after: string;
}

/** Where within a value of a type another value may stand: for all of it, and for each member, three levels deep. */
function placesIn(type: GraphQLInputType, levels = 3): Place[] {
  const nullable = getNullableType(type);
  const own = [{ before: '', after: '' }];
  if (levels === 0) return own;
  if (isListType(nullable)) {
    return [
      ...own,
      ...placesIn(nullable.ofType, levels - 1).map(({ before, after }) => ({
        before: `[${before}`,
        after: `${after}]`,
      })),
    ];
  }
  if (!isInputObjectType(nullable)) return own;
  // One member of each type: the others are read in the same way.
  const members = new Map(Object.values(nullable.getFields()).map((field) => [String(field.type), field]));
  const within = [...members.values()].flatMap(({ name, type: inner }) =>
    placesIn(inner, levels - 1).map(({ before, after }) => ({ before: `{"${name}":${before}`, after: `${after}}` })),
  );
  return [...own, ...within];
}

/** A request whose variable has an oversized value in one of the places where one may stand. */
export interface OversizedRequest {
  /** The argument, and how to make the same again. */
  name: string;
  kind: string;
  /** The body with a value of so many elements. */
  body: (size: number) => string;
}

/** A request for each place in the variable of an operation, and each kind of value. */
export function oversizedRequests({ coordinate, query, type }: ArgumentOperation): OversizedRequest[] {
  const start = `{"query":${JSON.stringify(query)},"variables":{"v":`;
  return placesIn(type).flatMap(({ before, after }, place) =>
    Object.entries(OVERSIZED).map(([kind, make]) => ({
      name: `${coordinate} at place ${place}`,
      kind,
      body: (size) => `${start}${before}${make(size)}${after}}}`,
    })),
  );
}
