import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { Machine } from '../machines/machines.type.ts';
import { AlertCountWhere } from './alerts.args.ts';
import { countMachineAlertsOperation, machineAlertCountLoader } from './alerts.entities.api.ts';

@Resolver(() => Machine)
export class AlertsOfMachineResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many alerts the device has, without reading them; null where the vendor will not tell.',
  })
  @Upstream('object', countMachineAlertsOperation)
  alertCount(
    @Root() machine: Machine,
    @Arg('where', () => AlertCountWhere, { nullable: true }) where: AlertCountWhere | null | undefined,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return machineAlertCountLoader(context, plainWhere(where, context.caller.tenantId)).load(machine.id);
  }
}
