import { GraphQLScalarType } from 'graphql';
import { inputError } from './input-error.ts';

const REFUSAL =
  'An Upload is a file of a multipart request (GraphQL multipart request specification); give it as a variable.';

/** A file that came with the request. */
export const Upload = new GraphQLScalarType<File, never>({
  name: 'Upload',
  description:
    'A file of a multipart request as the GraphQL multipart request specification has it. Such a request must carry the header `apollo-require-preflight`.',
  parseValue: (value) => {
    if (value instanceof File) return value;
    throw inputError(REFUSAL);
  },
  parseLiteral: () => {
    throw inputError(REFUSAL);
  },
  serialize: () => {
    throw new Error('An Upload is never an answer.');
  },
});
