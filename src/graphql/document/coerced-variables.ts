import { getVariableValues, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

type CoercedVariables = ReturnType<typeof getVariableValues>;
type GivenVariables = Readonly<Record<string, unknown>>;

/** By the context of the request, of which there is one for each operation that is run. */
const coerced = new WeakMap<object, Coerced>();

interface Coerced {
  operation: OperationDefinitionNode;
  given: GivenVariables | undefined;
  variables: CoercedVariables;
}

/**
 * The variables of a request as its operation declares them, or the first error in them; coerced once, although the price,
 * the limits and the execution ask.
 */
export function coercedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: GivenVariables | undefined,
  contextValue: object,
): CoercedVariables {
  const known = coerced.get(contextValue);
  if (known?.operation === operation && known.given === given) return known.variables;
  const variables = getVariableValues(schema, operation.variableDefinitions ?? [], given ?? {}, { maxErrors: 1 });
  coerced.set(contextValue, { operation, given, variables });
  return variables;
}
