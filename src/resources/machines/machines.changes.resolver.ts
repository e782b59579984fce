import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { decodeId, decodeIds, payloadOf } from '../../graphql/node/mutation-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
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
  MAX_MACHINES,
  RemoveMachineTagInput,
  SetDeviceValueInput,
  deviceValueOf,
  tagActionOf,
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
    const warnings: string[] = [];
    const value = tagOf(input, warnings);
    const id = decodeId('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const machine = await tagMachine(context, id, { value, action: 'Add' });
    return { ...payloadOf(input, warnings), machine };
  }

  @Mutation(() => RemoveMachineTagPayload, { description: 'Takes a tag off a device.' })
  @Upstream('object', tagMachineOperation)
  async removeMachineTag(
    @Arg('input', () => RemoveMachineTagInput) input: RemoveMachineTagInput,
    @Ctx() context: Context,
  ): Promise<RemoveMachineTagPayload> {
    const warnings: string[] = [];
    const value = tagOf(input, warnings);
    const id = decodeId('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const machine = await tagMachine(context, id, { value, action: 'Remove' });
    return { ...payloadOf(input, warnings), machine };
  }

  @Mutation(() => UpdateMachineTagsPayload, {
    description: `Puts a tag on several devices or takes it off them, ${MAX_MACHINES} at most by the vendor’s pages, and tells what became of each.`,
  })
  @Upstream('object', tagMachinesOperation)
  async updateMachineTags(
    @Arg('input', () => UpdateMachineTagsInput) input: UpdateMachineTagsInput,
    @Ctx() context: Context,
  ): Promise<UpdateMachineTagsPayload> {
    const warnings: string[] = [];
    const change = { value: tagOf(input, warnings), action: tagActionOf(input, warnings) };
    const { tenantId } = context.caller;
    const list = { field: 'input.machineIds', type: 'Machine', tenantId, documented: MAX_MACHINES, warnings };
    const results = await tagMachines(context, decodeIds(input.machineIds, list), change);
    return { ...payloadOf(input, warnings), results };
  }

  @Mutation(() => SetDeviceValuePayload, { description: 'Says how important a device is.' })
  @Upstream('object', setDeviceValueOperation)
  async setDeviceValue(
    @Arg('input', () => SetDeviceValueInput) input: SetDeviceValueInput,
    @Ctx() context: Context,
  ): Promise<SetDeviceValuePayload> {
    const id = decodeId('input.machineId', 'Machine', input.machineId, context.caller.tenantId);
    const warnings: string[] = [];
    const machine = await setDeviceValue(context, id, deviceValueOf(input, warnings));
    return { ...payloadOf(input, warnings), machine };
  }
}
