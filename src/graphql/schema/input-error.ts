import { GraphQLError } from 'graphql';

export type InputErrorCode = 'BAD_USER_INPUT' | 'BAD_CURSOR' | 'FORBIDDEN' | 'QUERY_LIMIT_EXCEEDED';

/** An error that the caller can mend; the message names the argument and the remedy. */
export function inputError(message: string, code: InputErrorCode = 'BAD_USER_INPUT'): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
