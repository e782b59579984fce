import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'An account that logged on to devices of the tenant.',
})
export class User {
  @Field(() => ID, { name: 'userId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Account name.' })
  accountName!: string | null;

  @Field(() => String, { nullable: true, description: 'Account domain.' })
  accountDomain!: string | null;

  @Field(() => String, { nullable: true, description: 'Security identifier.' })
  accountSid!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'First time seen.' })
  firstSeen!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Last time seen.' })
  lastSeen!: string | null;

  @Field(() => String, { nullable: true, description: 'Device used most.' })
  mostPrevalentMachineId!: string | null;

  @Field(() => String, { nullable: true, description: 'Device used least.' })
  leastPrevalentMachineId!: string | null;

  @Field(() => String, { nullable: true, description: 'Kinds of logon.' })
  logonTypes!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'On how many devices the user logged on.' })
  logOnMachinesCount!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the user administers the domain.' })
  isDomainAdmin!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether only network logons were seen.' })
  isOnlyNetworkUser!: boolean | null;
}

export const UserConnection = connectionOf('User', () => User);
