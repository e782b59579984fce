import { ArgsType, Field, InputType } from 'type-graphql';
import { orderOf, type Order } from '../../graphql/connection/order.ts';
import { ConnectionArgs, ForwardArgs } from '../../graphql/connection/connection.ts';
import { DateTimeFilter, enumFilter, IdFilter, type Operators } from '../../graphql/node/filter-inputs.ts';
import { InvestigationState } from './investigations.type.ts';

const InvestigationStateFilter = enumFilter('InvestigationState', InvestigationState);

@InputType({ description: 'Which investigations of one device; several properties are joined with and.' })
export class InvestigationsOfMachineWhere {
  @Field(() => IdFilter, { nullable: true }) id?: IdFilter | null;
  @Field(() => InvestigationStateFilter, { nullable: true }) state?: Operators | null;
  @Field(() => IdFilter, { nullable: true }) triggeringAlertId?: IdFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) startTime?: DateTimeFilter | null;
}

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class InvestigationWhere extends InvestigationsOfMachineWhere {
  @Field(() => IdFilter, { nullable: true }) machineId?: IdFilter | null;
}

const InvestigationOrder = orderOf('Investigation', {
  START_TIME: { property: 'startTime', description: 'When they began.' },
});

@ArgsType()
export class InvestigationsArgs extends ConnectionArgs {
  @Field(() => InvestigationOrder, { nullable: true, description: 'Another order than the vendor’s own.' })
  orderBy?: Order | null;

  @Field(() => InvestigationWhere, { nullable: true })
  where?: InvestigationWhere | null;
}

@ArgsType()
export class InvestigationsOfMachineArgs extends ForwardArgs {
  @Field(() => InvestigationsOfMachineWhere, { nullable: true })
  where?: InvestigationsOfMachineWhere | null;
}
