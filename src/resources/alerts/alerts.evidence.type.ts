import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'One thing that took part in an alert: a file, a process, a user, an address or a registry value. `entityType` says which, and only its members are filled.',
})
export class AlertEvidence {
  @Field(() => String, {
    nullable: true,
    description: 'Which kind of thing this is; decides which other members are filled.',
  })
  entityType!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the evidence was recorded.' })
  evidenceCreationTime!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-1 of the file or process image.' })
  sha1!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the same.' })
  sha256!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the file.' })
  fileName!: string | null;

  @Field(() => String, { nullable: true, description: 'Folder of the file.' })
  filePath!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Process number.' })
  processId!: number | null;

  @Field(() => String, { nullable: true, description: 'Command line of the process.' })
  processCommandLine!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Start of the process.' })
  processCreationTime!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Number of the parent process.' })
  parentProcessId!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Start of the parent process.' })
  parentProcessCreationTime!: string | null;

  @Field(() => String, { nullable: true, description: 'Image name of the parent process.' })
  parentProcessFileName!: string | null;

  @Field(() => String, { nullable: true, description: 'Image folder of the parent process.' })
  parentProcessFilePath!: string | null;

  @Field(() => String, { nullable: true, description: 'IP address.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'URL.' })
  url!: string | null;

  @Field(() => String, { nullable: true, description: 'Registry key.' })
  registryKey!: string | null;

  @Field(() => String, { nullable: true, description: 'Registry hive.' })
  registryHive!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of the registry value.' })
  registryValueType!: string | null;

  @Field(() => String, { nullable: true, description: 'The registry value.' })
  registryValue!: string | null;

  @Field(() => String, { nullable: true, description: 'Account name.' })
  accountName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain.' })
  domainName!: string | null;

  @Field(() => String, { nullable: true, description: 'Security identifier of the user.' })
  userSid!: string | null;

  @Field(() => String, { nullable: true, description: 'Microsoft Entra object id of the user.' })
  aadUserId!: string | null;

  @Field(() => String, { nullable: true, description: 'User principal name.' })
  userPrincipalName!: string | null;

  @Field(() => String, { nullable: true, description: 'What became of the detection.' })
  detectionStatus!: string | null;
}
