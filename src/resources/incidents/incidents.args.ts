import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import { DateTimeFilter, enumFilter, StringFilter, type Operators } from '../../graphql/node/filter-inputs.ts';
import { IncidentStatus } from './incidents.enums.type.ts';

const IncidentStatusFilter = enumFilter('IncidentStatus', IncidentStatus);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class IncidentWhere {
  @Field(() => DateTimeFilter, { nullable: true }) lastUpdateTime?: DateTimeFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) createdTime?: DateTimeFilter | null;
  @Field(() => IncidentStatusFilter, { nullable: true }) status?: Operators | null;
  @Field(() => StringFilter, { nullable: true }) assignedTo?: StringFilter | null;
}

@ArgsType()
export class IncidentsArgs extends ConnectionArgs {
  @Field(() => IncidentWhere, { nullable: true })
  where?: IncidentWhere | null;
}
