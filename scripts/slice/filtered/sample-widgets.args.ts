import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../../src/graphql/connection/connection.ts';
import { IdFilter, StringFilter } from '../../../src/graphql/node/filter-inputs.ts';

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class SampleWidgetWhere {
  @Field(() => IdFilter, { nullable: true }) id?: IdFilter | null;
  @Field(() => StringFilter, { nullable: true }) name?: StringFilter | null;
}

@ArgsType()
export class SampleWidgetsArgs extends ConnectionArgs {
  @Field(() => SampleWidgetWhere, { nullable: true })
  where?: SampleWidgetWhere | null;
}
