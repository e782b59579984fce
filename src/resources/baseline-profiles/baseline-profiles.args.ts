import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import { BooleanFilter, NumberFilter, StringFilter } from '../../graphql/node/filter-inputs.ts';

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class BaselineProfileWhere {
  @Field(() => StringFilter, { nullable: true, description: 'The vendor’s own id.' })
  id?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Name.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Operating system that it is for.' })
  operatingSystem?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Version of that operating system.' })
  operatingSystemVersion?: StringFilter | null;

  @Field(() => BooleanFilter, { nullable: true, description: 'Whether it is assessed.' })
  status?: BooleanFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'How many settings it has.' })
  settingsNumber?: NumberFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'How many devices meet every setting.' })
  passedDevices?: NumberFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'How many devices it is for.' })
  totalDevices?: NumberFilter | null;
}

@ArgsType()
export class BaselineProfilesArgs extends ConnectionArgs {
  @Field(() => BaselineProfileWhere, { nullable: true, description: 'Which profiles; all of them unless given.' })
  where?: BaselineProfileWhere | null;
}
