import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node/node.ts';

@ObjectType({ simpleResolvers: true, implements: Node })
export class Ip {
  @Field(() => ID, { name: 'ipId', description: 'The vendor’s own id.' })
  id!: string;
}
