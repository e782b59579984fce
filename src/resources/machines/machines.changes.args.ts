import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, requiredText } from '../../graphql/node/mutation-types.ts';
import { closedEnum, EnumField, neededWord } from '../../graphql/schema/closed-enum.ts';
import { DeviceValue } from './machines.type.ts';

const TagActionInput = closedEnum(
  'TagActionInput',
  { Add: 'The tag is put on.', Remove: 'The tag is taken off.' },
  'Whether a tag is put on or taken off.',
);

/** Characters, as documented (machine-tags.md). */
const MAX_TAG = 200;

/** Devices of one call, as documented (add-or-remove-multiple-machine-tags.md). */
export const MAX_MACHINES = 500;

@InputType()
abstract class TagInput extends ChangeInput {
  @Field(() => String, { description: `The tag; the vendor documents ${MAX_TAG} characters at most.` })
  value!: string;
}

@InputType()
abstract class MachineTagInput extends TagInput {
  @Field(() => ID, { description: 'The device: a global id or the vendor’s own.' })
  machineId!: string;
}

@InputType({ description: 'A tag to be put on a device.' })
export class AddMachineTagInput extends MachineTagInput {}

@InputType({ description: 'A tag to be taken off a device.' })
export class RemoveMachineTagInput extends MachineTagInput {}

@InputType({ description: 'A tag to be put on several devices, or taken off them.' })
export class UpdateMachineTagsInput extends TagInput {
  @EnumField(TagActionInput, 'Needed.')
  action?: string | null;

  @Field(() => [ID], { description: `The vendor documents ${MAX_MACHINES} devices at most.` })
  machineIds!: string[];
}

@InputType({ description: 'How important a device is.' })
export class SetDeviceValueInput extends ChangeInput {
  @Field(() => ID, { description: 'The device: a global id or the vendor’s own.' })
  machineId!: string;

  @EnumField(DeviceValue, 'Needed.')
  deviceValue?: string | null;
}

/** The tag of an input; what the vendor's pages have against it is a warning. Throws BAD_USER_INPUT for one that is blank. */
export function tagOf({ value }: TagInput, warnings: string[]): string {
  requiredText('input.value', value);
  if ([...value].length > MAX_TAG) {
    warnings.push(
      `input.value: Defender’s pages let a tag have ${MAX_TAG} characters. It goes to Defender as given, which decides.`,
    );
  }
  if (/[\u0000-\u001f\u007f]/.test(value)) {
    warnings.push('input.value: holds a line break or another control character. It goes to Defender as given.');
  }
  return value;
}

/** What is done with the tag of several devices, in the vendor's word. Throws BAD_USER_INPUT. */
export function tagActionOf(input: UpdateMachineTagsInput, warnings: string[]): string {
  return neededWord(input, { at: 'input', field: 'action', known: TagActionInput, warnings });
}

/** The importance of an input, in the vendor's word. Throws BAD_USER_INPUT. */
export function deviceValueOf(input: SetDeviceValueInput, warnings: string[]): string {
  return neededWord(input, { at: 'input', field: 'deviceValue', known: DeviceValue, warnings });
}
