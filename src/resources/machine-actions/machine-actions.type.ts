import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const MachineActionType = openEnum(
  'MachineActionType',
  {
    RunAntiVirusScan: 'A scan for malware.',
    Offboard: 'The sensor is taken out of the service.',
    LiveResponse: 'A session of commands.',
    CollectInvestigationPackage: 'Forensic data are gathered into a package.',
    Isolate: 'The device is cut off the network.',
    Unisolate: 'The device is let back into the network.',
    StopAndQuarantineFile: 'Processes of a file are stopped and the file is put away.',
    RestrictCodeExecution: 'Only programs signed by Microsoft run.',
    UnrestrictCodeExecution: 'All programs run again.',
  },
  { description: 'Kind of a response action.' },
);

const MachineActionScope = openEnum(
  'MachineActionScope',
  {
    Full: 'An isolation that cuts all connections but that to the service, or a scan of the whole device.',
    Selective: 'An isolation that leaves a few applications their connections.',
    Quick: 'A scan of the places where malware usually is.',
  },
  {
    description: 'FULL or SELECTIVE for an isolation, QUICK or FULL for a scan.',
  },
);

export const MachineActionStatus = openEnum(
  'MachineActionStatus',
  {
    Pending: 'Sent, and not begun.',
    InProgress: 'The device is at it.',
    Succeeded: 'Done.',
    Failed: 'The device could not do it.',
    TimeOut: 'The device did not answer in time.',
    Cancelled: 'Called off.',
  },
  { description: 'Where an action stands; all but PENDING and IN_PROGRESS are final.' },
);

const FileIdentifierType = openEnum(
  'FileIdentifierType',
  {
    Sha1: 'SHA-1, 40 hexadecimal digits.',
    Sha256: 'SHA-256, 64 hexadecimal digits.',
    Md5: 'MD5, 32 hexadecimal digits.',
  },
  {
    description: 'Which hash names a file.',
  },
);

const LiveResponseCommandStatus = openEnum(
  'LiveResponseCommandStatus',
  { Created: 'It has not ended.', Completed: 'Done.', Failed: 'It failed; `errors` says why.' },
  {
    description: 'Where a live response command stands.',
  },
);

export const LiveResponseCommandType = openEnum(
  'LiveResponseCommandType',
  {
    PutFile: 'Puts a file of the library on the device.',
    RunScript: 'Runs a script of the library.',
    GetFile: 'Fetches a file of the device.',
  },
  {
    description: 'Kind of a live response command, in the order of a session.',
  },
);

export const LiveResponseParamKey = openEnum(
  'LiveResponseParamKey',
  {
    FileName: 'A file of the library, for PUT_FILE.',
    ScriptName: 'A script of the library, for RUN_SCRIPT.',
    Args: 'Arguments of the script, for RUN_SCRIPT.',
    Path: 'Where the file is on the device, for GET_FILE.',
  },
  {
    description: 'Name of an argument: FILE_NAME for PUT_FILE, SCRIPT_NAME and ARGS for RUN_SCRIPT, PATH for GET_FILE.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'The file that an action is about.' })
export class RelatedFileInfo {
  @Field(() => String, { nullable: true, description: 'Hash of the file.' })
  fileIdentifier!: string | null;

  @Field(() => FileIdentifierType, { nullable: true, description: 'Which hash it is.' })
  fileIdentifierType!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An argument of a live response command.' })
export class LiveResponseParam {
  @Field(() => LiveResponseParamKey, { nullable: true, description: 'Name of the argument.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'Its value.' })
  value!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A command of a live response session.' })
export class LiveResponseCommand {
  @Field(() => LiveResponseCommandType, { nullable: true, description: 'Kind of command.' })
  type!: string | null;

  @Field(() => [LiveResponseParam], { nullable: true, description: 'Arguments of the command.' })
  params!: LiveResponseParam[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a live response command.' })
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

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A response action on a device, and where it stands.',
})
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
