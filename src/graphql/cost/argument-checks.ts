import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { checkPageSizes } from '../connection/page-arguments.ts';
import { isLeftOut } from '../document/collect-fields.ts';
import { checkWhere } from '../node/filter-inputs.ts';
import { argumentCheckOf, type ArgumentCheck } from '../schema/argument-check.ts';

type Field = GraphQLField<unknown, unknown>;

/** A field of a document whose arguments can be looked at. */
interface CheckedField {
  readonly field: Field;
  readonly node: FieldNode;
  readonly checks: readonly ArgumentCheck[];
  /** Selections with directives, itself among them, that may leave it out. */
  readonly conditions: readonly SelectionNode[];
}

function checksOf(field: Field): ArgumentCheck[] {
  const own = argumentCheckOf(field);
  const checks = own === null ? [] : [own];
  if (getNamedType(field.type).name.endsWith('Connection')) checks.push(checkPageSizes);
  if (field.args.some(({ name, type }) => name === 'where' && getNamedType(type).name.endsWith('Where'))) {
    checks.push(({ where }) => checkWhere(where as object | null | undefined));
  }
  return checks;
}

/** Finds the fields of an operation that can be looked at. Of a fragment it goes by the first place that spreads it. */
class FieldFinder {
  readonly found: CheckedField[] = [];
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #spread = new Set<string>();

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  read(type: GraphQLNamedType | undefined, { selections }: SelectionSetNode, above: readonly SelectionNode[]): void {
    for (const selection of selections) {
      const conditions = selection.directives?.length ? [...above, selection] : above;
      if (selection.kind === Kind.FIELD) this.#field(type, selection, conditions);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const named = selection.typeCondition?.name.value;
        this.read(named === undefined ? type : this.#schema.getType(named), selection.selectionSet, conditions);
      } else this.#fragment(selection.name.value, conditions);
    }
  }

  #field(type: GraphQLNamedType | undefined, node: FieldNode, conditions: readonly SelectionNode[]): void {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return;
    const checks = checksOf(field);
    if (checks.length > 0) this.found.push({ field, node, checks, conditions });
    if (node.selectionSet !== undefined) this.read(getNamedType(field.type), node.selectionSet, conditions);
  }

  #fragment(name: string, conditions: readonly SelectionNode[]): void {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || this.#spread.has(name)) return;
    this.#spread.add(name);
    this.read(this.#schema.getType(fragment.typeCondition.name.value), fragment.selectionSet, conditions);
  }
}

const known = new WeakMap<OperationDefinitionNode, readonly CheckedField[]>();

function checkedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly CheckedField[] {
  const made = known.get(operation);
  if (made !== undefined) return made;
  const finder = new FieldFinder(schema, document);
  finder.read(schema.getRootType(operation.operation) ?? undefined, operation.selectionSet, []);
  known.set(operation, finder.found);
  return finder.found;
}

/** The refusal of a resolver's, with the place in the document and a status: Apollo answers 500 to an error before execution. */
function refusal(error: unknown, node: FieldNode): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const extensions = { ...error.extensions, http: { status: 400 } };
  return new GraphQLError(error.message, { nodes: error.nodes ?? [node], extensions });
}

/**
 * Refuses an operation of which a resolver would refuse an argument (a page too long, a filter without values), before any
 * of them runs. Throws BAD_USER_INPUT. What it does not find the resolvers still do.
 */
export function checkArguments(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const { field, node, checks, conditions } of checkedFields(schema, document, operation)) {
    if (conditions.some((selection) => isLeftOut(selection, variables))) continue;
    try {
      const args = getArgumentValues(field, node, variables);
      for (const check of checks) check(args);
    } catch (error) {
      throw refusal(error, node);
    }
  }
}
