import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput } from '../../../graphql/node/mutation-types.ts';
import { closedEnum, EnumField } from '../../../graphql/schema/closed-enum.ts';
import { LiveResponseCommandType, LiveResponseParamKey } from '../machine-actions.type.ts';

export const IsolationTypeInput = closedEnum(
  'IsolationTypeInput',
  ['Full', 'Selective', 'UnManagedDevice'],
  'FULL cuts all connections but that to the service, SELECTIVE leaves a few applications theirs, UN_MANAGED_DEVICE contains a device that is not onboarded.',
);

export const ScanTypeInput = closedEnum('ScanTypeInput', ['Quick', 'Full'], 'How deep a scan goes.');

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

@InputType()
export class IsolateMachineInput extends CommentedActionInput {
  @EnumField(IsolationTypeInput, 'FULL unless given.')
  isolationType?: string | null;
}

@InputType()
export class UnisolateMachineInput extends CommentedActionInput {}

@InputType()
export class RestrictCodeExecutionInput extends CommentedActionInput {}

@InputType()
export class UnrestrictCodeExecutionInput extends CommentedActionInput {}

@InputType()
export class RunAntiVirusScanInput extends CommentedActionInput {
  @EnumField(ScanTypeInput, 'Needed.')
  scanType?: string | null;
}

@InputType()
export class StopAndQuarantineFileInput extends CommentedActionInput {
  @Field(() => String, { description: 'SHA-1 of the file.' })
  sha1!: string;
}

@InputType()
export class CollectInvestigationPackageInput extends CommentedActionInput {}

@InputType()
export class StartInvestigationInput extends CommentedActionInput {}

@InputType()
export class OffboardMachineInput extends CommentedActionInput {}

@InputType()
export class LiveResponseParamInput {
  @EnumField(LiveResponseParamKey, 'Needed.')
  key?: string | null;

  @Field(() => String)
  value!: string;
}

@InputType()
export class LiveResponseCommandInput {
  @EnumField(LiveResponseCommandType, 'Needed.')
  type?: string | null;

  @Field(() => [LiveResponseParamInput])
  params!: LiveResponseParamInput[];
}

@InputType()
export class RunLiveResponseInput extends ActionInput {
  @Field(() => [LiveResponseCommandInput], {
    description: 'Run one after the other; the first that fails ends the session.',
  })
  commands!: LiveResponseCommandInput[];

  @Field(() => String, { nullable: true, description: 'Why; stored with the action.' })
  comment?: string | null;
}

@InputType()
export class CancelMachineActionInput extends ChangeInput {
  @Field(() => ID, { description: 'The action: a global id or the vendor’s own.' })
  machineActionId!: string;

  @Field(() => String, { nullable: true, description: 'Why; stored with the action.' })
  comment?: string | null;

  @Field(() => String, { nullable: true, description: 'As with every action; cancelling twice is cancelling once.' })
  idempotencyKey?: string | null;
}
