import { Field, ObjectType } from 'type-graphql';
import { HuntingParameterType } from '../hunting.parameters.type.ts';
import { JsonValue } from '../../../graphql/schema/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'A value that a saved hunt refers to by name.' })
export class SavedHuntParameter {
  @Field(() => String, { description: 'Name of the parameter, as the query refers to it.' })
  name!: string;

  @Field(() => HuntingParameterType, { description: 'The KQL type that it has in the query.' })
  type!: keyof typeof HuntingParameterType;

  @Field(() => String, { description: 'What it stands for.' })
  description!: string;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'The value where none is given; null where one is required, or where the value is null.',
  })
  defaultValue!: unknown;

  @Field(() => Boolean, { description: 'Whether a value must be given.' })
  required!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A hunt that comes with the gateway.' })
export class SavedHunt {
  @Field(() => String, { description: 'What `runSavedHunt` knows it by, such as `encoded-powershell`.' })
  name!: string;

  @Field(() => String, { description: 'Headline of the hunt.' })
  title!: string;

  @Field(() => String, { description: 'What the hunt looks for, and what its rows mean.' })
  description!: string;

  @Field(() => [String], { description: 'Tactics of MITRE ATT&CK, such as `Credential Access`.' })
  tactics!: readonly string[];

  @Field(() => String, { description: 'The query, which refers to the parameters by their names.' })
  query!: string;

  @Field(() => [SavedHuntParameter], { description: 'What it takes, the needed ones too.' })
  parameters!: readonly SavedHuntParameter[];
}
