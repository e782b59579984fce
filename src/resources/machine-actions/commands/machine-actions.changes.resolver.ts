import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { Upstream } from '../../../graphql/schema/upstream-directive.ts';
import { getMachineOperation } from '../../machines/machines.api.ts';
import { performAction, actionRequest, performActionWithComment } from './action-input.ts';
import { optionalComment } from '../request/action-validation.ts';
import { listMachineActionsOperation } from '../machine-actions.api.ts';
import * as operations from '../request/machine-actions.changes.api.ts';
import * as inputs from './machine-actions.changes.args.ts';
import { MachineActionPayload } from './machine-actions.changes.type.ts';
import { isolationType, liveResponseCommands, scanType, sha1 } from './machine-actions.parameters.args.ts';

/** The device and its actions are read before anything is sent, and so their permission is needed too. */
const READ_FIRST = [getMachineOperation, listMachineActionsOperation].map(operations.readForAction);

/** Response actions on devices: each is sent once, whatever happens on the way. */
@Resolver()
export class MachineActionChangesResolver {
  @Mutation(() => MachineActionPayload, { description: 'Cuts a device off the network, wholly or in part.' })
  @Upstream('object', operations.isolateMachineOperation, ...READ_FIRST)
  isolateMachine(
    @Arg('input', () => inputs.IsolateMachineInput) input: inputs.IsolateMachineInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    const warnings: string[] = [];
    const parameters = { IsolationType: isolationType(input, warnings) };
    return performActionWithComment(context, 'isolateMachine', input, { parameters, warnings });
  }

  @Mutation(() => MachineActionPayload, { description: 'Ends the isolation of a device.' })
  @Upstream('object', operations.unisolateMachineOperation, ...READ_FIRST)
  unisolateMachine(
    @Arg('input', () => inputs.UnisolateMachineInput) input: inputs.UnisolateMachineInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    return performActionWithComment(context, 'unisolateMachine', input);
  }

  @Mutation(() => MachineActionPayload, { description: 'Lets a device run only a predefined set of applications.' })
  @Upstream('object', operations.restrictCodeExecutionOperation, ...READ_FIRST)
  restrictCodeExecution(
    @Arg('input', () => inputs.RestrictCodeExecutionInput) input: inputs.RestrictCodeExecutionInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    return performActionWithComment(context, 'restrictCodeExecution', input);
  }

  @Mutation(() => MachineActionPayload, { description: 'Lifts the restriction of what a device may run.' })
  @Upstream('object', operations.unrestrictCodeExecutionOperation, ...READ_FIRST)
  unrestrictCodeExecution(
    @Arg('input', () => inputs.UnrestrictCodeExecutionInput) input: inputs.UnrestrictCodeExecutionInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    return performActionWithComment(context, 'unrestrictCodeExecution', input);
  }

  @Mutation(() => MachineActionPayload, { description: 'Scans a device for malware.' })
  @Upstream('object', operations.runAntiVirusScanOperation, ...READ_FIRST)
  runAntiVirusScan(
    @Arg('input', () => inputs.RunAntiVirusScanInput) input: inputs.RunAntiVirusScanInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    const warnings: string[] = [];
    const parameters = { ScanType: scanType(input, warnings) };
    return performActionWithComment(context, 'runAntiVirusScan', input, { parameters, warnings });
  }

  @Mutation(() => MachineActionPayload, { description: 'Stops a file from running on a device, and removes it.' })
  @Upstream('object', operations.stopAndQuarantineFileOperation, ...READ_FIRST)
  stopAndQuarantineFile(
    @Arg('input', () => inputs.StopAndQuarantineFileInput) input: inputs.StopAndQuarantineFileInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    const warnings: string[] = [];
    const parameters = { Sha1: sha1(input.sha1, warnings) };
    return performActionWithComment(context, 'stopAndQuarantineFile', input, { parameters, warnings });
  }

  @Mutation(() => MachineActionPayload, {
    description: 'Gathers a forensic package from a device; `MachineAction.packageUri` leads to it.',
  })
  @Upstream('object', operations.collectInvestigationPackageOperation, ...READ_FIRST)
  collectInvestigationPackage(
    @Arg('input', () => inputs.CollectInvestigationPackageInput) input: inputs.CollectInvestigationPackageInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    return performActionWithComment(context, 'collectInvestigationPackage', input);
  }

  @Mutation(() => MachineActionPayload, { description: 'Stops the sensor of a device for good.' })
  @Upstream('object', operations.offboardMachineOperation, ...READ_FIRST)
  offboardMachine(
    @Arg('input', () => inputs.OffboardMachineInput) input: inputs.OffboardMachineInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    return performActionWithComment(context, 'offboardMachine', input);
  }

  @Mutation(() => MachineActionPayload, {
    description: 'Runs live response commands on a device; an offline one has up to three days to come back.',
  })
  @Upstream('object', operations.runLiveResponseOperation, ...READ_FIRST)
  runLiveResponse(
    @Arg('input', () => inputs.RunLiveResponseInput) input: inputs.RunLiveResponseInput,
    @Ctx() context: Context,
  ): Promise<MachineActionPayload> {
    const warnings: string[] = [];
    const parameters = { Commands: liveResponseCommands(input.commands, warnings) };
    const comment = optionalComment(input.comment, context.policy);
    return performAction(
      context,
      actionRequest(context, 'runLiveResponse', input, comment, { parameters, warnings }),
      input,
    );
  }
}
