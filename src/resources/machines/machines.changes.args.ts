import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, requiredText } from '../../graphql/change.ts';
import { closedEnum } from '../../graphql/closed-enum.ts';
import { inputError } from '../../graphql/input-error.ts';

const DeviceValueInput = closedEnum('DeviceValueInput', ['Normal', 'Low', 'High'], 'Importance of a device to be set.');

const TagActionInput = closedEnum('TagActionInput', ['Add', 'Remove'], 'Whether a tag is put on or taken off.');

/** Characters (machine-tags.md). */
const LONGEST_TAG = 200;

/** Devices of one call (add-or-remove-multiple-machine-tags.md). */
export const MOST_MACHINES = 500;

@InputType()
abstract class TagInput extends ChangeInput {
  @Field(() => String, { description: `The tag, at most ${LONGEST_TAG} characters.` })
  value!: string;
}

@InputType()
abstract class MachineTagInput extends TagInput {
  @Field(() => ID)
  machineId!: string;
}

@InputType({ description: 'A tag to be put on a device.' })
export class AddMachineTagInput extends MachineTagInput {}

@InputType({ description: 'A tag to be taken off a device.' })
export class RemoveMachineTagInput extends MachineTagInput {}

@InputType({ description: 'A tag to be put on several devices, or taken off them.' })
export class UpdateMachineTagsInput extends TagInput {
  @Field(() => TagActionInput)
  action!: 'Add' | 'Remove';

  @Field(() => [ID], { description: `At most ${MOST_MACHINES} devices.` })
  machineIds!: string[];
}

@InputType({ description: 'How important a device is.' })
export class SetDeviceValueInput extends ChangeInput {
  @Field(() => ID)
  machineId!: string;

  @Field(() => DeviceValueInput)
  deviceValue!: string;
}

/** The tag of an input. Throws BAD_USER_INPUT for one that is blank, too long or not on one line. */
export function tagOf({ value }: TagInput): string {
  requiredText('input.value', value);
  if ([...value].length > LONGEST_TAG) {
    throw inputError(`input.value: a tag has at most ${LONGEST_TAG} characters; shorten it.`);
  }
  if (/[\u0000-\u001f\u007f]/.test(value)) {
    throw inputError('input.value: holds a line break or another control character; take it out.');
  }
  return value;
}
