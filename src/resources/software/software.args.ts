import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import { IdFilter, StringFilter } from '../../graphql/node/filter-inputs.ts';

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class SoftwareWhere {
  @Field(() => IdFilter, { nullable: true, description: 'Vendor and product joined by `-_-`, or a global id.' })
  id?: IdFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Product name.' })
  name?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Publisher name.' })
  vendor?: StringFilter | null;
}

@ArgsType()
export class SoftwareInventoryArgs extends ConnectionArgs {
  @Field(() => SoftwareWhere, { nullable: true, description: 'Which products; all of them unless given.' })
  where?: SoftwareWhere | null;
}
