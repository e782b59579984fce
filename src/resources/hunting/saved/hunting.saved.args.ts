import { ArgsType, Field, InputType } from 'type-graphql';
import { HuntOptions } from '../hunting.hunt.args.ts';
import { JsonValue } from '../../../graphql/schema/scalars.ts';

@InputType({ description: 'A value for a parameter of a saved hunt, in the type that the hunt declares.' })
export class SavedHuntParameterInput {
  @Field(() => String, { description: 'Name of the parameter.' })
  name!: string;

  @Field(() => JsonValue, { nullable: true, description: 'As for HuntingParameterInput.' })
  value!: unknown;
}

@ArgsType()
export class SavedHuntArgs extends HuntOptions {
  @Field(() => String, { description: 'The name of one of `savedHunts`.' })
  name!: string;

  @Field(() => [SavedHuntParameterInput], {
    defaultValue: [],
    description: 'Values for its parameters; those left out have their defaults.',
  })
  parameters!: SavedHuntParameterInput[];
}
