import { Field, Float, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'How exposed the whole tenant is.' })
export class ExposureScore {
  @Field(() => Float, { nullable: true, description: 'From 0 to 100; the lower the better.' })
  score!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was worked out: the time of the call.' })
  time!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How exposed the devices of one group are.' })
export class MachineGroupExposureScore {
  @Field(() => Float, { nullable: true, description: 'From 0 to 100; the lower the better.' })
  score!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was worked out: the time of the call.' })
  time!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the device group.' })
  rbacGroupName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the device group; documented, though the vendor’s own example lacks it.',
  })
  rbacGroupId!: string | null;
}

export const MachineGroupExposureScoreConnection = connectionOf(
  'MachineGroupExposureScore',
  () => MachineGroupExposureScore,
);

@ObjectType({ simpleResolvers: true, description: 'How well the tenant’s devices are configured.' })
export class DeviceSecureScore {
  @Field(() => Float, { nullable: true, description: 'Points; the higher the better.' })
  score!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was worked out: the time of the call.' })
  time!: string | null;
}
