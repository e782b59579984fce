import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { scopeOf } from '../../graphql/connection/order.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, listMachines, listMachinesOperation, machineLoader } from './machines.api.ts';
import { MachinesArgs } from './machines.args.ts';
import { Machine, MachineConnection } from './machines.type.ts';

@Resolver(() => Machine)
export class MachinesResolver {
  static readonly node = {
    type: 'Machine',
    upstream: { per: 'hundred', operations: [getMachineOperation] },
    load: (context: Context, key: string) => machineLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Machine, {
    nullable: true,
    description: 'One device; null when there is none.',
  })
  @Upstream('object', getMachineOperation)
  machine(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Machine | null> {
    return machineLoader(context).load(keyOf('Machine', id, context.caller.tenantId));
  }

  @Query(() => MachineConnection, { description: 'The tenant’s devices.' })
  @Upstream('page', listMachinesOperation)
  machines(
    @Args(() => MachinesArgs) args: MachinesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Machine' });
    return connect(args, info, cursorScope(context, 'machines', scopeOf(where, args.orderBy)), (window) =>
      listMachines(context, { ...window, where, orderBy: args.orderBy }),
    );
  }
}
