import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import { StringFilter } from '../../graphql/node/filter-inputs.ts';

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class BaselineConfigurationWhere {
  @Field(() => StringFilter, { nullable: true, description: 'The id that is one only within a benchmark.' })
  id?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Category in the benchmark.' })
  category?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Name in the benchmark.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'CCE identifier.' })
  cce?: StringFilter | null;
}

@ArgsType()
export class BaselineConfigurationsArgs extends ConnectionArgs {
  @Field(() => BaselineConfigurationWhere, { nullable: true, description: 'Which settings; all of them unless given.' })
  where?: BaselineConfigurationWhere | null;
}
