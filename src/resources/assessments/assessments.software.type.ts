import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { AssessedDevice } from './assessments.device.type.ts';

/** No global id: the API gives these only as a list. */
@ObjectType({
  simpleResolvers: true,
  description: 'One version of a product on one device, of products that have a product code (CPE).',
})
export class SoftwareInventoryRecord extends AssessedDevice {
  @Field(() => String, { nullable: true, description: 'Operating system.' })
  osPlatform!: string | null;

  @Field(() => String, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: string | null;

  @Field(() => String, { nullable: true, description: 'Publisher name.' })
  softwareVendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  softwareName!: string | null;

  @Field(() => String, { nullable: true, description: 'Product version.' })
  softwareVersion!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Vulnerabilities of the product on the device.' })
  numberOfWeaknesses!: number | null;

  @Field(() => [String], { nullable: true, description: 'Files that show the product is installed.' })
  diskPaths!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Registry keys that show the product is installed.' })
  registryPaths!: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'First time seen as the vendor writes it, in UTC and without a zone.',
  })
  softwareFirstSeenTimestamp!: string | null;

  @Field(() => String, { nullable: true, description: 'End-of-support state.' })
  endOfSupportStatus!: string | null;

  @Field(() => String, { nullable: true, description: 'End-of-support date.' })
  endOfSupportDate!: string | null;
}

export const SoftwareInventoryRecordConnection = connectionOf('SoftwareInventoryRecord', () => SoftwareInventoryRecord);

/** No global id: the API gives these only as a list. */
@ObjectType({
  simpleResolvers: true,
  description:
    'One version of a product on one device, of products without a product code (CPE), of which no vulnerability is known.',
})
export class NonCpeSoftwareRecord extends AssessedDevice {
  @Field(() => String, { nullable: true, description: 'Operating system.' })
  osPlatform!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: number | null;

  @Field(() => String, { nullable: true, description: 'Publisher name.' })
  softwareVendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  softwareName!: string | null;

  @Field(() => String, { nullable: true, description: 'Product version.' })
  softwareVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last time seen as the vendor writes it, in UTC and without a zone.',
  })
  softwareLastSeenTimestamp!: string | null;
}

export const NonCpeSoftwareRecordConnection = connectionOf('NonCpeSoftwareRecord', () => NonCpeSoftwareRecord);
