import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { AssessedDevice } from './assessments.device.type.ts';

/** No global id: the API gives these only as a list. */
@ObjectType({ simpleResolvers: true, description: 'The state of one secure setting on one device.' })
export class SecureConfigurationAssessment extends AssessedDevice {
  @Field(() => String, { nullable: true, description: 'Operating system.' })
  osPlatform!: string | null;

  @Field(() => String, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system version.' })
  osVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last time seen as the vendor writes it, in UTC and without a zone (2021-01-11 09:47:58.854).',
  })
  timestamp!: string | null;

  @Field(() => String, { nullable: true, description: 'Setting id, for instance scid-10000.' })
  configurationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Category.' })
  configurationCategory!: string | null;

  @Field(() => String, { nullable: true, description: 'Finer category; may be empty.' })
  configurationSubcategory!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Weight in the score, 1 to 10.' })
  configurationImpact!: number | null;

  @Field(() => String, { nullable: true, description: 'Setting name.' })
  configurationName!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is set as wanted.' })
  isCompliant!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it applies to the device.' })
  isApplicable!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether users would notice the change.' })
  isExpectedUserImpact!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Recommendation id, such as sca-_-scid-10000.' })
  recommendationReference!: string | null;
}

export const SecureConfigurationAssessmentConnection = connectionOf(
  'SecureConfigurationAssessment',
  () => SecureConfigurationAssessment,
);

/** No global id: the API gives these only as a list. */
@ObjectType({ simpleResolvers: true, description: 'The state of one setting of a baseline profile on one device.' })
export class BaselineComplianceAssessment extends AssessedDevice {
  @Field(() => ID, {
    name: 'baselineComplianceAssessmentId',
    description: 'Row id: deviceId, profileId and configurationId joined by underscores.',
  })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Setting id in the benchmark.' })
  configurationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Profile id.' })
  profileId!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the setting applies to the device.' })
  isApplicable!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the device meets it.' })
  isCompliant!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Operating system version.' })
  osVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system.' })
  osPlatform!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When data were collected; may be missing.' })
  dataCollectionTimeOffset!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the row was computed.' })
  complianceCalculationTimeOffset!: string | null;

  @Field(() => [String], { nullable: true, description: 'Wanted values.' })
  recommendedValue!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Values found.' })
  currentValue!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Places that were read.' })
  source!: string[] | null;
}

export const BaselineComplianceAssessmentConnection = connectionOf(
  'BaselineComplianceAssessment',
  () => BaselineComplianceAssessment,
);
