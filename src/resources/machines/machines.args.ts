import { ArgsType, Field, InputType } from 'type-graphql';
import { orderOf, type Order } from '../../graphql/connection/order.ts';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import {
  DateTimeFilter,
  enumFilter,
  IdFilter,
  PrefixStringFilter,
  StringFilter,
  TagFilter,
  type Operators,
} from '../../graphql/node/filter-inputs.ts';
import { DeviceValue, ExposureLevel, HealthStatus, OnboardingStatus, RiskScore } from './machines.type.ts';

const DeviceValueFilter = enumFilter('DeviceValue', DeviceValue);
const ExposureLevelFilter = enumFilter('ExposureLevel', ExposureLevel);
const HealthStatusFilter = enumFilter('HealthStatus', HealthStatus);
const OnboardingStatusFilter = enumFilter('OnboardingStatus', OnboardingStatus);
const RiskScoreFilter = enumFilter('RiskScore', RiskScore);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class MachineWhere {
  @Field(() => IdFilter, { nullable: true }) id?: IdFilter | null;
  @Field(() => PrefixStringFilter, { nullable: true }) computerDnsName?: PrefixStringFilter | null;
  @Field(() => DateTimeFilter, { nullable: true }) lastSeen?: DateTimeFilter | null;
  @Field(() => HealthStatusFilter, { nullable: true }) healthStatus?: Operators | null;
  @Field(() => StringFilter, { nullable: true }) osPlatform?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) version?: StringFilter | null;
  @Field(() => RiskScoreFilter, { nullable: true }) riskScore?: Operators | null;
  @Field(() => ExposureLevelFilter, { nullable: true }) exposureLevel?: Operators | null;
  @Field(() => DeviceValueFilter, { nullable: true }) deviceValue?: Operators | null;
  @Field(() => OnboardingStatusFilter, { nullable: true }) onboardingStatus?: Operators | null;
  @Field(() => StringFilter, { nullable: true }) lastIpAddress?: StringFilter | null;
  @Field(() => StringFilter, { nullable: true }) aadDeviceId?: StringFilter | null;
  @Field(() => IdFilter, { nullable: true }) rbacGroupId?: IdFilter | null;
  @Field(() => TagFilter, { nullable: true }) machineTags?: TagFilter | null;
}

const MachineOrder = orderOf('Machine', {
  LAST_SEEN: { property: 'lastSeen', description: 'When the last full report came in.' },
  FIRST_SEEN: { property: 'firstSeen', description: 'When the service first saw them.' },
});

@ArgsType()
export class MachinesArgs extends ConnectionArgs {
  @Field(() => MachineOrder, { nullable: true, description: 'Another order than the vendor’s own.' })
  orderBy?: Order | null;

  @Field(() => MachineWhere, { nullable: true })
  where?: MachineWhere | null;
}
