import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../src/graphql/connection/connection.ts';
import { Node } from '../../src/graphql/node/node.ts';

@ObjectType({ simpleResolvers: true, implements: Node })
export class SampleWidget {
  @Field(() => ID, { name: 'sampleWidgetId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Name.' })
  name!: string | null;
}

export const SampleWidgetConnection = connectionOf('SampleWidget', () => SampleWidget);
