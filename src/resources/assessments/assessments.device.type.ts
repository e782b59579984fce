import { Field, ObjectType } from 'type-graphql';

/** What every row of an assessment says of its device. */
@ObjectType({ simpleResolvers: true })
export abstract class AssessedDevice {
  @Field(() => String, { nullable: true, description: 'The vendor’s id of the device.' })
  deviceId!: string | null;

  @Field(() => String, { nullable: true, description: 'Full DNS name of the device.' })
  deviceName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of its device group; `Unassigned` for a device in none, `None` where the tenant has no groups.',
  })
  rbacGroupName!: string | null;
}
