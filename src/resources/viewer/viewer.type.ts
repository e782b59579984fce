import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

const CallerKind = { USER: 'USER', APPLICATION: 'APPLICATION' };
registerEnumType(CallerKind, {
  name: 'CallerKind',
  description: 'Whether a person or an application calls.',
  valuesConfig: {
    USER: { description: 'A person, with delegated permissions.' },
    APPLICATION: { description: 'An application, with permissions of its own.' },
  },
});

const AuthMode = { PASSTHROUGH: 'PASSTHROUGH', ON_BEHALF_OF: 'ON_BEHALF_OF', APP: 'APP' };
registerEnumType(AuthMode, {
  name: 'AuthMode',
  description: 'Which token is sent to Defender for this caller.',
  valuesConfig: {
    PASSTHROUGH: { description: 'The token that the caller sent.' },
    ON_BEHALF_OF: { description: 'One exchanged for the caller’s (OAuth 2.0 on-behalf-of), with the caller’s rights.' },
    APP: { description: 'The gateway’s own; what the caller may do is decided by the gateway’s app roles.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Who calls, as far as the token tells.' })
export class Viewer {
  @Field(() => CallerKind, { description: 'Whether it is a person or an application.' })
  kind!: string;

  @Field(() => ID, { description: 'The Microsoft Entra tenant whose data are shown.' })
  tenantId!: string;

  @Field(() => ID, { nullable: true, description: 'The application that got the token (client id).' })
  applicationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The Microsoft Entra object of the person or the application.' })
  objectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the person, where the token tells it.' })
  name!: string | null;

  @Field(() => AuthMode, { description: 'Which token is sent to Defender.' })
  mode!: string;
}
