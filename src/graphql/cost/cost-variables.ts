import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { countsByArguments, upstreamByIdOf, upstreamCaseOf } from '../schema/upstream-directive.ts';

/** A longer key is not worth keeping. */
const MAX_KEY_LENGTH = 2_000;

type Variables = Readonly<Record<string, unknown>>;

/** Arguments that say how many objects are asked for. */
const SIZES: ReadonlySet<string> = new Set(['first', 'last', 'before', 'ids']);

function variablesIn(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}

/** Whether the value of an argument decides what its field costs; a filter or an id decides which rows come, not how many. */
function decidesCost(field: GraphQLField<unknown, unknown>, argument: string): boolean {
  if (SIZES.has(argument) || countsByArguments(field) || upstreamByIdOf(field) !== null) return true;
  return upstreamCaseOf(field)?.argument === argument;
}

/** The variables that what a document costs depends on: those of sizes, of ids that name a type, and of conditions. */
function costVariables(schema: GraphQLSchema, document: DocumentNode): string[] {
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const enter = (node: ASTNode): void => {
    if (node.kind !== Kind.ARGUMENT) return;
    const field = types.getDirective() == null ? types.getFieldDef() : null;
    if (field != null && !decidesCost(field, node.name.value)) return;
    for (const name of variablesIn(node.value)) names.add(name);
  };
  visit(document, visitWithTypeInfo(types, { enter }));
  return [...names];
}

/** Names what a request's variables make of the price of its document; null for what would take too long to compare. */
export function costKeys(schema: GraphQLSchema, document: DocumentNode): (variables: Variables) => string | null {
  const names = costVariables(schema, document);
  return (variables) => {
    // Any null may stand where none is allowed.
    const nulls = Object.keys(variables).filter((name) => variables[name] === null);
    const key = JSON.stringify([names.map((name) => variables[name]), nulls]);
    return key.length <= MAX_KEY_LENGTH ? key : null;
  };
}
