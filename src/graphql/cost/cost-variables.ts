import {
  getNamedType,
  isInputObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { countsByArguments } from '../schema/upstream-directive.ts';

/** A longer key is not worth keeping. */
const MAX_KEY_LENGTH = 2_000;

type Variables = Readonly<Record<string, unknown>>;

function variablesIn(node: ASTNode): string[] {
  const names: string[] = [];
  visit(node, { Variable: ({ name }) => void names.push(name.value) });
  return names;
}

/**
 * The variables that what a document costs depends on: those of sizes, ids and conditions. A filter decides which rows come,
 * not how many may come, nor does a cursor.
 */
function costVariables(schema: GraphQLSchema, document: DocumentNode): string[] {
  const names = new Set<string>();
  const types = new TypeInfo(schema);
  const enter = (node: ASTNode): void => {
    if (node.kind !== Kind.ARGUMENT) return;
    const type = types.getArgument()?.type;
    const field = types.getFieldDef();
    const isFilter = type !== undefined && isInputObjectType(getNamedType(type));
    const counts = field !== null && field !== undefined && countsByArguments(field);
    if ((isFilter || node.name.value === 'after') && !counts) return;
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
