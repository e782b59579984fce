import {
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { inputError } from '../schema/input-error.ts';
import { parseLimits } from '../limits/document-limits.ts';
import type { Limits } from '../limits/limits.ts';
import {
  upstreamByIdOf,
  upstreamCaseOf,
  upstreamOf,
  type UpstreamById,
  type UpstreamField,
  type UpstreamOperation,
} from '../schema/upstream-directive.ts';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * The upstream operations that a GraphQL document may call, each once. Objects by global id count by the types of ids
 * written in the document; for an id in a variable, by the types that fragments on it name. Throws BAD_USER_INPUT for
 * text that is not a document of this schema, or longer than `limits` lets one be.
 */
export function operationsOf<O extends UpstreamOperation>(schema: GraphQLSchema, text: string, limits: Limits): O[] {
  const document = parsed(text, limits);
  const [fault] = validate(schema, document, undefined, { maxErrors: 1 });
  if (fault !== undefined) throw inputError(`operation: ${fault.message}`);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    // graphql-js finds nothing wrong with a mutation of a schema that has none; it never looks inside.
    if (definition.kind === Kind.OPERATION_DEFINITION && schema.getRootType(definition.operation) == null)
      throw inputError(`operation: this graph has no ${definition.operation}.`);
  }
  const operations = new Set<O>();
  const types = new TypeInfo(schema);
  const enter = (node: FieldNode): void => {
    const field = types.getFieldDef();
    if (field == null) return;
    const byId = upstreamByIdOf<O>(field);
    const costs = byId === null ? costsByArgument<O>(field, node) : costsById(byId, node, fragments);
    for (const operation of costs.flatMap((cost) => cost?.operations ?? [])) operations.add(operation);
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return [...operations];
}

function parsed(text: string, limits: Limits): DocumentNode {
  try {
    return parse(text, parseLimits(limits));
  } catch (error) {
    throw inputError(`operation: ${error instanceof Error ? error.message : 'not a GraphQL document'}`);
  }
}

/** What a field costs with the value written in the document; for one in a variable, each that it may cost. */
function costsByArgument<O extends UpstreamOperation>(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (UpstreamField<O> | null)[] {
  const usual = upstreamOf<O>(field);
  const other = upstreamCaseOf<O>(field);
  const given = node.arguments?.find(({ name }) => name.value === other?.argument)?.value;
  if (other === null || given === undefined) return [usual];
  if (given.kind === Kind.VARIABLE) return [usual, other.upstream];
  return [given.kind === Kind.ENUM && given.value === other.value ? other.upstream : usual];
}

function costsById<O extends UpstreamOperation>(
  { typeOf, costs }: UpstreamById<O>,
  { arguments: given = [], selectionSet }: FieldNode,
  fragments: Fragments,
) {
  const ids: ValueNode[] = given.flatMap(({ value }) => (value.kind === Kind.LIST ? value.values : value));
  const named = ids.flatMap((id) => (id.kind === Kind.STRING ? (typeOf(id.value) ?? []) : []));
  const unknown = ids.some(({ kind }) => kind === Kind.VARIABLE);
  if (unknown && selectionSet !== undefined) named.push(...typeConditions(selectionSet, fragments));
  return named.map((type) => costs.get(type) ?? null);
}

/** The types that fragments name in a selection set, those of fields in it left out. */
function typeConditions(set: SelectionSetNode, fragments: Fragments): string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) return [];
    const named = fragment.typeCondition === undefined ? [] : [fragment.typeCondition.name.value];
    return [...named, ...typeConditions(fragment.selectionSet, fragments)];
  });
}
