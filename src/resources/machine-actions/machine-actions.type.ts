import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const MachineActionType = openEnum(
  'MachineActionType',
  [
    'RunAntiVirusScan',
    'Offboard',
    'LiveResponse',
    'CollectInvestigationPackage',
    'Isolate',
    'Unisolate',
    'StopAndQuarantineFile',
    'RestrictCodeExecution',
    'UnrestrictCodeExecution',
  ],
  { description: 'Kind of a response action.' },
);

const MachineActionScope = openEnum('MachineActionScope', ['Full', 'Selective', 'Quick'], {
  description: 'FULL or SELECTIVE for an isolation, QUICK or FULL for a scan.',
});

export const MachineActionStatus = openEnum(
  'MachineActionStatus',
  ['Pending', 'InProgress', 'Succeeded', 'Failed', 'TimeOut', 'Cancelled'],
  { description: 'Where an action stands; all but PENDING and IN_PROGRESS are final.' },
);

const FileIdentifierType = openEnum('FileIdentifierType', ['Sha1', 'Sha256', 'Md5'], {
  description: 'Which hash names a file.',
});

const LiveResponseCommandStatus = openEnum('LiveResponseCommandStatus', ['Created', 'Completed', 'Failed'], {
  description: 'Where a live response command stands.',
});

export const LiveResponseCommandType = openEnum('LiveResponseCommandType', ['PutFile', 'RunScript', 'GetFile'], {
  description: 'Kind of a live response command, in the order of a session.',
});

export const LiveResponseParamKey = openEnum('LiveResponseParamKey', ['FileName', 'ScriptName', 'Args', 'Path'], {
  description: 'Name of an argument: FILE_NAME for PUT_FILE, SCRIPT_NAME and ARGS for RUN_SCRIPT, PATH for GET_FILE.',
});

@ObjectType({ simpleResolvers: true })
export class RelatedFileInfo {
  @Field(() => String, { nullable: true, description: 'Hash of the file.' })
  fileIdentifier!: string | null;

  @Field(() => FileIdentifierType, { nullable: true, description: 'Which hash it is.' })
  fileIdentifierType!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class LiveResponseParam {
  @Field(() => LiveResponseParamKey, { nullable: true, description: 'Name of the argument.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'Its value.' })
  value!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class LiveResponseCommand {
  @Field(() => LiveResponseCommandType, { nullable: true, description: 'Kind of command.' })
  type!: string | null;

  @Field(() => [LiveResponseParam], { nullable: true, description: 'Arguments of the command.' })
  params!: LiveResponseParam[] | null;
}

@ObjectType({ simpleResolvers: true })
export class LiveResponseCommandResult {
  @Field(() => Int, {
    nullable: true,
    description: 'Zero-based position; the argument of GetLiveResponseResultDownloadLink.',
  })
  index!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the command began.' })
  startTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended.' })
  endTime!: string | null;

  @Field(() => LiveResponseCommandStatus, { nullable: true, description: 'Where the command stands.' })
  commandStatus!: string | null;

  @Field(() => [String], { nullable: true, description: 'Error texts.' })
  errors!: string[] | null;

  @Field(() => LiveResponseCommand, { nullable: true, description: 'The command as requested.' })
  command!: LiveResponseCommand | null;

  /** The vendor's id of the action that it belongs to; not shown. */
  actionId!: string;
}

@ObjectType({ simpleResolvers: true, implements: Node })
export class MachineAction {
  @Field(() => ID, { name: 'machineActionId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => MachineActionType, { nullable: true, description: 'Kind of action.' })
  type!: string | null;

  @Field(() => MachineActionScope, {
    nullable: true,
    description: 'Full or Selective for isolation; Quick or Full for a scan; null otherwise.',
  })
  scope!: string | null;

  @Field(() => String, { nullable: true, description: 'Who asked for it.' })
  requestor!: string | null;

  @Field(() => String, { nullable: true, description: 'Correlation id that a caller may submit.' })
  externalID!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the user or application that sent it.' })
  requestSource!: string | null;

  @Field(() => [LiveResponseCommandResult], {
    nullable: true,
    description: 'Live response commands with their progress.',
  })
  commands!: LiveResponseCommandResult[] | null;

  @Field(() => String, { nullable: true, description: 'Who cancelled it.' })
  cancellationRequestor!: string | null;

  @Field(() => String, { nullable: true, description: 'Comment sent with the request.' })
  requestorComment!: string | null;

  @Field(() => String, { nullable: true, description: 'Comment sent with the cancellation.' })
  cancellationComment!: string | null;

  @Field(() => MachineActionStatus, { nullable: true, description: 'Where the action stands.' })
  status!: string | null;

  @Field(() => String, { nullable: true, description: 'Target device.' })
  machineId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the target device.' })
  computerDnsName!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  creationDateTimeUtc!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was cancelled.' })
  cancellationDateTimeUtc!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its status last changed.' })
  lastUpdateDateTimeUtc!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Same as lastUpdateDateTimeUtc.' })
  lastUpdateTimeUtc!: string | null;

  @Field(() => String, { nullable: true, description: 'Title of the action.' })
  title!: string | null;

  @Field(() => RelatedFileInfo, { nullable: true, description: 'File concerned, for StopAndQuarantineFile.' })
  relatedFileInfo!: RelatedFileInfo | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Windows error code; 0 for none.' })
  errorHResult!: number | null;

  @Field(() => String, { nullable: true, description: 'What the vendor says about a failure; documented nowhere.' })
  troubleshootInfo!: string | null;
}

export const MachineActionConnection = connectionOf('MachineAction', () => MachineAction);
