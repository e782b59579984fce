import type { GraphQLField } from 'graphql';
import { Extensions } from 'type-graphql';

/** Looks at coerced arguments alone. Throws `inputError` for those that the resolver of the field would refuse too. */
export type ArgumentCheck = (args: Readonly<Record<string, unknown>>) => void;

const EXTENSION = 'argumentCheck';

/** Has the arguments of a field looked at before anything of its operation runs. */
export function CheckArguments(check: ArgumentCheck): MethodDecorator {
  return Extensions({ [EXTENSION]: check });
}

/** What `CheckArguments` said of a field; null for any other field. */
export function argumentCheckOf({
  extensions,
}: Pick<GraphQLField<unknown, unknown>, 'extensions'>): ArgumentCheck | null {
  return (extensions[EXTENSION] as ArgumentCheck | undefined) ?? null;
}
