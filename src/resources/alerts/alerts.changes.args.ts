import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, given, inputText, requiredText } from '../../graphql/change.ts';
import { closedEnum } from '../../graphql/closed-enum.ts';
import { enumName } from '../../graphql/enums.ts';
import { inputError } from '../../graphql/input-error.ts';
import { DateTime } from '../../graphql/scalars.ts';

const AlertStatusInput = closedEnum('AlertStatusInput', ['New', 'InProgress', 'Resolved'], 'Triage status to be set.');

const AlertClassificationInput = closedEnum(
  'AlertClassificationInput',
  ['TruePositive', 'InformationalExpectedActivity', 'FalsePositive'],
  'Verdict to be set.',
);

/** Which finer verdicts a verdict allows; the two pages spell two of them differently (update-alert.md, batch-update-alerts.md). */
const DETERMINATIONS: Readonly<Record<string, readonly string[]>> = {
  TruePositive: [
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedUser',
    'Malware',
    'Phishing',
    'UnwantedSoftware',
    'Other',
  ],
  InformationalExpectedActivity: [
    'SecurityTesting',
    'LineOfBusinessApplication',
    'ConfirmedActivity',
    'ConfirmedUserActivity',
    'Other',
  ],
  FalsePositive: ['NotMalicious', 'Clean', 'InsufficientData', 'Other'],
};

const AlertDeterminationInput = closedEnum(
  'AlertDeterminationInput',
  [...new Set(Object.values(DETERMINATIONS).flat())],
  'Finer verdict to be set. CONFIRMED_ACTIVITY and CONFIRMED_USER_ACTIVITY are the same, and so are NOT_MALICIOUS and CLEAN.',
);

const AlertSeverityInput = closedEnum('AlertSeverityInput', ['Low', 'Medium', 'High'], 'Severity of a new alert.');

const AlertCategoryInput = closedEnum(
  'AlertCategoryInput',
  [
    'General',
    'CommandAndControl',
    'Collection',
    'CredentialAccess',
    'DefenseEvasion',
    'Discovery',
    'Exfiltration',
    'Exploit',
    'Execution',
    'InitialAccess',
    'LateralMovement',
    'Malware',
    'Persistence',
    'PrivilegeEscalation',
    'Ransomware',
    'SuspiciousActivity',
  ],
  'Category of a new alert.',
);

@InputType()
abstract class AlertChangesInput extends ChangeInput {
  @Field(() => AlertStatusInput, { nullable: true, description: 'New triage status.' })
  status?: string | null;

  @Field(() => String, { nullable: true, description: 'Who owns the alert from now on.' })
  assignedTo?: string | null;

  @Field(() => AlertClassificationInput, { nullable: true, description: 'Verdict.' })
  classification?: string | null;

  @Field(() => AlertDeterminationInput, { nullable: true, description: 'Finer verdict; it must fit the verdict.' })
  determination?: string | null;

  @Field(() => String, { nullable: true, description: 'Added to the comments; may be the only change.' })
  comment?: string | null;
}

@InputType({ description: 'What changes of one alert; what is left out stays as it is.' })
export class UpdateAlertInput extends AlertChangesInput {
  @Field(() => ID)
  alertId!: string;
}

@InputType({ description: 'What changes of several alerts, the same for each; what is left out stays as it is.' })
export class UpdateAlertsInput extends AlertChangesInput {
  @Field(() => [ID])
  alertIds!: string[];
}

@InputType({ description: 'An event that hunting found, and the alert to be made of it.' })
export class CreateAlertInput extends ChangeInput {
  @Field(() => ID, { description: 'The device of the event.' })
  machineId!: string;

  @Field(() => DateTime, { description: 'When the event happened: its Timestamp, all digits, in UTC.' })
  eventTime!: string;

  @Field(() => String, { description: 'Its ReportId.' })
  reportId!: string;

  @Field(() => AlertSeverityInput)
  severity!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, { description: 'What an analyst should do about it.' })
  recommendedAction!: string;

  @Field(() => AlertCategoryInput)
  category!: string;
}

/** Throws BAD_USER_INPUT where nothing changes, or where the finer verdict does not fit the verdict. */
export function alertChanges({ status, assignedTo, classification, determination, comment }: AlertChangesInput) {
  const changes = given({
    status,
    assignedTo: inputText('input.assignedTo', assignedTo),
    classification,
    determination,
    comment: inputText('input.comment', comment),
  });
  if (Object.keys(changes).length === 0) {
    throw inputError('input: changes nothing; give status, assignedTo, classification, determination or comment.');
  }
  const fitting = DETERMINATIONS[changes.classification ?? ''];
  if (changes.determination !== undefined && fitting?.includes(changes.determination) === false) {
    const fits = fitting.map(enumName).join(', ');
    throw inputError(`input.determination: does not fit the classification given, which takes ${fits}.`);
  }
  return changes;
}

/** The event and the alert of it, with the vendor's names. Throws BAD_USER_INPUT for a blank text and a time not in UTC. */
export function alertByReference(input: CreateAlertInput) {
  const { eventTime, severity, category } = input;
  if (!eventTime.endsWith('Z')) {
    throw inputError('input.eventTime: is not in UTC; give the Timestamp as hunting shows it, ending in Z.');
  }
  const text = (name: 'reportId' | 'title' | 'description' | 'recommendedAction'): string =>
    requiredText(`input.${name}`, input[name]);
  return {
    severity,
    title: text('title'),
    description: text('description'),
    recommendedAction: text('recommendedAction'),
    eventTime,
    reportId: text('reportId'),
    category,
  };
}
