import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { IncidentEntityType } from './incidents.enums.type.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'What is involved in an alert of an incident; its kind tells which fields are filled.',
})
export class IncidentEntity {
  @Field(() => IncidentEntityType, { nullable: true, description: 'Kind of the entity.' })
  entityType!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-1 of a file.' })
  sha1!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of a file.' })
  sha256!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of a file.' })
  fileName!: string | null;

  @Field(() => String, { nullable: true, description: 'Folder of a file.' })
  filePath!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Id of a process.' })
  processId!: number | null;

  @Field(() => String, { nullable: true, description: 'Command line of a process.' })
  processCommandLine!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When a process started.' })
  processCreationTime!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Id of the parent of a process.' })
  parentProcessId!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the parent of a process started.' })
  parentProcessCreationTime!: string | null;

  @Field(() => String, { nullable: true, description: 'Address of an IP.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'Address of a URL.' })
  url!: string | null;

  @Field(() => String, { nullable: true, description: 'Account name of a user.' })
  accountName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain of a user.' })
  domainName!: string | null;

  @Field(() => String, { nullable: true, description: 'Security identifier of a user.' })
  userSid!: string | null;

  @Field(() => String, { nullable: true, description: 'Microsoft Entra object id of a user.' })
  aadUserId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Sign-in name of a user, or of whom a mailbox or message belongs to.',
  })
  userPrincipalName!: string | null;

  @Field(() => String, { nullable: true, description: 'Display name of a mailbox.' })
  mailboxDisplayName!: string | null;

  @Field(() => String, { nullable: true, description: 'Address of a mailbox.' })
  mailboxAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'By what the messages of a mail cluster are alike, separated by semicolons.',
  })
  clusterBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Sender of a message.' })
  sender!: string | null;

  @Field(() => String, { nullable: true, description: 'Recipient of a message.' })
  recipient!: string | null;

  @Field(() => String, { nullable: true, description: 'Subject of a message.' })
  subject!: string | null;

  @Field(() => String, { nullable: true, description: 'What became of a message, for example Delivered.' })
  deliveryAction!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of a security group.' })
  securityGroupId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of a security group.' })
  securityGroupName!: string | null;

  @Field(() => String, { nullable: true, description: 'Hive of a registry value.' })
  registryHive!: string | null;

  @Field(() => String, { nullable: true, description: 'Key of a registry value.' })
  registryKey!: string | null;

  @Field(() => String, { nullable: true, description: 'Type of a registry value.' })
  registryValueType!: string | null;

  @Field(() => String, { nullable: true, description: 'Content of a registry value.' })
  registryValue!: string | null;

  @Field(() => String, { nullable: true, description: 'Device that the entity belongs to.' })
  deviceId!: string | null;
}
