import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connect, connectWhole, type Connection } from '../../graphql/connection/connection.ts';
import { scopeOf } from '../../graphql/connection/order.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { CheckArguments } from '../../graphql/schema/argument-check.ts';
import { textIn } from '../../graphql/schema/formats.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { fileLoader, getFileOperation } from '../files/files.api.ts';
import { File } from '../files/files.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { waitForCompletion, checkWait } from './state/action-wait.ts';
import {
  actionsOfMachine,
  getMachineActionOperation,
  listMachineActions,
  listMachineActionsOperation,
  machineActionLoader,
} from './machine-actions.api.ts';
import { ActionsOfMachineArgs, MachineActionsArgs } from './machine-actions.args.ts';
import { MachineAction, MachineActionConnection } from './machine-actions.type.ts';

@Resolver(() => MachineAction)
export class MachineActionsResolver {
  static readonly node = {
    type: 'MachineAction',
    upstream: { per: 'hundred', operations: [getMachineActionOperation] },
    load: (context: Context, key: string) => machineActionLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => MachineAction, {
    nullable: true,
    description:
      'One response action; null when there is none. With `waitSeconds` (at most 60) it is answered once the action has ended, or as it is when the time is over.',
  })
  @Upstream('object', getMachineActionOperation)
  @CheckArguments(({ waitSeconds }) => void checkWait(waitSeconds as number | null | undefined))
  async machineAction(
    @Arg('id', () => ID) id: string,
    @Arg('waitSeconds', () => Int, {
      nullable: true,
      description: 'Seconds to wait for the end of the action, 0 to 60; then it is shown as it is.',
    })
    waitSeconds: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<MachineAction | null> {
    const seconds = checkWait(waitSeconds);
    return waitForCompletion(context, keyOf('MachineAction', id, context.caller.tenantId), seconds);
  }

  @Query(() => MachineActionConnection, {
    description: 'The tenant’s response actions, newest first.',
  })
  @Upstream('page', listMachineActionsOperation)
  machineActions(
    @Args(() => MachineActionsArgs) args: MachineActionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineAction>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'MachineAction', machineId: 'Machine' });
    return connect(args, info, cursorScope(context, 'machineActions', scopeOf(where, args.orderBy)), (window) =>
      listMachineActions(context, { ...window, where, orderBy: args.orderBy }),
    );
  }

  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() action: MachineAction, @Ctx() context: Context): Promise<Machine | null> | null {
    return action.machineId == null ? null : machineLoader(context).load(action.machineId);
  }

  @FieldResolver(() => File, {
    nullable: true,
    description: 'The file concerned; null where an MD5 names it, by which the API does not give files.',
  })
  @Upstream('object', getFileOperation)
  relatedFile(@Root() { relatedFileInfo }: MachineAction, @Ctx() context: Context): Promise<File | null> | null {
    const hash = textIn(relatedFileInfo?.fileIdentifier);
    const isMd5 = textIn(relatedFileInfo?.fileIdentifierType)?.toLowerCase() === 'md5';
    return hash === null || isMd5 ? null : fileLoader(context).load(hash);
  }
}

@Resolver(() => Machine)
export class ActionsOfMachineResolver {
  @FieldResolver(() => MachineActionConnection, {
    nullable: true,
    description: 'Its response actions, newest first.',
  })
  @Upstream('hundred', listMachineActionsOperation)
  actions(
    @Root() machine: Machine,
    @Args(() => ActionsOfMachineArgs) args: ActionsOfMachineArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineAction>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'MachineAction' });
    const scope = cursorScope(context, listUnder('Machine.actions', machine.id), where);
    return connectWhole(args, info, scope, () => actionsOfMachine(context, machine.id, where));
  }
}
