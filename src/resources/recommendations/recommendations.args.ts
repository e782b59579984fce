import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import { enumFilter, IdFilter, NumberFilter, StringFilter, type Operators } from '../../graphql/node/filter-inputs.ts';
import { RecommendationCategory, RecommendationStatus, RemediationType } from './recommendations.type.ts';

const RecommendationCategoryFilter = enumFilter('RecommendationCategory', RecommendationCategory);
const RecommendationStatusFilter = enumFilter('RecommendationStatus', RecommendationStatus);
const RemediationTypeFilter = enumFilter('RemediationType', RemediationType);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class RecommendationWhere {
  @Field(() => IdFilter, { nullable: true, description: 'Such as `va-_-fabrikam-_-browser`, or a global id.' })
  id?: IdFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Product it is about.' })
  productName?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Publisher of the product.' })
  vendor?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Version to move to.' })
  recommendedVersion?: StringFilter | null;

  @Field(() => RecommendationCategoryFilter, { nullable: true, description: 'What it is about.' })
  recommendationCategory?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Finer category.' })
  subCategory?: StringFilter | null;

  @Field(() => NumberFilter, { nullable: true, description: 'Possible effect on the Secure Score for Devices.' })
  severityScore?: NumberFilter | null;

  @Field(() => RemediationTypeFilter, { nullable: true, description: 'Kind of fix.' })
  remediationType?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Program to move to.' })
  recommendedProgram?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Publisher to move to.' })
  recommendedVendor?: StringFilter | null;

  @Field(() => RecommendationStatusFilter, { nullable: true, description: 'Whether an exception covers it.' })
  status?: Operators | null;
}

@ArgsType()
export class RecommendationsArgs extends ConnectionArgs {
  @Field(() => RecommendationWhere, { nullable: true, description: 'Which recommendations; all of them unless given.' })
  where?: RecommendationWhere | null;
}
