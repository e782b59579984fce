import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { getUserOperation, userLoader } from './users.api.ts';
import { User } from './users.type.ts';

@Resolver(() => User)
export class UsersResolver {
  static readonly node = {
    type: 'User',
    upstream: { per: 'object', operations: [getUserOperation] },
    load: (context: Context, key: string) => userLoader(context).load(key),
  } satisfies NodeSource;
}
