import { ArgsType, Field, InputType, Int } from 'type-graphql';
import { Duration } from '../../graphql/schema/duration.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { HuntingParameterInput } from './hunting.args.ts';

@InputType({ description: 'Runs a hunt whose result is too large for one call slice by slice of time, a call each.' })
export class HuntSliceInput {
  @Field(() => String, { description: 'A datetime column of the result, such as `Timestamp`.' })
  column!: string;

  @Field(() => Duration, { description: 'Length of a slice, such as `1d`; at most 45 slices.' })
  by!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Start of the first slice; left out, it reaches back 30 days and takes in all that is older or without a time.',
  })
  from?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'End of the last slice; left out, it is open.' })
  to?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Newest slice first; the oldest is unless this is true.' })
  newestFirst?: boolean | null;
}

/** How a hunt is run, whichever query it is. */
@ArgsType()
export class HuntOptions {
  @Field(() => Duration, {
    nullable: true,
    description:
      'How far back the hunt looks; only where the gateway hunts through Microsoft Graph, else write it into the query.',
  })
  timespan?: string | null;

  @Field(() => HuntSliceInput, {
    nullable: true,
    description: 'Runs it slice by slice of time, for a result too large for one call.',
  })
  slice?: HuntSliceInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Rows that are wanted at the most, 1 to 1,000,000; null means 100,000. Slices stop when they are found.',
  })
  maxRows?: number | null;
}

@ArgsType()
export class HuntArgs extends HuntOptions {
  @Field(() => [HuntingParameterInput], {
    defaultValue: [],
    description: 'Values that the query refers to by name. They are bound as literals, so none can change the query.',
  })
  parameters!: HuntingParameterInput[];
}
