import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import type { AlertEvidence } from './alerts.evidence.type.ts';

export const AlertSeverity = openEnum(
  'AlertSeverity',
  {
    UnSpecified: 'None was given.',
    Informational: 'Worth knowing; no harm by itself.',
    Low: 'Widespread unwanted software or an early sign of little weight.',
    Medium: 'Behaviour that may be part of an advanced attack.',
    High: 'Behaviour that is often seen in advanced attacks; look at it first.',
  },
  {
    description: 'How severe an alert is.',
  },
);

export const AlertStatus = openEnum(
  'AlertStatus',
  {
    Unknown: 'Not told; no page lets it be set.',
    New: 'Nobody has begun with it.',
    InProgress: 'An analyst looks into it.',
    Resolved: 'Done with.',
  },
  {
    description: 'Where an alert stands in triage.',
  },
);

export const AlertClassification = openEnum(
  'AlertClassification',
  {
    TruePositive: 'It was what it said: harm, or an attempt at it.',
    InformationalExpectedActivity: 'It happened, and was meant to: a test, or software of the business.',
    FalsePositive: 'It was wrong.',
  },
  {
    description: 'The verdict on an alert.',
    // alerts.md shows the label where update-alert.md has the code; a label with a comma cannot be an enum name.
    aliases: { 'Informational, expected activity': 'InformationalExpectedActivity' },
  },
);

/** The pages disagree on two values, so both spellings of each are listed (alerts.md, update-alert.md). */
export const AlertDetermination = openEnum(
  'AlertDetermination',
  {
    MultiStagedAttack: 'Several steps of one attack. Goes with TRUE_POSITIVE.',
    MaliciousUserActivity: 'A person of the organization did harm. Goes with TRUE_POSITIVE.',
    CompromisedUser: 'The account was used by another. Goes with TRUE_POSITIVE.',
    Malware: 'Malicious software. Goes with TRUE_POSITIVE.',
    Phishing: 'Deception to get at credentials or access. Goes with TRUE_POSITIVE.',
    UnwantedSoftware: 'Software that nobody wants, short of malware. Goes with TRUE_POSITIVE.',
    Other: 'None of the listed; goes with any verdict.',
    SecurityTesting: 'A test of the defences. Goes with INFORMATIONAL_EXPECTED_ACTIVITY.',
    LineOfBusinessApplication: 'Software of the business. Goes with INFORMATIONAL_EXPECTED_ACTIVITY.',
    ConfirmedUserActivity: 'The user confirmed it; one page’s spelling of CONFIRMED_ACTIVITY.',
    ConfirmedActivity: 'Confirmed as meant. Goes with INFORMATIONAL_EXPECTED_ACTIVITY.',
    Clean: 'Nothing malicious; one page’s spelling of NOT_MALICIOUS.',
    NotMalicious: 'Nothing malicious. Goes with FALSE_POSITIVE.',
    InsufficientData: 'Too little is known to tell. Goes with FALSE_POSITIVE.',
  },
  {
    description:
      'The finer verdict on an alert. CONFIRMED_ACTIVITY and CONFIRMED_USER_ACTIVITY are the same, and so are NOT_MALICIOUS and CLEAN.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'The user whom an alert is about.' })
export class AlertRelatedUser {
  @Field(() => String, { nullable: true, description: 'Account name.' })
  userName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain.' })
  domainName!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Who was logged on to the device of an alert.' })
export class AlertLoggedOnUser {
  @Field(() => String, { nullable: true, description: 'Account name.' })
  accountName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain.' })
  domainName!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A comment on an alert.' })
export class AlertComment {
  @Field(() => String, { nullable: true, description: 'Text of the comment.' })
  comment!: string | null;

  @Field(() => String, { nullable: true, description: 'Author.' })
  createdBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was written.' })
  createdTime!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A detection on a device, and where it stands in triage.',
})
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
