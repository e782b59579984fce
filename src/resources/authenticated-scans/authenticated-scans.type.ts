import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { Node } from '../../graphql/node/node.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Withheld } from '../../graphql/schema/row-types.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const AuthenticatedScanType = openEnum('AuthenticatedScanType', ['Windows', 'Network'], {
  description: 'What a scan signs in to.',
});

export const ScanTargetType = openEnum('ScanTargetType', ['Ip', 'Hostname'], {
  description: 'How the targets of a scan are written.',
  // The page has the label, every example the word.
  aliases: { 'IP Address': 'Ip' },
});

export const ScanAuthenticationType = openEnum(
  'ScanAuthenticationType',
  ['CommunityString', 'NoAuthNoPriv', 'AuthNoPriv', 'AuthPriv', 'Kerberos', 'Negotiate'],
  { description: 'How a scan signs in: the last two to Windows, the others by SNMP.' },
);

export const ScanAuthProtocol = openEnum('ScanAuthProtocol', ['MD5', 'SHA1'], {
  description: 'Authentication protocol of SNMP.',
});

export const ScanPrivProtocol = openEnum('ScanPrivProtocol', ['DES', '3DES', 'AES'], {
  description: 'Privacy protocol of SNMP.',
  names: { '3DES': 'TRIPLE_DES' },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'How a scan signs in. User names, passwords and community strings, which the vendor may send, are left out.',
})
@Withheld('username', 'domain', 'communityString', 'authPassword', 'privPassword')
export class ScanAuthenticationParams {
  @Field(() => ScanAuthenticationType, { nullable: true, description: 'Method.' })
  type!: string | null;

  @Field(() => String, { nullable: true, description: 'Key vault that the credentials are read from.' })
  keyVaultUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the secret in that vault, not the secret itself.' })
  keyVaultSecretName!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the account is a group managed service account.' })
  isGmsaUser!: boolean | null;

  @Field(() => ScanAuthProtocol, { nullable: true, description: 'Authentication protocol; SNMP alone.' })
  authProtocol!: string | null;

  @Field(() => ScanPrivProtocol, { nullable: true, description: 'Privacy protocol; SNMP alone.' })
  privProtocol!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The scanner of a definition.' })
export class ScannerAgent {
  @Field(() => ID, {
    name: 'scannerAgentId',
    nullable: true,
    description: 'Ids of tenant and device, joined by an underscore.',
  })
  id!: string | null;

  @Field(() => String, { nullable: true, description: 'Device that scans.' })
  machineId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that device.' })
  machineName!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last seen.' })
  lastSeen!: string | null;

  @Field(() => String, { nullable: true, description: 'Application id given to the scanner.' })
  assignedApplicationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the scanner software.' })
  scannerSoftwareVersion!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last ran a command.' })
  lastCommandExecutionTimestamp!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the Defender client.' })
  mdeClientVersion!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The last run of a scan.' })
export class LatestScan {
  @Field(() => String, { nullable: true, description: 'How it ended, for example `Fail`.' })
  status!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  failureReason!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ran.' })
  executionDateTime!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A scan that signs in to the devices it looks at.',
})
export class ScanDefinition {
  @Field(() => ID, { name: 'scanDefinitionId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => AuthenticatedScanType, { nullable: true, description: 'What it signs in to.' })
  scanType!: string | null;

  @Field(() => String, { nullable: true, description: 'Label.' })
  scanName!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is switched on.' })
  isActive!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Microsoft Entra tenant.' })
  orgId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Hours between two runs.' })
  intervalInHours!: number | null;

  @Field(() => String, { nullable: true, description: 'Who made it.' })
  createdBy!: string | null;

  @Field(() => ScanTargetType, { nullable: true, description: 'How `target` is written.' })
  targetType!: string | null;

  @Field(() => String, { nullable: true, description: 'Addresses or host names to scan, joined by commas.' })
  target!: string | null;

  @Field(() => ScanAuthenticationParams, { nullable: true, description: 'How it signs in, without the credentials.' })
  scanAuthenticationParams!: ScanAuthenticationParams | null;

  @Field(() => ScannerAgent, { nullable: true, description: 'The scanner.' })
  scannerAgent!: ScannerAgent | null;

  @Field(() => LatestScan, { nullable: true, description: 'Its last run; null before the first.' })
  latestScan!: LatestScan | null;
}

@ObjectType({ simpleResolvers: true, implements: Node, description: 'A device that scans others.' })
export class ScanAgent {
  @Field(() => ID, { name: 'scanAgentId', description: 'Ids of tenant and device, joined by an underscore.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Device that scans.' })
  machineId!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last seen.' })
  lastSeen!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that device.' })
  computerDnsName!: string | null;

  @Field(() => String, { nullable: true, description: 'Application id given to the scanner.' })
  assignedApplicationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the scanner software.' })
  scannerSoftwareVersion!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last ran a command.' })
  lastCommandExecutionTimestamp!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the Defender client.' })
  mdeClientVersion!: string | null;
}

export const ScanDefinitionConnection = connectionOf('ScanDefinition', () => ScanDefinition);
export const ScanAgentConnection = connectionOf('ScanAgent', () => ScanAgent);
