import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connect, connectWhole, type Connection } from '../../graphql/connection/connection.ts';
import { scopeOf } from '../../graphql/connection/order.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { alertLoader, getAlertOperation } from '../alerts/alerts.api.ts';
import { Alert } from '../alerts/alerts.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import {
  getInvestigationOperation,
  investigationLoader,
  investigationsOfMachine,
  listInvestigations,
  listInvestigationsOperation,
} from './investigations.api.ts';
import { InvestigationsOfMachineArgs, InvestigationsArgs } from './investigations.args.ts';
import { Investigation, InvestigationConnection } from './investigations.type.ts';

@Resolver(() => Investigation)
export class InvestigationsResolver {
  static readonly node = {
    type: 'Investigation',
    upstream: { per: 'hundred', operations: [getInvestigationOperation] },
    load: (context: Context, key: string) => investigationLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Investigation, {
    nullable: true,
    description: 'One automated investigation; null when there is none.',
  })
  @Upstream('object', getInvestigationOperation)
  investigation(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Investigation | null> {
    return investigationLoader(context).load(keyOf('Investigation', id, context.caller.tenantId));
  }

  @Query(() => InvestigationConnection, {
    description: 'The tenant’s automated investigations, newest first.',
  })
  @Upstream('page', listInvestigationsOperation)
  investigations(
    @Args(() => InvestigationsArgs) args: InvestigationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Investigation>> {
    const ids = { id: 'Investigation', machineId: 'Machine', triggeringAlertId: 'Alert' };
    const where = plainWhere(args.where, context.caller.tenantId, ids);
    return connect(args, info, cursorScope(context, 'investigations', scopeOf(where, args.orderBy)), (window) =>
      listInvestigations(context, { ...window, where, orderBy: args.orderBy }),
    );
  }

  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() investigation: Investigation, @Ctx() context: Context): Promise<Machine | null> | null {
    return investigation.machineId == null ? null : machineLoader(context).load(investigation.machineId);
  }

  @FieldResolver(() => Alert, {
    nullable: true,
    description: 'The alert that set it off.',
  })
  @Upstream('hundred', getAlertOperation)
  alert(@Root() investigation: Investigation, @Ctx() context: Context): Promise<Alert | null> | null {
    const { triggeringAlertId } = investigation;
    return triggeringAlertId == null ? null : alertLoader(context).load(triggeringAlertId);
  }
}

@Resolver(() => Machine)
export class InvestigationsOfMachineResolver {
  @FieldResolver(() => InvestigationConnection, {
    nullable: true,
    description: 'Its automated investigations, newest first.',
  })
  @Upstream('hundred', listInvestigationsOperation)
  investigations(
    @Root() machine: Machine,
    @Args(() => InvestigationsOfMachineArgs) args: InvestigationsOfMachineArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Investigation>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Investigation', triggeringAlertId: 'Alert' });
    const scope = cursorScope(context, listUnder('Machine.investigations', machine.id), where);
    return connectWhole(args, info, scope, () => investigationsOfMachine(context, machine.id, where));
  }
}
