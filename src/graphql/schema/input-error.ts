import { GraphQLError } from 'graphql';

export type InputErrorCode = 'BAD_USER_INPUT' | 'BAD_CURSOR' | 'FORBIDDEN' | 'QUERY_LIMIT_EXCEEDED';

/** An error that the caller can mend; the message names the argument and the remedy. */
export function inputError(message: string, code: InputErrorCode = 'BAD_USER_INPUT'): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** A number that may be left out. Throws BAD_USER_INPUT for one below 1, which asks for nothing. */
export function atLeastOne(argument: string, value: number | null | undefined): number | undefined {
  if (value == null) return undefined;
  if (value >= 1) return value;
  throw inputError(`${argument}: must be at least 1, got ${value}; leave it out for what the vendor takes by itself.`);
}
