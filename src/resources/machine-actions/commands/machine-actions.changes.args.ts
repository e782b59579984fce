import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput } from '../../../graphql/node/mutation-types.ts';
import { closedEnum, EnumField } from '../../../graphql/schema/closed-enum.ts';
import { LiveResponseCommandType, LiveResponseParamKey } from '../machine-actions.type.ts';

export const IsolationTypeInput = closedEnum(
  'IsolationTypeInput',
  {
    Full: 'Cuts all connections but that to the service.',
    Selective: 'Leaves a few applications their connections.',
    UnManagedDevice: 'Contains a device that is not onboarded.',
  },
  'FULL cuts all connections but that to the service, SELECTIVE leaves a few applications theirs, UN_MANAGED_DEVICE contains a device that is not onboarded.',
);

export const ScanTypeInput = closedEnum(
  'ScanTypeInput',
  { Quick: 'The places where malware usually is.', Full: 'The whole device; takes hours.' },
  'How deep a scan goes.',
);

/** What every action on a device takes. */
@InputType()
export abstract class ActionInput extends ChangeInput {
  @Field(() => ID, { description: 'The device: a global id or the vendor’s own.' })
  machineId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The caller’s name for this very action, such as a UUID. Asked again with it, the first result is given, and nothing is sent.',
  })
  idempotencyKey?: string | null;

  @Field(() => String, { nullable: true, description: 'Token of a plan that holds this action and this device.' })
  planToken?: string | null;
}

@InputType()
abstract class CommentedActionInput extends ActionInput {
  @Field(() => String, { description: 'Why; stored with the action.' })
  comment!: string;
}

@InputType({ description: 'The device to be cut off the network.' })
export class IsolateMachineInput extends CommentedActionInput {
  @EnumField(IsolationTypeInput, 'FULL unless given.')
  isolationType?: string | null;
}

@InputType({ description: 'The device to be let back into the network.' })
export class UnisolateMachineInput extends CommentedActionInput {}

@InputType({ description: 'The device that is to run only programs signed by Microsoft.' })
export class RestrictCodeExecutionInput extends CommentedActionInput {}

@InputType({ description: 'The device that is to run all programs again.' })
export class UnrestrictCodeExecutionInput extends CommentedActionInput {}

@InputType({ description: 'The device to be scanned for malware.' })
export class RunAntiVirusScanInput extends CommentedActionInput {
  @EnumField(ScanTypeInput, 'Needed.')
  scanType?: string | null;
}

@InputType({ description: 'The file whose processes are to be stopped on a device, and that is to be put away.' })
export class StopAndQuarantineFileInput extends CommentedActionInput {
  @Field(() => String, { description: 'SHA-1 of the file.' })
  sha1!: string;
}

@InputType({ description: 'The device whose forensic data are to be gathered into a package.' })
export class CollectInvestigationPackageInput extends CommentedActionInput {}

@InputType({ description: 'The device to be investigated automatically.' })
export class StartInvestigationInput extends CommentedActionInput {}

@InputType({ description: 'The device whose sensor is to be taken out of the service.' })
export class OffboardMachineInput extends CommentedActionInput {}

@InputType({ description: 'An argument of a live response command.' })
export class LiveResponseParamInput {
  @EnumField(LiveResponseParamKey, 'Needed.')
  key?: string | null;

  @Field(() => String, { description: 'The argument, at most 4,000 characters.' })
  value!: string;
}

@InputType({ description: 'A command of a live response session.' })
export class LiveResponseCommandInput {
  @EnumField(LiveResponseCommandType, 'Needed.')
  type?: string | null;

  @Field(() => [LiveResponseParamInput], { description: 'Its arguments, each key once.' })
  params!: LiveResponseParamInput[];
}

@InputType({ description: 'The device that is to run a session of commands.' })
export class RunLiveResponseInput extends ActionInput {
  @Field(() => [LiveResponseCommandInput], {
    description: 'Run one after the other; the first that fails ends the session.',
  })
  commands!: LiveResponseCommandInput[];

  @Field(() => String, { nullable: true, description: 'Why; stored with the action.' })
  comment?: string | null;
}

@InputType({ description: 'The action to be called off.' })
export class CancelMachineActionInput extends ChangeInput {
  @Field(() => ID, { description: 'The action: a global id or the vendor’s own.' })
  machineActionId!: string;

  @Field(() => String, { nullable: true, description: 'Why; stored with the action.' })
  comment?: string | null;

  @Field(() => String, { nullable: true, description: 'As with every action; cancelling twice is cancelling once.' })
  idempotencyKey?: string | null;
}
