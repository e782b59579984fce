import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';

@ObjectType({ simpleResolvers: true, description: 'One version of a product, and how widely it is installed.' })
export class SoftwareVersionDistribution {
  @Field(() => String, { nullable: true, description: 'Installed version.' })
  version!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many devices have this version.' })
  installations!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many vulnerabilities this version has.' })
  vulnerabilities!: number | null;
}

export const SoftwareVersionDistributionConnection = connectionOf(
  'SoftwareVersionDistribution',
  () => SoftwareVersionDistribution,
);
