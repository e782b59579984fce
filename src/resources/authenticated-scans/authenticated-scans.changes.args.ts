import { Field, ID, InputType, Int } from 'type-graphql';
import { ChangeInput, definedFields, inputText, requiredText } from '../../graphql/node/mutation-types.ts';
import { EnumField, neededWord, wordOf } from '../../graphql/schema/closed-enum.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { AuthenticatedScanType, ScanTargetType } from './authenticated-scans.type.ts';
import { credentialsOf, ScanCredentialsInput } from './authenticated-scans.credentials.args.ts';

@InputType({ description: 'A scan that signs in to the devices it looks at.' })
export class CreateScanDefinitionInput extends ChangeInput {
  @Field(() => ID, { description: 'The device that scans; seen within the time that data is kept.' })
  machineId!: string;

  @EnumField(AuthenticatedScanType, 'Required: what is scanned.')
  scanType?: string | null;

  @Field(() => String, { description: 'Label.' })
  scanName!: string;

  @Field(() => Boolean, { description: 'Whether it is switched on.' })
  isActive!: boolean;

  @Field(() => String, { description: 'Addresses or host names to scan, joined by commas.' })
  target!: string;

  @EnumField(ScanTargetType, 'Required: how `target` names the devices.')
  targetType?: string | null;

  @Field(() => Int, { description: 'Hours between two runs.' })
  intervalInHours!: number;

  @Field(() => ScanCredentialsInput, { description: 'How it signs in.' })
  scanAuthenticationParams!: ScanCredentialsInput;
}

@InputType({ description: 'What changes of one scan; what is left out stays as it is.' })
export class UpdateScanDefinitionInput extends ChangeInput {
  @Field(() => ID, { description: 'The definition to change.' })
  scanDefinitionId!: string;

  @Field(() => String, { nullable: true, description: 'Label.' })
  scanName?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is switched on.' })
  isActive?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Addresses or host names to scan, joined by commas.' })
  target?: string | null;

  @EnumField(ScanTargetType, 'How `target` is written.')
  targetType?: string | null;

  @Field(() => Int, { nullable: true, description: 'Hours between two runs.' })
  intervalInHours?: number | null;

  @Field(() => ScanCredentialsInput, { nullable: true, description: 'How it signs in, as a whole.' })
  scanAuthenticationParams?: ScanCredentialsInput | null;
}

@InputType({ description: 'Definitions to delete.' })
export class DeleteScanDefinitionsInput extends ChangeInput {
  @Field(() => [ID], { description: 'Each once.' })
  scanDefinitionIds!: string[];
}

/** A definition, with the vendor's names. Throws BAD_USER_INPUT for a blank text and a word that is missing. */
export function newScanDefinition(input: CreateScanDefinitionInput, warnings: string[]) {
  const reading = { at: 'input', warnings };
  const scanType = neededWord(input, { ...reading, field: 'scanType', known: AuthenticatedScanType });
  return {
    scanType,
    scanName: requiredText('input.scanName', input.scanName),
    isActive: input.isActive,
    target: requiredText('input.target', input.target),
    intervalInHours: intervalOf(input.intervalInHours),
    targetType: neededWord(input, { ...reading, field: 'targetType', known: ScanTargetType }),
    scanAuthenticationParams: credentialsOf(input.scanAuthenticationParams, warnings),
  };
}

function intervalOf(hours: number): number {
  if (hours >= 1) return hours;
  throw inputError(`input.intervalInHours: is ${hours}; a scan runs every hour at the most.`);
}

/** What changes, under the vendor's names. Throws BAD_USER_INPUT where nothing does. */
export function scanDefinitionChanges(input: UpdateScanDefinitionInput, warnings: string[]) {
  const { intervalInHours: hours, scanAuthenticationParams: credentials } = input;
  const reading = { at: 'input', warnings };
  const changes = definedFields({
    scanName: inputText('input.scanName', input.scanName, warnings),
    isActive: input.isActive,
    target: inputText('input.target', input.target, warnings),
    intervalInHours: hours == null ? null : intervalOf(hours),
    targetType: wordOf(input, { ...reading, field: 'targetType', known: ScanTargetType }),
    scanAuthenticationParams: credentials == null ? null : credentialsOf(credentials, warnings),
  });
  if (Object.keys(changes).length > 0) return changes;
  throw inputError(
    'input: changes nothing; give scanName, isActive, target, targetType, intervalInHours or scanAuthenticationParams.',
  );
}
