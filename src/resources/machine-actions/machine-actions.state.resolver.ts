import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { Upstream } from '../../graphql/upstream-fields.ts';
import { Machine } from '../machines/machines.type.ts';
import { CODE_RESTRICTION, ISOLATION, stateByActions } from './action-state.ts';
import { actionsOfMachine, listMachineActionsOperation } from './machine-actions.api.ts';
import { MachineCodeRestriction, MachineIsolation } from './machine-actions.state.type.ts';

/** What the API does not tell of a device; both read the list that `Machine.actions` reads, once for all devices. */
@Resolver(() => Machine)
export class MachineStateResolver {
  @FieldResolver(() => MachineIsolation, {
    nullable: true,
    description: 'Whether it is cut off the network, as far as its actions tell.',
  })
  @Upstream('hundred', listMachineActionsOperation)
  async isolation(@Root() machine: Machine, @Ctx() context: Context): Promise<MachineIsolation> {
    return stateByActions(await actionsOfMachine(context, machine.id, {}), ISOLATION);
  }

  @FieldResolver(() => MachineCodeRestriction, {
    nullable: true,
    description: 'Whether it runs only a predefined set of applications, as far as its actions tell.',
  })
  @Upstream('hundred', listMachineActionsOperation)
  async codeRestriction(@Root() machine: Machine, @Ctx() context: Context): Promise<MachineCodeRestriction> {
    return stateByActions(await actionsOfMachine(context, machine.id, {}), CODE_RESTRICTION);
  }
}
