import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';

/** No global id: the API gives missing updates only as a list of one device or product, never one by its id. */
@ObjectType({ simpleResolvers: true, description: 'A security update that a device lacks.' })
export class MissingKb {
  @Field(() => ID, { name: 'missingKbId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title of the update.' })
  name!: string | null;

  @Field(() => [String], { nullable: true, description: 'Products it mends.' })
  productsNames!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Catalogue page.' })
  url!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many devices lack it.' })
  machineMissedOn!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many CVEs it mends.' })
  cveAddressed!: number | null;
}

export const MissingKbConnection = connectionOf('MissingKb', () => MissingKb);
