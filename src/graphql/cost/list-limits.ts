import {
  GraphQLError,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  Kind,
  typeFromAST,
  type ASTNode,
  type ASTVisitor,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValidationContext,
} from 'graphql';

/** Elements of one list of an input; the longest that an argument takes is the 500 indicators of an import. */
const MAX_ELEMENTS = 1_000;
/** Members of one object of an input; no type has fifty, and graphql-js repeats all of them for each that is unknown. */
const MAX_MEMBERS = 1_000;
const CODE = 'BAD_USER_INPUT';

function tooLong(place: string, length: number): string {
  return `${place}: a list of an input may have ${MAX_ELEMENTS} elements, this one has ${length}; send it in parts.`;
}

function refusal(path: string, say: (place: string) => string): GraphQLError {
  const [variable] = path.split(/[.[]/, 1);
  return new GraphQLError(say(`Variable "$${variable}": at "${path}"`), {
    extensions: { code: CODE, http: { status: 400 } },
  });
}

interface Place {
  type: GraphQLInputType;
  value: unknown;
  /** `w.id.in[3]`, the variable's name first. */
  path: string;
}

/** What stands within a value, as far as its type lets lists stand there. Throws where the value has too much in it. */
function within({ type, value, path }: Place): Place[] {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const inner: GraphQLInputType = nullable.ofType;
    if (!Array.isArray(value)) return [{ type: inner, value, path }];
    if (value.length > MAX_ELEMENTS) throw refusal(path, (place) => tooLong(place, value.length));
    if (isLeafType(getNullableType(inner))) return [];
    return value.map((element: unknown, index) => ({ type: inner, value: element, path: `${path}[${index}]` }));
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null) return [];
  const names = Object.keys(value);
  if (names.length > MAX_MEMBERS) {
    throw refusal(
      path,
      (place) => `${place}: an input has no ${names.length} members; leave out those it does not know.`,
    );
  }
  const fields = nullable.getFields();
  return names.flatMap((name) => {
    const type = fields[name]?.type;
    // Of a plain value there is nothing more to look into.
    if (type === undefined || isLeafType(getNullableType(type))) return [];
    return [{ type, value: Reflect.get(value, name) as unknown, path: `${path}.${name}` }];
  });
}

interface Declared {
  name: string;
  type: GraphQLInputType;
}

/** By operation: the variables that lists may stand in. */
const declared = new WeakMap<OperationDefinitionNode, readonly Declared[]>();

function declaredBy(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly Declared[] {
  const known = declared.get(operation);
  if (known !== undefined) return known;
  const made = (operation.variableDefinitions ?? []).flatMap((definition): Declared[] => {
    // Only input types get through validation, but the type of graphql-js does not know.
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    if (type === undefined || isLeafType(getNullableType(type))) return [];
    return [{ name: definition.variable.name.value, type }];
  });
  declared.set(operation, made);
  return made;
}

/**
 * Throws BAD_USER_INPUT for a variable with a list of more than 1,000 elements, at any depth, or an object of as many. To be called before anything
 * coerces the variables: graphql-js makes errors of a list's elements one by one. A JSON scalar may hold longer lists, as
 * nothing looks into it.
 */
export function checkVariableLists(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const open = declaredBy(schema, operation).flatMap(({ name, type }): Place[] =>
    Object.hasOwn(variables, name) ? [{ type, value: variables[name], path: name }] : [],
  );
  // No recursion, which values as deep as the body is long would overflow.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const place of within(next)) open.push(place);
  }
}

/** A validation rule that refuses lists of more than 1,000 elements written in the document. */
export function listLimitRule(context: ValidationContext): ASTVisitor {
  return {
    ListValue(list, _, parent, __, ancestors) {
      const { length } = list.values;
      if (length <= MAX_ELEMENTS) return;
      const holders = [...ancestors, parent].filter(
        (node): node is ASTNode => typeof node === 'object' && 'kind' in node,
      );
      const message = tooLong(holders.map(nameOf).findLast((name) => name !== null) ?? 'a list', length);
      // Apollo overwrites extensions.code of validation errors; format-error puts this one back.
      context.reportError(new GraphQLError(message, { nodes: list, extensions: { limit: CODE } }));
    },
  };
}

function nameOf(node: ASTNode): string | null {
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return `Argument "${node.name.value}"`;
  return node.kind === Kind.VARIABLE_DEFINITION ? `Variable "$${node.variable.name.value}"` : null;
}
