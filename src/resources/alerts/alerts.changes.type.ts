import { Field, ID, ObjectType } from 'type-graphql';
import { ChangePayload, ItemOutcome } from '../../graphql/node/mutation-types.ts';
import { Alert } from './alerts.type.ts';

@ObjectType({ simpleResolvers: true })
export class UpdateAlertPayload extends ChangePayload {
  @Field(() => Alert, { nullable: true, description: 'As the vendor answered after the change.' })
  alert!: Alert | null;
}

@ObjectType({ simpleResolvers: true })
export class CreateAlertPayload extends ChangePayload {
  @Field(() => Alert, { nullable: true, description: 'The new alert, or the open one that it was merged into.' })
  alert!: Alert | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one alert of several.' })
export class AlertUpdate {
  @Field(() => ID, { description: 'The vendor’s own id.' })
  alertId!: string;

  @Field(() => ItemOutcome, { description: 'What became of it.' })
  outcome!: ItemOutcome;

  @Field(() => Alert, { nullable: true, description: 'As read after the change.' })
  alert!: Alert | null;
}

@ObjectType({ simpleResolvers: true })
export class UpdateAlertsPayload extends ChangePayload {
  @Field(() => [AlertUpdate], { description: 'One for each alert, in the order given.' })
  results!: AlertUpdate[];
}
