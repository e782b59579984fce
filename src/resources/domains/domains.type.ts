import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({ simpleResolvers: true, implements: Node, description: 'A domain name that an alert is about.' })
export class Domain {
  @Field(() => String, { nullable: true, description: 'Host name.' })
  host!: string | null;
}

/** `InOrgDomainStats` of the vendor's. */
@ObjectType({ simpleResolvers: true, description: 'How widely and when the tenant saw a domain.' })
export class DomainStatistics {
  @Field(() => String, { nullable: true, description: 'The domain asked about.' })
  host!: string | null;

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
