import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';

export const RecommendationCategory = openEnum(
  'RecommendationCategory',
  {
    Accounts: 'Settings of accounts.',
    Application: 'Applications.',
    Network: 'Network settings.',
    OS: 'The operating system.',
    SecurityControls: 'Settings of security products.',
  },
  { description: 'What a security recommendation is about.' },
);

export const RemediationType = openEnum(
  'RemediationType',
  {
    ConfigurationChange: 'A setting is changed.',
    Update: 'An update is installed.',
    Upgrade: 'A newer version takes the place of this one.',
    Uninstall: 'The software is removed.',
  },
  {
    description: 'What a security recommendation asks for.',
  },
);

export const RecommendationStatus = openEnum(
  'RecommendationStatus',
  { Active: 'It stands.', Exception: 'The tenant has made an exception of it.' },
  {
    description: 'Whether a security recommendation applies.',
  },
);

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'What the tenant can do to be less exposed, as vulnerability management advises.',
})
export class Recommendation {
  @Field(() => ID, { name: 'recommendationId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Product it is about.' })
  productName!: string | null;

  @Field(() => String, { nullable: true, description: 'Title.' })
  recommendationName!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many vulnerabilities were found.' })
  weaknesses!: number | null;

  @Field(() => String, { nullable: true, description: 'Publisher of the product.' })
  vendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Version to move to; may be empty.' })
  recommendedVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Program to move to; may be empty.' })
  recommendedProgram!: string | null;

  @Field(() => String, { nullable: true, description: 'Vendor to move to; may be empty.' })
  recommendedVendor!: string | null;

  @Field(() => RecommendationCategory, { nullable: true, description: 'Category.' })
  recommendationCategory!: string | null;

  @Field(() => String, { nullable: true, description: 'Finer category; may be empty.' })
  subCategory!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Possible effect on the Secure Score for Devices, 1 to 10; 0 in the examples.',
  })
  severityScore!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'A public exploit exists.' })
  publicExploit!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'An active alert is tied to it.' })
  activeAlert!: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Ids of related threat analytics reports.' })
  associatedThreats!: string[] | null;

  @Field(() => RemediationType, { nullable: true, description: 'Kind of fix.' })
  remediationType!: string | null;

  @Field(() => RecommendationStatus, { nullable: true, description: 'Whether an exception covers it.' })
  status!: string | null;

  @Field(() => Float, { nullable: true, description: 'Effect on the Secure Score for Devices.' })
  configScoreImpact!: number | null;

  @Field(() => Float, { nullable: true, description: 'Effect on the exposure score.' })
  exposureImpact!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Devices that have the product.' })
  totalMachineCount!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Devices among them that are exposed.' })
  exposedMachinesCount!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Devices that the change would not disturb.' })
  nonProductivityImpactedAssets!: number | null;

  @Field(() => String, { nullable: true, description: 'Software component.' })
  relatedComponent!: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Exposed devices at any criticality level except not critical.',
  })
  exposedCriticalDevices!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a CVE without a patch is included.' })
  hasUnpatchableCve!: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Labels, for instance internetFacing.' })
  tags!: string[] | null;
}

export const RecommendationConnection = connectionOf('Recommendation', () => Recommendation);
