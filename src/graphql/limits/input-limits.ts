import {
  BREAK,
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
  type StringValueNode,
  type ValidationRule,
} from 'graphql';
import { documentLimitError, operationNameIn } from './document-limits.ts';
import type { LimitName, Limits } from './limits.ts';

type InputLimit = Extract<LimitName, 'listElements' | 'inputDepth' | 'stringLength'>;

/** Members of one object of an input; no type has fifty, and graphql-js repeats all of them for each that is unknown. */
const MAX_MEMBERS = 1_000;
const CODE = 'BAD_USER_INPUT';

const MESSAGES: Readonly<Record<InputLimit, (actual: number, max: number) => string>> = {
  listElements: (actual, max) =>
    `a list of an input may have ${max} elements, this one has ${actual}; send it in parts.`,
  inputDepth: (actual, max) => `an input may be ${max} levels deep, this one has ${actual} or more.`,
  stringLength: (actual, max) => `a text of an input may have ${max} characters, this one has ${actual}.`,
};

interface Place {
  type: GraphQLInputType;
  value: unknown;
  /** `w.id.in[3]`, the variable's name first. */
  path: string;
  /** Lists and objects around it. */
  depth: number;
}

/** Looks into the variables of one request. */
class InputReader {
  readonly #limits: Limits;
  readonly #operationName: string | null;

  constructor(limits: Limits, operationName: string | null) {
    this.#limits = limits;
    this.#operationName = operationName;
  }

  #check(limit: InputLimit, actual: number, path: string): void {
    if (!this.#limits.refuses(limit, actual, this.#operationName)) return;
    this.#refuse(path, MESSAGES[limit](actual, this.#limits.max(limit)));
  }

  #refuse(path: string, reason: string): never {
    const [variable] = path.split(/[.[]/, 1);
    const extensions = { code: CODE, http: { status: 400 } };
    throw new GraphQLError(`Variable "$${variable}": at "${path}": ${reason}`, { extensions });
  }

  #checkLeaf(value: unknown, path: string): void {
    if (typeof value === 'string') this.#check('stringLength', value.length, path);
  }

  /** What stands within a value, as far as its type lets something stand there. Throws where there is too much in it. */
  within({ type, value, path, depth }: Place): Place[] {
    const nullable = getNullableType(type);
    if (isLeafType(nullable)) {
      this.#checkLeaf(value, path);
      return [];
    }
    this.#check('inputDepth', depth + 1, path);
    if (isListType(nullable)) return this.#elements(nullable.ofType, value, path, depth);
    if (!isInputObjectType(nullable) || typeof value !== 'object' || value === null) return [];
    const names = Object.keys(value);
    if (names.length > MAX_MEMBERS) {
      this.#refuse(path, `an input has no ${names.length} members; leave out those it does not know.`);
    }
    const fields = nullable.getFields();
    return names.flatMap((name): Place[] => {
      const inner = fields[name]?.type;
      if (inner === undefined) return [];
      return [{ type: inner, value: Reflect.get(value, name) as unknown, path: `${path}.${name}`, depth: depth + 1 }];
    });
  }

  #elements(type: GraphQLInputType, value: unknown, path: string, depth: number): Place[] {
    // A value that is no list is taken for a list of one.
    if (!Array.isArray(value)) return [{ type, value, path, depth }];
    this.#check('listElements', value.length, path);
    if (!isLeafType(getNullableType(type))) {
      return value.map((element: unknown, index) => ({
        type,
        value: element,
        path: `${path}[${index}]`,
        depth: depth + 1,
      }));
    }
    for (const [index, element] of value.entries()) {
      if (typeof element === 'string') this.#checkLeaf(element, `${path}[${index}]`);
    }
    return [];
  }
}

interface Declared {
  name: string;
  type: GraphQLInputType;
}

const declared = new WeakMap<OperationDefinitionNode, readonly Declared[]>();

function declaredBy(schema: GraphQLSchema, operation: OperationDefinitionNode): readonly Declared[] {
  const known = declared.get(operation);
  if (known !== undefined) return known;
  const made = (operation.variableDefinitions ?? []).flatMap((definition): Declared[] => {
    // Only input types get through validation, but the type of graphql-js does not know.
    const type = typeFromAST(schema, definition.type) as GraphQLInputType | undefined;
    return type === undefined ? [] : [{ name: definition.variable.name.value, type }];
  });
  declared.set(operation, made);
  return made;
}

/**
 * Throws BAD_USER_INPUT for a variable with too long a list or text, at any depth, or one that is too deep. To be called
 * before anything coerces the variables: graphql-js makes errors of a list's elements one by one. A JSON scalar may hold
 * longer lists, as nothing looks into it.
 */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: Limits,
): void {
  const reader = new InputReader(limits, operation.name?.value ?? null);
  const open = declaredBy(schema, operation).flatMap(({ name, type }): Place[] =>
    Object.hasOwn(variables, name) ? [{ type, value: variables[name], path: name, depth: 0 }] : [],
  );
  // No recursion, which values as deep as the body is long would overflow.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const place of reader.within(next)) open.push(place);
  }
}

/** Where a literal stands: the name of its argument, member or variable. */
function placeOf(parent: ASTNode | readonly ASTNode[] | undefined, ancestors: readonly unknown[]): string {
  const holders = [...ancestors, parent].filter(
    (node): node is ASTNode => typeof node === 'object' && node !== null && 'kind' in node,
  );
  return holders.map(nameOf).findLast((name) => name !== null) ?? 'a value';
}

function nameOf(node: ASTNode): string | null {
  if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) return `Argument "${node.name.value}"`;
  return node.kind === Kind.VARIABLE_DEFINITION ? `Variable "$${node.variable.name.value}"` : null;
}

/** A validation rule that refuses what is written in the document and would be refused in a variable. */
export function literalLimitsRule(limits: Limits): ValidationRule {
  return (context): ASTVisitor => {
    let depth = 0;
    type Entered = [key: unknown, parent: ASTNode | readonly ASTNode[] | undefined, path: unknown, ancestors: unknown];
    const isRefused = (limit: InputLimit, actual: number, node: ASTNode, [, parent, , ancestors]: Entered): boolean => {
      if (!limits.refuses(limit, actual, operationNameIn(context.getDocument()))) return false;
      const message = `${placeOf(parent, ancestors as unknown[])}: ${MESSAGES[limit](actual, limits.max(limit))}`;
      context.reportError(documentLimitError(message, node, CODE));
      return true;
    };
    const leave = (): void => {
      depth -= 1;
    };
    const enterNested = (node: ASTNode, place: Entered): boolean => isRefused('inputDepth', (depth += 1), node, place);
    return {
      ListValue: {
        enter: (node, ...place) => {
          const isTooMuch = enterNested(node, place) || isRefused('listElements', node.values.length, node, place);
          return isTooMuch ? BREAK : undefined;
        },
        leave,
      },
      ObjectValue: { enter: (node, ...place) => (enterNested(node, place) ? BREAK : undefined), leave },
      StringValue: (node: StringValueNode, ...place) =>
        isRefused('stringLength', node.value.length, node, place) ? BREAK : undefined,
    };
  };
}
