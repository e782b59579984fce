import { ArgsType, Field, InputType } from 'type-graphql';
import { orderOf, type Order } from '../../graphql/connection/order.ts';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import {
  DateTimeFilter,
  enumFilter,
  IdFilter,
  NumberIdFilter,
  StringFilter,
  type Operators,
} from '../../graphql/node/filter-inputs.ts';
import { AlertSeverity, AlertStatus } from './alerts.type.ts';

const AlertSeverityFilter = enumFilter('AlertSeverity', AlertSeverity);
const AlertStatusFilter = enumFilter('AlertStatus', AlertStatus);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class AlertWhere {
  @Field(() => IdFilter, { nullable: true }) id?: IdFilter | null;
  @Field(() => AlertSeverityFilter, { nullable: true }) severity?: Operators | null;
  @Field(() => AlertStatusFilter, { nullable: true }) status?: Operators | null;
  @Field(() => StringFilter, { nullable: true }) category?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) assignedTo?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) detectionSource?: StringFilter | null;
  @Field(() => NumberIdFilter, { nullable: true }) incidentId?: NumberIdFilter | null;
  @Field(() => NumberIdFilter, { nullable: true }) investigationId?: NumberIdFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) alertCreationTime?: DateTimeFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) lastUpdateTime?: DateTimeFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) lastEventTime?: DateTimeFilter | null;
}

@InputType({ description: 'Which alerts of a device are counted: the one property that the vendor shows this for.' })
export class AlertCountWhere {
  @Field(() => AlertStatusFilter, { nullable: true, description: 'By how far the alert has been worked on.' })
  status?: Operators | null;
}

const AlertOrder = orderOf('Alert', {
  ALERT_CREATION_TIME: { property: 'alertCreationTime', description: 'When they were made.' },
  LAST_UPDATE_TIME: { property: 'lastUpdateTime', description: 'When they last changed.' },
  LAST_EVENT_TIME: { property: 'lastEventTime', description: 'The latest event on the device.' },
});

@ArgsType()
export class AlertsArgs extends ConnectionArgs {
  @Field(() => AlertOrder, { nullable: true, description: 'Another order than the vendor’s own.' })
  orderBy?: Order | null;

  @Field(() => AlertWhere, { nullable: true })
  where?: AlertWhere | null;
}
