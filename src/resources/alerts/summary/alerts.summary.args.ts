import { ArgsType, Field } from 'type-graphql';
import { AlertWhere } from '../alerts.args.ts';
import { AlertGrouping } from './alerts.summary.type.ts';

@ArgsType()
export class AlertSummaryArgs {
  @Field(() => AlertWhere, { nullable: true })
  where?: AlertWhere | null;

  @Field(() => [AlertGrouping], { description: 'By what to count; each is counted by itself, of the same rows.' })
  by!: string[];
}
