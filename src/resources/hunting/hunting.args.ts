import { Field, InputType } from 'type-graphql';
import { HuntingParameterType } from './hunting.parameters.type.ts';
import { JsonValue } from '../../graphql/schema/scalars.ts';

@InputType({ description: 'A value that a query refers to by name.' })
export class HuntingParameterInput {
  @Field(() => String, { description: 'A name that the query uses and does not define itself.' })
  name!: string;

  @Field(() => HuntingParameterType, { description: 'The KQL type that it has in the query.' })
  type!: keyof typeof HuntingParameterType;

  @Field(() => JsonValue, {
    nullable: true,
    description:
      'Text for STRING, DATETIME (ISO 8601), TIMESPAN (`P1D`, `1d`, `1.02:03:04`) and GUID, an integer or its text for LONG, a number for REAL, true or false for BOOL, any JSON for DYNAMIC; null is a null of the type, which for STRING is the empty text.',
  })
  value!: unknown;
}
