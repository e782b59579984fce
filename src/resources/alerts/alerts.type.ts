import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import type { AlertEvidence } from './alerts.evidence.type.ts';

export const AlertSeverity = openEnum('AlertSeverity', ['UnSpecified', 'Informational', 'Low', 'Medium', 'High'], {
  description: 'How severe an alert is.',
});

export const AlertStatus = openEnum('AlertStatus', ['Unknown', 'New', 'InProgress', 'Resolved'], {
  description: 'Where an alert stands in triage.',
});

export const AlertClassification = openEnum(
  'AlertClassification',
  ['TruePositive', 'InformationalExpectedActivity', 'FalsePositive'],
  {
    description: 'The verdict on an alert.',
    // alerts.md shows the label where update-alert.md has the code; a label with a comma cannot be an enum name.
    aliases: { 'Informational, expected activity': 'InformationalExpectedActivity' },
  },
);

/** The pages disagree on two values, so both spellings of each are listed (alerts.md, update-alert.md). */
export const AlertDetermination = openEnum(
  'AlertDetermination',
  [
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedUser',
    'Malware',
    'Phishing',
    'UnwantedSoftware',
    'Other',
    'SecurityTesting',
    'LineOfBusinessApplication',
    'ConfirmedUserActivity',
    'ConfirmedActivity',
    'Clean',
    'NotMalicious',
    'InsufficientData',
  ],
  {
    description:
      'The finer verdict on an alert. CONFIRMED_ACTIVITY and CONFIRMED_USER_ACTIVITY are the same, and so are NOT_MALICIOUS and CLEAN.',
  },
);

@ObjectType({ simpleResolvers: true })
export class AlertRelatedUser {
  @Field(() => String, { nullable: true, description: 'Account name.' })
  userName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain.' })
  domainName!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class AlertLoggedOnUser {
  @Field(() => String, { nullable: true, description: 'Account name.' })
  accountName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain.' })
  domainName!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class AlertComment {
  @Field(() => String, { nullable: true, description: 'Text of the comment.' })
  comment!: string | null;

  @Field(() => String, { nullable: true, description: 'Author.' })
  createdBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was written.' })
  createdTime!: string | null;
}

@ObjectType({ simpleResolvers: true, implements: Node })
export class Alert {
  @Field(() => ID, { name: 'alertId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Headline of the alert.' })
  title!: string | null;

  @Field(() => String, { nullable: true, description: 'Longer explanation of the alert.' })
  description!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the alert was made (UTC).' })
  alertCreationTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Latest triggering event on the device.' })
  lastEventTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Earliest triggering event on the device.' })
  firstEventTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the alert last changed (UTC).' })
  lastUpdateTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the status became Resolved.' })
  resolvedTime!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Incident that holds the alert.' })
  incidentId!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Automated investigation tied to the alert.' })
  investigationId!: number | null;

  /** Its enum belongs to the investigations slice, so the field stands in the resolver. */
  investigationState!: string | null;

  @Field(() => String, { nullable: true, description: 'Owner of the alert.' })
  assignedTo!: string | null;

  @Field(() => String, { nullable: true, description: 'Device group of the device.' })
  rbacGroupName!: string | null;

  @Field(() => [String], { nullable: true, description: 'MITRE ATT&CK technique ids.' })
  mitreTechniques!: string[] | null;

  @Field(() => AlertRelatedUser, { nullable: true, description: 'User tied to the alert.' })
  relatedUser!: AlertRelatedUser | null;

  @Field(() => [AlertLoggedOnUser], {
    nullable: true,
    description: 'Who was logged on to the device; documented nowhere.',
  })
  loggedOnUsers!: AlertLoggedOnUser[] | null;

  @Field(() => AlertSeverity, { nullable: true, description: 'Severity.' })
  severity!: string | null;

  @Field(() => AlertStatus, { nullable: true, description: 'Triage status.' })
  status!: string | null;

  @Field(() => AlertClassification, { nullable: true, description: 'Verdict.' })
  classification!: string | null;

  @Field(() => AlertDetermination, { nullable: true, description: 'Finer verdict.' })
  determination!: string | null;

  @Field(() => String, { nullable: true, description: 'Attack category.' })
  category!: string | null;

  @Field(() => String, { nullable: true, description: 'Product part that raised the alert.' })
  detectionSource!: string | null;

  @Field(() => String, { nullable: true, description: 'Malware family.' })
  threatFamilyName!: string | null;

  @Field(() => String, { nullable: true, description: 'Malware name.' })
  threatName!: string | null;

  @Field(() => String, { nullable: true, description: 'Device the alert was raised on.' })
  machineId!: string | null;

  @Field(() => String, { nullable: true, description: 'That device’s full name.' })
  computerDnsName!: string | null;

  @Field(() => String, { nullable: true, description: 'Microsoft Entra tenant.' })
  aadTenantId!: string | null;

  @Field(() => String, { nullable: true, description: 'Detector that fired.' })
  detectorId!: string | null;

  @Field(() => [AlertComment], { nullable: true, description: 'Comments on the alert.' })
  comments!: AlertComment[] | null;

  /** Filled only when asked for with `$expand`; the field stands in the resolver. */
  evidence!: AlertEvidence[] | null;
}

export const AlertConnection = connectionOf('Alert', () => Alert);
