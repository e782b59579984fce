import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

const CallerKind = { USER: 'USER', APPLICATION: 'APPLICATION' };
registerEnumType(CallerKind, { name: 'CallerKind', description: 'Whether a person or an application calls.' });

const AuthMode = { PASSTHROUGH: 'PASSTHROUGH', ON_BEHALF_OF: 'ON_BEHALF_OF', APP: 'APP' };
registerEnumType(AuthMode, { name: 'AuthMode', description: 'Which token is sent to Defender for this caller.' });

@ObjectType({ simpleResolvers: true, description: 'Who calls, as far as the token tells.' })
export class Viewer {
  @Field(() => CallerKind)
  kind!: string;

  @Field(() => ID)
  tenantId!: string;

  @Field(() => ID, { nullable: true })
  applicationId!: string | null;

  @Field(() => ID, { nullable: true })
  objectId!: string | null;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => AuthMode)
  mode!: string;
}
