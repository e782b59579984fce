import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';

/** No global id: the API gives settings only as a list, never one by its id. */
@ObjectType({ simpleResolvers: true, description: 'A setting that security baselines assess.' })
export class BaselineConfiguration {
  @Field(() => ID, {
    name: 'baselineConfigurationId',
    description: 'The vendor’s own id, for instance `9.3.9`; another benchmark may have a setting of the same id.',
  })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The one id that no other setting has: benchmark, its version and the id joined by `_`.',
  })
  uniqueId!: string | null;

  @Field(() => String, { nullable: true, description: 'Benchmark that it is from.' })
  benchmarkName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the benchmark, as a rule with the operating system.',
  })
  benchmarkVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Name in the benchmark.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'What it does, as HTML: escape or clean it before it is shown.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Category in the benchmark.' })
  category!: string | null;

  @Field(() => [String], { nullable: true, description: 'Levels of the benchmark that include it.' })
  complianceLevels!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Its CCE identifier, for instance `CCE-35116-3`.' })
  cce!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it matters, as HTML: escape or clean it before it is shown. Missing for STIG.',
  })
  rationale!: string | null;

  @Field(() => [String], { nullable: true, description: 'Registry paths and other places that are read.' })
  source!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Values wanted, in the order of `source`.' })
  recommendedValue!: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'How to set it, as HTML: escape or clean it before it is shown.',
  })
  remediation!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the tenant has changed it.' })
  isCustom!: boolean | null;
}

export const BaselineConfigurationConnection = connectionOf('BaselineConfiguration', () => BaselineConfiguration);
