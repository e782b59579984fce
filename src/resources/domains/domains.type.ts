import { Field, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node/node.ts';

@ObjectType({ simpleResolvers: true, implements: Node })
export class Domain {
  @Field(() => String, { nullable: true, description: 'Host name.' })
  host!: string | null;
}
