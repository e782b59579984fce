import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { decodeId, payloadOf } from '../../../graphql/node/mutation-types.ts';
import { Upstream } from '../../../graphql/schema/upstream-directive.ts';
import { cancelAction } from './action-cancel.ts';
import { idempotencyKey, optionalComment } from '../request/action-validation.ts';
import { getMachineActionOperation } from '../machine-actions.api.ts';
import { cancelMachineActionOperation, readForAction } from '../request/machine-actions.changes.api.ts';
import { CancelMachineActionInput } from './machine-actions.changes.args.ts';
import { MachineActionPayload } from './machine-actions.changes.type.ts';

@Resolver()
export class MachineActionCancelResolver {
  @Mutation(() => MachineActionPayload, {
    description:
      'Cancels an action that has not ended. Its outcome is ALREADY_PENDING where it had been cancelled before.',
  })
  @Upstream('object', cancelMachineActionOperation, readForAction(getMachineActionOperation))
  async cancelMachineAction(
    @Arg('input', () => CancelMachineActionInput) input: CancelMachineActionInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    const id = decodeId('input.machineActionId', 'MachineAction', input.machineActionId, context.caller.tenantId);
    const comment = optionalComment(input.comment, context.policy);
    const key = idempotencyKey(input.idempotencyKey);
    const { outcome, row } = await cancelAction(context, { machineActionId: id, comment, idempotencyKey: key });
    return { ...payloadOf(input, []), outcome, machineAction: row };
  }
}
