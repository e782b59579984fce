import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { inputKey, inputKeys } from '../../graphql/change.ts';
import { Upstream } from '../../graphql/upstream-fields.ts';
import {
  setDeviceValue,
  setDeviceValueOperation,
  tagMachine,
  tagMachineOperation,
  tagMachines,
  tagMachinesOperation,
} from './machines.changes.api.ts';
import {
  AddMachineTagInput,
  MOST_MACHINES,
  RemoveMachineTagInput,
  SetDeviceValueInput,
  tagOf,
  UpdateMachineTagsInput,
} from './machines.changes.args.ts';
import {
  AddMachineTagPayload,
  RemoveMachineTagPayload,
  SetDeviceValuePayload,
  UpdateMachineTagsPayload,
} from './machines.changes.type.ts';

@Resolver()
export class MachineChangesResolver {
  @Mutation(() => AddMachineTagPayload, { description: 'Puts a tag on a device; one that it has already stays.' })
  @Upstream('object', tagMachineOperation)
  async addMachineTag(
    @Arg('input', () => AddMachineTagInput) input: AddMachineTagInput,
    @Ctx() context: Context,
  ): Promise<AddMachineTagPayload> {
    const value = tagOf(input);
    const id = inputKey('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const machine = await tagMachine(context, id, { value, action: 'Add' });
    return { clientMutationId: input.clientMutationId ?? null, machine };
  }

  @Mutation(() => RemoveMachineTagPayload, { description: 'Takes a tag off a device.' })
  @Upstream('object', tagMachineOperation)
  async removeMachineTag(
    @Arg('input', () => RemoveMachineTagInput) input: RemoveMachineTagInput,
    @Ctx() context: Context,
  ): Promise<RemoveMachineTagPayload> {
    const value = tagOf(input);
    const id = inputKey('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const machine = await tagMachine(context, id, { value, action: 'Remove' });
    return { clientMutationId: input.clientMutationId ?? null, machine };
  }

  @Mutation(() => UpdateMachineTagsPayload, {
    description: `Puts a tag on up to ${MOST_MACHINES} devices or takes it off them, and tells what became of each.`,
  })
  @Upstream('object', tagMachinesOperation)
  async updateMachineTags(
    @Arg('input', () => UpdateMachineTagsInput) input: UpdateMachineTagsInput,
    @Ctx() context: Context,
  ): Promise<UpdateMachineTagsPayload> {
    const { action, machineIds, clientMutationId = null } = input;
    const value = tagOf(input);
    const list = { field: 'input.machineIds', type: 'Machine', tenantId: context.caller.tenantId, most: MOST_MACHINES };
    const results = await tagMachines(context, inputKeys(machineIds, list), { value, action });
    return { clientMutationId, results };
  }

  @Mutation(() => SetDeviceValuePayload, { description: 'Says how important a device is.' })
  @Upstream('object', setDeviceValueOperation)
  async setDeviceValue(
    @Arg('input', () => SetDeviceValueInput) input: SetDeviceValueInput,
    @Ctx() context: Context,
  ): Promise<SetDeviceValuePayload> {
    const id = inputKey('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const machine = await setDeviceValue(context, id, input.deviceValue);
    return { clientMutationId: input.clientMutationId ?? null, machine };
  }
}
