import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description: 'What is left of one of the vendor’s call quotas, which all callers of an application and tenant share.',
})
export class UpstreamBudget {
  @Field(() => String, { description: 'The operation that the quota is for, or the name of several that share it.' })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Calls that the vendor allows a minute; null where it states none.',
  })
  perMinute!: number | null;

  @Field(() => Int, { nullable: true, description: 'Calls left at this moment; 0 while the vendor asks to wait.' })
  remainingThisMinute!: number | null;

  @Field(() => Int, { nullable: true, description: 'Calls that the vendor allows an hour; null where it states none.' })
  perHour!: number | null;

  @Field(() => Int, { nullable: true, description: 'Calls left of the hour; 0 while the vendor asks to wait.' })
  remainingThisHour!: number | null;

  @Field(() => DateTime, {
    description: 'When the minute’s calls are all there again, if no more are made; now, where none are missing.',
  })
  resetsAt!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds that its calls may run within an hour, all together; null where there is no such limit.',
  })
  runSecondsPerHour!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds left of them, as measured from here.' })
  remainingRunSecondsThisHour!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds that its calls may run within a day, all together.' })
  runSecondsPerDay!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds left of them, as measured from here.' })
  remainingRunSecondsToday!: number | null;
}
