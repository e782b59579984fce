import { Field, InputType } from 'type-graphql';
import { definedFields } from '../../graphql/node/mutation-types.ts';
import { EnumField, neededWord, wordOf } from '../../graphql/schema/closed-enum.ts';
import { ScanAuthenticationType, ScanAuthProtocol, ScanPrivProtocol } from './authenticated-scans.type.ts';

const SECRET = 'It goes to the vendor and nowhere else.';

@InputType({
  description:
    'How a scan signs in. Of a key vault, which is named here, or with credentials that are sent on: give those as variables, since the text of a document may be logged on its way.',
})
export class ScanCredentialsInput {
  @EnumField(ScanAuthenticationType, 'Required: how the scan signs in.')
  type?: string | null;

  @Field(() => String, { nullable: true, description: 'Key vault with the credentials, in place of those below.' })
  keyVaultUrl?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the secret in that vault.' })
  keyVaultSecretName?: string | null;

  @Field(() => String, { nullable: true, description: 'Domain; Windows alone.' })
  domain?: string | null;

  @Field(() => String, { nullable: true, description: 'User name; any method but COMMUNITY_STRING.' })
  username?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the account is a group managed service account, as it must be for Windows.',
  })
  isGmsaUser?: boolean | null;

  @Field(() => String, { nullable: true, description: `SNMP community. ${SECRET}` })
  communityString?: string | null;

  @EnumField(ScanAuthProtocol, 'Authentication protocol of SNMP.')
  authProtocol?: string | null;

  @Field(() => String, { nullable: true, description: `Authentication password of SNMP. ${SECRET}` })
  authPassword?: string | null;

  @EnumField(ScanPrivProtocol, 'Privacy protocol of SNMP.')
  privProtocol?: string | null;

  @Field(() => String, { nullable: true, description: `Privacy password of SNMP. ${SECRET}` })
  privPassword?: string | null;
}

const AT = 'input.scanAuthenticationParams';
const VARIANT = '#microsoft.windowsDefenderATP.api';
const OF_WINDOWS = ['Kerberos', 'Negotiate'];

/** The credentials under the vendor's names, with the variant that their method tells. Throws BAD_USER_INPUT without a method. */
export function credentialsOf(input: ScanCredentialsInput, warnings: string[]) {
  const { keyVaultUrl, keyVaultSecretName, domain, username, isGmsaUser } = input;
  const { communityString, authPassword, privPassword } = input;
  const reading = { at: AT, warnings };
  const type = neededWord(input, { ...reading, field: 'type', known: ScanAuthenticationType });
  // Of a method that this version does not know, the field that Windows alone has tells.
  const isKnown = Object.values<string>(ScanAuthenticationType).includes(type);
  const ofWindows = isKnown ? OF_WINDOWS.includes(type) : isGmsaUser != null;
  if (!ofWindows && isGmsaUser != null) {
    warnings.push(`${AT}.isGmsaUser: belongs to Windows accounts, which ${type} is no method of. Defender decides.`);
  }
  if (ofWindows && isGmsaUser !== true) {
    warnings.push(`${AT}.isGmsaUser: must be true for Windows, Defender’s page says. Defender decides.`);
  }
  return {
    '@odata.type': `${VARIANT}.${ofWindows ? 'WindowsAuthParams' : 'SnmpAuthParams'}`,
    type,
    ...definedFields({
      keyVaultUrl,
      keyVaultSecretName,
      domain,
      username,
      isGmsaUser,
      communityString,
      authProtocol: wordOf(input, { ...reading, field: 'authProtocol', known: ScanAuthProtocol }),
      authPassword,
      privProtocol: wordOf(input, { ...reading, field: 'privProtocol', known: ScanPrivProtocol }),
      privPassword,
    }),
  };
}
