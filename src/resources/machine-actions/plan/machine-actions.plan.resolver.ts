import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { Upstream } from '../../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, listMachinesOperation, machineLoader } from '../../machines/machines.api.ts';
import { DeviceValue, HealthStatus, Machine } from '../../machines/machines.type.ts';
import { planAction } from './action-plan.ts';
import { listMachineActionsOperation } from '../machine-actions.api.ts';
import { PlanActionInput } from './machine-actions.plan.args.ts';
import { ActionPlan, PlannedTarget } from './machine-actions.plan.type.ts';

@Resolver(() => PlannedTarget)
export class ActionPlanResolver {
  @Query(() => ActionPlan, {
    description:
      'What a response action would do to which devices, as they are now, and a token with which it may be done within five minutes. Changes nothing.',
  })
  @Upstream('object', listMachinesOperation, listMachineActionsOperation)
  planAction(
    @Arg('input', () => PlanActionInput) input: PlanActionInput,
    @Ctx() context: Context,
  ): Promise<ActionPlan> {
    return planAction(context, input);
  }

  @FieldResolver(() => DeviceValue, { nullable: true, description: 'Importance set by the tenant.' })
  deviceValue(@Root() { deviceValue }: PlannedTarget): string | null {
    return deviceValue;
  }

  @FieldResolver(() => HealthStatus, { nullable: true, description: 'State of the sensor.' })
  healthStatus(@Root() { healthStatus }: PlannedTarget): string | null {
    return healthStatus;
  }

  @FieldResolver(() => Machine, { nullable: true, description: 'The device; null when there is none of this id.' })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() { machineId }: PlannedTarget, @Ctx() context: Context): Promise<Machine | null> {
    return machineLoader(context).load(machineId);
  }
}
