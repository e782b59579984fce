import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, definedFields, inputText, requiredText } from '../../graphql/node/mutation-types.ts';
import { checkFits, closedEnum, EnumField, neededWord, wordOf } from '../../graphql/schema/closed-enum.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { AlertClassification, AlertDetermination, AlertSeverity, AlertStatus } from './alerts.type.ts';

/** What may be set of each; another is a warning (update-alert.md, create-alert-by-reference.md). */
const SETTABLE_STATUS = ['New', 'InProgress', 'Resolved'];
const SETTABLE_SEVERITY = ['Low', 'Medium', 'High'];

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

const AlertCategoryInput = closedEnum(
  'AlertCategoryInput',
  {
    General: 'None of the others.',
    CommandAndControl: 'Talk with a server of the attacker.',
    Collection: 'Data are gathered.',
    CredentialAccess: 'Credentials are stolen.',
    DefenseEvasion: 'Defences are avoided or switched off.',
    Discovery: 'The surroundings are explored.',
    Exfiltration: 'Data are taken out.',
    Exploit: 'A weakness is made use of.',
    Execution: 'Code of the attacker runs.',
    InitialAccess: 'The way in.',
    LateralMovement: 'From one device to the next.',
    Malware: 'Malicious software.',
    Persistence: 'It is made to last.',
    PrivilegeEscalation: 'More rights are gained.',
    Ransomware: 'Data are held for ransom.',
    SuspiciousActivity: 'Unusual, and not told apart further.',
  },
  'Category of a new alert.',
);

@InputType()
abstract class AlertChangesInput extends ChangeInput {
  @EnumField(AlertStatus, 'New triage status.')
  status?: string | null;

  @Field(() => String, { nullable: true, description: 'Who owns the alert from now on.' })
  assignedTo?: string | null;

  @EnumField(AlertClassification, 'Verdict.')
  classification?: string | null;

  @EnumField(AlertDetermination, 'Finer verdict; which fit a verdict is told by the vendor’s pages.')
  determination?: string | null;

  @Field(() => String, { nullable: true, description: 'Added to the comments; may be the only change.' })
  comment?: string | null;
}

@InputType({ description: 'What changes of one alert; what is left out stays as it is.' })
export class UpdateAlertInput extends AlertChangesInput {
  @Field(() => ID, { description: 'The alert: a global id or the vendor’s own.' })
  alertId!: string;
}

@InputType({ description: 'What changes of several alerts, the same for each; what is left out stays as it is.' })
export class UpdateAlertsInput extends AlertChangesInput {
  @Field(() => [ID], { description: 'The alerts: global ids or the vendor’s own, at most 1,000.' })
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

  @EnumField(AlertSeverity, 'Needed.')
  severity?: string | null;

  @Field(() => String, { description: 'Headline of the alert.' })
  title!: string;

  @Field(() => String, { description: 'What happened.' })
  description!: string;

  @Field(() => String, { description: 'What an analyst should do about it.' })
  recommendedAction!: string;

  @EnumField(AlertCategoryInput, 'Needed.')
  category?: string | null;
}

/** What changes, under the vendor's names; `warnings` is told what its pages say against it. Throws BAD_USER_INPUT where nothing does. */
export function alertChanges(input: AlertChangesInput, warnings: string[]) {
  const reading = { at: 'input', warnings };
  const changes = definedFields({
    status: wordOf(input, { ...reading, field: 'status', known: AlertStatus, documented: SETTABLE_STATUS }),
    assignedTo: inputText('input.assignedTo', input.assignedTo, warnings),
    classification: wordOf(input, { ...reading, field: 'classification', known: AlertClassification }),
    determination: wordOf(input, { ...reading, field: 'determination', known: AlertDetermination }),
    comment: inputText('input.comment', input.comment, warnings),
  });
  if (Object.keys(changes).length === 0) {
    throw inputError('input: changes nothing; give status, assignedTo, classification, determination or comment.');
  }
  checkFits({ ...reading, field: 'determination' }, changes.determination, changes.classification, DETERMINATIONS);
  return changes;
}

/** The event and the alert of it, with the vendor's names. Throws BAD_USER_INPUT for a blank text and a word that is missing. */
export function alertByReference(input: CreateAlertInput, warnings: string[]) {
  const { eventTime } = input;
  if (!eventTime.endsWith('Z')) {
    warnings.push(
      'input.eventTime: is not in UTC. Defender’s pages want the Timestamp as hunting shows it, ending in Z, and find the event by it.',
    );
  }
  const text = (name: 'reportId' | 'title' | 'description' | 'recommendedAction'): string =>
    requiredText(`input.${name}`, input[name]);
  const reading = { at: 'input', warnings };
  return {
    severity: neededWord(input, { ...reading, field: 'severity', known: AlertSeverity, documented: SETTABLE_SEVERITY }),
    title: text('title'),
    description: text('description'),
    recommendedAction: text('recommendedAction'),
    eventTime,
    reportId: text('reportId'),
    category: neededWord(input, { ...reading, field: 'category', known: AlertCategoryInput }),
  };
}
