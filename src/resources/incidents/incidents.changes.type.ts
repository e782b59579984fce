import { Field, ObjectType } from 'type-graphql';
import { ChangePayload } from '../../graphql/node/mutation-types.ts';
import { Incident } from './incidents.type.ts';

@ObjectType({ simpleResolvers: true })
export class UpdateIncidentPayload extends ChangePayload {
  @Field(() => Incident, { nullable: true, description: 'As the vendor answered after the change.' })
  incident!: Incident | null;
}
