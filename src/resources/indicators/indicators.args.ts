import { ArgsType, Field, InputType } from 'type-graphql';
import { orderOf, type Order } from '../../graphql/connection/order.ts';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import {
  BooleanFilter,
  DateTimeFilter,
  enumFilter,
  StringFilter,
  TagFilter,
  type Operators,
} from '../../graphql/node/filter-inputs.ts';
import { IndicatorAction, IndicatorSeverity, IndicatorType } from './indicators.type.ts';

const IndicatorActionFilter = enumFilter('IndicatorAction', IndicatorAction);
const IndicatorSeverityFilter = enumFilter('IndicatorSeverity', IndicatorSeverity);
const IndicatorTypeFilter = enumFilter('IndicatorType', IndicatorType);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class IndicatorWhere {
  @Field(() => StringFilter, { nullable: true }) indicatorValue?: StringFilter | null;
  @Field(() => IndicatorTypeFilter, { nullable: true }) indicatorType?: Operators | null;
  @Field(() => IndicatorActionFilter, { nullable: true }) action?: Operators | null;
  @Field(() => IndicatorSeverityFilter, { nullable: true }) severity?: Operators | null;
  @Field(() => StringFilter, { nullable: true }) application?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) title?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) createdBy?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) createdByDisplayName?: StringFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) creationTimeDateTimeUtc?: DateTimeFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) expirationTime?: DateTimeFilter | null;
  @Field(() => BooleanFilter, { nullable: true }) generateAlert?: BooleanFilter | null;
  @Field(() => TagFilter, { nullable: true }) rbacGroupNames?: TagFilter | null;
  @Field(() => TagFilter, { nullable: true }) rbacGroupIds?: TagFilter | null;
}

const IndicatorOrder = orderOf('Indicator', {
  CREATION_TIME_DATE_TIME_UTC: { property: 'creationTimeDateTimeUtc', description: 'When they were made.' },
  EXPIRATION_TIME: { property: 'expirationTime', description: 'When they stop to apply.' },
});

@ArgsType()
export class IndicatorsArgs extends ConnectionArgs {
  @Field(() => IndicatorOrder, { nullable: true, description: 'Another order than the vendor’s own.' })
  orderBy?: Order | null;

  @Field(() => IndicatorWhere, { nullable: true })
  where?: IndicatorWhere | null;
}
