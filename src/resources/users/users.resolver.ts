import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { userLoader } from './users.api.ts';
import { User } from './users.type.ts';

@Resolver(() => User)
export class UsersResolver {
  static readonly node = {
    type: 'User',
    load: (context: Context, key: string) => userLoader(context).load(key),
  };
}
