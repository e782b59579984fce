import { Field, ID, ObjectType } from 'type-graphql';
import { ChangePayload, ItemOutcome } from '../../graphql/node/mutation-types.ts';
import { Indicator } from './indicators.type.ts';

@ObjectType({ simpleResolvers: true })
export class SubmitIndicatorPayload extends ChangePayload {
  @Field(() => Indicator, {
    nullable: true,
    description: 'As the vendor answered, which does not tell whether it was made or updated.',
  })
  indicator!: Indicator | null;
}

@ObjectType({ simpleResolvers: true, description: 'What the vendor says of one indicator of an import.' })
export class ImportIndicatorResult {
  @Field(() => ID, { nullable: true, description: 'The vendor’s own id; null where it failed.' })
  indicatorId!: string | null;

  @Field(() => String, { nullable: true, description: 'The value of the indicator.' })
  indicator!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it failed; the others are written all the same.' })
  isFailed!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, in the vendor’s words.' })
  failureReason!: string | null;
}

@ObjectType({ simpleResolvers: true })
export class ImportIndicatorsPayload extends ChangePayload {
  @Field(() => [ImportIndicatorResult], { description: 'As the vendor answered, one for each indicator.' })
  results!: (ImportIndicatorResult | Error)[];
}

@ObjectType({ simpleResolvers: true })
export class DeleteIndicatorPayload extends ChangePayload {
  @Field(() => ID, { description: 'The vendor’s own id of the indicator that is gone.' })
  deletedIndicatorId!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one indicator of several.' })
export class IndicatorDeletion {
  @Field(() => ID, { description: 'The vendor’s own id.' })
  indicatorId!: string;

  @Field(() => ItemOutcome, { description: 'What became of it.' })
  outcome!: ItemOutcome;
}

@ObjectType({ simpleResolvers: true })
export class DeleteIndicatorsPayload extends ChangePayload {
  @Field(() => [IndicatorDeletion], { description: 'One for each indicator, in the order given.' })
  results!: IndicatorDeletion[];
}
