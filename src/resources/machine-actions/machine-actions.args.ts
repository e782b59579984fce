import { ArgsType, Field, InputType } from 'type-graphql';
import { orderOf, type Order } from '../../graphql/connection/order.ts';
import { ConnectionArgs, ForwardArgs } from '../../graphql/connection/connection.ts';
import {
  DateTimeFilter,
  enumFilter,
  IdFilter,
  StringFilter,
  type Operators,
} from '../../graphql/node/filter-inputs.ts';
import { MachineActionStatus, MachineActionType } from './machine-actions.type.ts';

const MachineActionStatusFilter = enumFilter('MachineActionStatus', MachineActionStatus);
const MachineActionTypeFilter = enumFilter('MachineActionType', MachineActionType);

@InputType({ description: 'Which actions of one device; several properties are joined with and.' })
export class ActionsOfMachineWhere {
  @Field(() => IdFilter, { nullable: true }) id?: IdFilter | null;
  @Field(() => MachineActionStatusFilter, { nullable: true }) status?: Operators | null;
  @Field(() => MachineActionTypeFilter, { nullable: true }) type?: Operators | null;
  @Field(() => StringFilter, { nullable: true }) requestor?: StringFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) creationDateTimeUtc?: DateTimeFilter | null;
}

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class MachineActionWhere extends ActionsOfMachineWhere {
  @Field(() => IdFilter, { nullable: true }) machineId?: IdFilter | null;
}

const MachineActionOrder = orderOf('MachineAction', {
  CREATION_DATE_TIME_UTC: { property: 'creationDateTimeUtc', description: 'When they were asked for.' },
});

@ArgsType()
export class MachineActionsArgs extends ConnectionArgs {
  @Field(() => MachineActionOrder, { nullable: true, description: 'Another order than the vendor’s own.' })
  orderBy?: Order | null;

  @Field(() => MachineActionWhere, { nullable: true })
  where?: MachineActionWhere | null;
}

@ArgsType()
export class ActionsOfMachineArgs extends ForwardArgs {
  @Field(() => ActionsOfMachineWhere, { nullable: true })
  where?: ActionsOfMachineWhere | null;
}
