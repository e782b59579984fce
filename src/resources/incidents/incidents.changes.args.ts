import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, checkCount, definedFields, inputText } from '../../graphql/node/mutation-types.ts';
import { checkFits, EnumField, wordOf } from '../../graphql/schema/closed-enum.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { IncidentClassification, IncidentDetermination, IncidentStatus } from './incidents.enums.type.ts';

/** Which finer verdicts a verdict allows; the two pages spell three of them differently (api-update-incidents.md, api-incident.md). */
const DETERMINATIONS: Readonly<Record<string, readonly string[]>> = {
  TruePositive: [
    'MultiStagedAttack',
    'MaliciousUserActivity',
    'CompromisedAccount',
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
  FalsePositive: ['Clean', 'NoEnoughDataToValidate', 'InsufficientData', 'Other'],
};

const SETTABLE_DETERMINATIONS = [...new Set(Object.values(DETERMINATIONS).flat())];

@InputType({ description: 'What changes of one incident; what is left out stays as it is.' })
export class UpdateIncidentInput extends ChangeInput {
  @Field(() => ID, { description: 'The incident; one that was merged into another is changed by itself.' })
  incidentId!: string;

  @EnumField(IncidentStatus, 'New triage status.')
  status?: string | null;

  @Field(() => String, { nullable: true, description: 'Who owns the incident from now on.' })
  assignedTo?: string | null;

  @EnumField(IncidentClassification, 'Verdict.')
  classification?: string | null;

  @EnumField(IncidentDetermination, 'Finer verdict; which fit a verdict is told by the vendor’s page.')
  determination?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'All tags that the incident has from now on, in place of those it had; an empty list takes them away.',
  })
  tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Added to the comments; may be the only change.' })
  comment?: string | null;
}

function tagsOf(tags: readonly string[] | null | undefined, warnings: string[]): string[] | undefined {
  if (tags === null || tags === undefined) return undefined;
  if (tags.length > 0) checkCount(tags.length, { field: 'input.tags', warnings });
  return tags.map((tag, index) => inputText(`input.tags[${index}]`, tag, warnings) ?? '');
}

/** What changes, under the vendor's names; `warnings` is told what its page says against it. Throws BAD_USER_INPUT where nothing does. */
export function incidentChanges(input: UpdateIncidentInput, warnings: string[]) {
  const reading = { at: 'input', warnings };
  const changes = definedFields({
    status: wordOf(input, { ...reading, field: 'status', known: IncidentStatus }),
    assignedTo: inputText('input.assignedTo', input.assignedTo, warnings),
    classification: wordOf(input, {
      ...reading,
      field: 'classification',
      known: IncidentClassification,
      documented: Object.keys(DETERMINATIONS),
    }),
    determination: wordOf(input, {
      ...reading,
      field: 'determination',
      known: IncidentDetermination,
      documented: SETTABLE_DETERMINATIONS,
    }),
    tags: tagsOf(input.tags, warnings),
    comment: inputText('input.comment', input.comment, warnings),
  });
  if (Object.keys(changes).length === 0) {
    throw inputError(
      'input: changes nothing; give status, assignedTo, classification, determination, tags or comment.',
    );
  }
  checkFits({ ...reading, field: 'determination' }, changes.determination, changes.classification, DETERMINATIONS);
  return changes;
}
