import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

/** No global id: the API gives profiles only as a list, never one by its id. */
@ObjectType({
  simpleResolvers: true,
  description: 'A security baseline that the tenant assesses: which settings, on which operating system.',
})
export class BaselineProfile {
  @Field(() => ID, { name: 'baselineProfileId', description: 'The vendor’s own id, a GUID.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Benchmark that its settings are from, for instance `CIS`.' })
  benchmark!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the profile.' })
  version!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system that it is for.' })
  operatingSystem!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of that operating system.' })
  operatingSystemVersion!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is assessed.' })
  status!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Level of the benchmark that was chosen.' })
  complianceLevel!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many settings it has.' })
  settingsNumber!: number | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Who changed it last; null where no one did.' })
  lastUpdatedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made; null where the vendor has no date.' })
  createdOnTimestampUTC!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last changed; null where the vendor has no date.' })
  lastUpdateTimestampUTC!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many devices meet every setting.' })
  passedDevices!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many devices it is for.' })
  totalDevices!: number | null;
}

export const BaselineProfileConnection = connectionOf('BaselineProfile', () => BaselineProfile);
