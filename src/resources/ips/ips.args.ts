import { ArgsType, Field } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ArgsType()
export class MachinesOfIpArgs extends ForwardArgs {
  @Field(() => DateTime, { description: 'Around which the device had it; Defender looks back 30 days.' })
  at!: string;
}
