import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { selectsOnly } from '../../graphql/document/selection.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { listUserAlertsOperation, userAlertsLoader } from '../alerts/alerts.entities.api.ts';
import { AlertConnection, type Alert } from '../alerts/alerts.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { listUserMachinesOperation, userMachinesLoader } from '../machines/machines.entities.api.ts';
import { Machine, MachineConnection } from '../machines/machines.type.ts';
import { accountName, fieldsByName, getUserOperation, userByName, userLoader } from './users.api.ts';
import { User } from './users.type.ts';

/** The account behind an `id`. Throws BAD_USER_INPUT for a name that no path takes. */
function accountOf(id: string, tenantId: string): string {
  const account = keyOf('User', id, tenantId);
  if (accountName(account).trim() !== '' && !account.includes('@')) return account;
  throw inputError('id: is no name of an account; give it bare or as domain\\name, not as a user principal name.');
}

@Resolver(() => User)
export class UsersResolver {
  static readonly node = {
    type: 'User',
    upstream: { per: 'object', operations: [getUserOperation] },
    load: (context: Context, key: string) => userLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => User, {
    nullable: true,
    description:
      'One user, by `domain\\name`, the bare name or the global id; null when there is none. No call, and no permission but those of what is below, where only `accountName`, `alerts` and `machines` are selected, with a domain also `id`, `userId` and `accountDomain`.',
  })
  @Upstream('object', getUserOperation)
  user(
    @Arg('id', () => ID) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<User | null> | User {
    const account = accountOf(id, context.caller.tenantId);
    const suffices = selectsOnly(info, 'User', fieldsByName(account));
    return suffices ? userByName(account) : userLoader(context).load(account);
  }

  @FieldResolver(() => AlertConnection, { nullable: true, description: 'The alerts that the user is involved in.' })
  @Upstream('object', listUserAlertsOperation)
  alerts(
    @Root() user: User,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Alert>> {
    const account = accountName(user.id);
    const scope = cursorScope(context, listUnder('User.alerts', account));
    return connectWhole(args, info, scope, () => userAlertsLoader(context).load(account));
  }

  @FieldResolver(() => MachineConnection, { nullable: true, description: 'The devices that the user logged on to.' })
  @Upstream('object', listUserMachinesOperation)
  machines(
    @Root() user: User,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> {
    const account = accountName(user.id);
    const scope = cursorScope(context, listUnder('User.machines', account));
    return connectWhole(args, info, scope, () => userMachinesLoader(context).load(account));
  }

  @FieldResolver(() => Machine, { nullable: true, description: 'The device used most.' })
  @Upstream('hundred', getMachineOperation)
  mostPrevalentMachine(@Root() user: User, @Ctx() context: Context): Promise<Machine | null> | null {
    const { mostPrevalentMachineId } = user;
    return mostPrevalentMachineId == null ? null : machineLoader(context).load(mostPrevalentMachineId);
  }

  @FieldResolver(() => Machine, { nullable: true, description: 'The device used least.' })
  @Upstream('hundred', getMachineOperation)
  leastPrevalentMachine(@Root() user: User, @Ctx() context: Context): Promise<Machine | null> | null {
    const { leastPrevalentMachineId } = user;
    return leastPrevalentMachineId == null ? null : machineLoader(context).load(leastPrevalentMachineId);
  }
}
