import { ArgsType, Field, Int } from 'type-graphql';
import { ForwardArgs } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ArgsType()
export class ChangesArgs extends ForwardArgs {
  @Field(() => DateTime, {
    description:
      'Since when, at most 14 days back; the slot of six hours that it falls in comes whole. Earlier instants are for the vendor to refuse.',
  })
  sinceTime!: string;
}

@ArgsType()
export class FilesArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'Hours for which the links work, at least 1; 1 unless given, and 6 at the most by most pages.',
  })
  sasValidHours?: number | null;
}
