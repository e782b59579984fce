import { Field, ID, ObjectType } from 'type-graphql';
import { ChangePayload, ItemOutcome } from '../../graphql/node/mutation-types.ts';
import { Machine } from './machines.type.ts';

@ObjectType({ simpleResolvers: true })
abstract class MachinePayload extends ChangePayload {
  @Field(() => Machine, { nullable: true, description: 'As the vendor answered after the change.' })
  machine!: Machine | null;
}

@ObjectType({ simpleResolvers: true })
export class AddMachineTagPayload extends MachinePayload {}

@ObjectType({ simpleResolvers: true })
export class RemoveMachineTagPayload extends MachinePayload {}

@ObjectType({ simpleResolvers: true })
export class SetDeviceValuePayload extends MachinePayload {}

@ObjectType({ simpleResolvers: true, description: 'What became of one device of several.' })
export class MachineTagUpdate {
  @Field(() => ID, { description: 'The vendor’s own id.' })
  machineId!: string;

  @Field(() => ItemOutcome, { description: 'What became of it.' })
  outcome!: ItemOutcome;

  @Field(() => Machine, { nullable: true, description: 'As the vendor answered, or as read after the change.' })
  machine!: Machine | null;
}

@ObjectType({ simpleResolvers: true })
export class UpdateMachineTagsPayload extends ChangePayload {
  @Field(() => [MachineTagUpdate], { description: 'One for each device, in the order given.' })
  results!: MachineTagUpdate[];
}
