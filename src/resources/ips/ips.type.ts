import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({ simpleResolvers: true, implements: Node, description: 'An IP address that an alert is about.' })
export class Ip {
  @Field(() => ID, { name: 'ipId', description: 'The vendor’s own id.' })
  id!: string;
}

/** `InOrgIPStats` of the vendor's. */
@ObjectType({ simpleResolvers: true, description: 'How widely and when the tenant saw an address.' })
export class IpStatistics {
  @Field(() => String, { nullable: true, description: 'The address asked about.' })
  ipAddress!: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'How many of the tenant’s devices reached it; 0 where it is not known.',
  })
  organizationPrevalence!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When a device first reached it, within the time asked for.' })
  orgFirstSeen!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When a device last reached it.' })
  orgLastSeen!: string | null;
}
