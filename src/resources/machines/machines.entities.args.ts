import { ArgsType, Field } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ArgsType()
export class MachinesByIpArgs extends ForwardArgs {
  @Field(() => String, { description: 'An address of a local network, IPv4 or IPv6.' })
  ip!: string;

  @Field(() => DateTime, { description: 'Around which the device had it; Defender looks back 30 days.' })
  at!: string;
}

@ArgsType()
export class MachinesByTagArgs extends ForwardArgs {
  @Field(() => String, { description: 'The tag; letters count as they are written.' })
  tag!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether tags that begin with the text are enough.' })
  startsWith!: boolean;
}
