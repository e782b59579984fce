import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { Node } from '../../graphql/node/node.ts';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A product that is installed on devices of the tenant.',
})
export class Software {
  @Field(() => ID, { name: 'softwareId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Publisher name.' })
  vendor!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many vulnerabilities were found.' })
  weaknesses!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Some of the vulnerabilities have a public exploit.' })
  publicExploit!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'An active alert is tied to the product.' })
  activeAlert!: boolean | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many devices are exposed.' })
  exposedMachines!: number | null;

  @Field(() => Float, { nullable: true, description: 'How much the product adds to the exposure score.' })
  impactScore!: number | null;
}

export const SoftwareConnection = connectionOf('Software', () => Software);
