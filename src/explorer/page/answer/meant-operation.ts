import { Kind, OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql';
import type { GraphqlRequest } from '../session/send.ts';

function operationsOf(query: string): OperationDefinitionNode[] {
  try {
    return parse(query).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  } catch {
    // The gateway says what is wrong with it.
    return [];
  }
}

/**
 * The operation that was meant: GraphiQL reads its name a moment after the document has changed, and until then names
 * one of the document before. Null where there is only one, or none that can be told.
 */
export function meantName({ query, operationName }: GraphqlRequest): string | null {
  const names = operationsOf(query).map(({ name }) => name?.value);
  return operationName && names.includes(operationName) ? operationName : null;
}

/** Whether a document asks for the schema and for nothing else, whatever it is called. */
export function isIntrospection({ query }: GraphqlRequest): boolean {
  const operations = operationsOf(query);
  const fields = operations.flatMap(({ selectionSet }) => selectionSet.selections);
  const isSchema = fields.every((field) => field.kind === Kind.FIELD && field.name.value === '__schema');
  return operations.length === 1 && operations[0]?.operation === OperationTypeNode.QUERY && isSchema;
}

/** Whether a document can change something. */
export function hasMutation({ query }: GraphqlRequest): boolean {
  return operationsOf(query).some(({ operation }) => operation === OperationTypeNode.MUTATION);
}
