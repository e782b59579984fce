import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const OsKind = openEnum('OsKind', ['windows', 'mac', 'linux'], {
  description: 'A family of operating systems.',
});

/** The vendor's digits under the names of what they mean; the empty text means other too. */
export const AvMode = openEnum('AvMode', ['0', '1', '2', '3', '4', '5'], {
  description:
    'How Defender Antivirus runs: as the only antivirus, beside another one, not at all, or blocking after detection.',
  names: {
    '0': 'ACTIVE',
    '1': 'PASSIVE',
    '2': 'DISABLED',
    '3': 'OTHER',
    '4': 'EDR_BLOCKED',
    '5': 'PASSIVE_AUDIT',
  },
  aliases: { '': '3', Active: '0', Passive: '1', Disabled: '2', Other: '3', EDRBlocked: '4', PassiveAudit: '5' },
});

export const AvUpToDate = openEnum('AvUpToDate', ['True', 'False', 'Unknown'], {
  description: 'Whether a part of Defender Antivirus is up to date.',
});

export const AvScanResult = openEnum('AvScanResult', ['Completed', 'Canceled', 'Failed'], {
  description: 'How a scan ended.',
});

/** No global id: it belongs to a device, which has one. */
@ObjectType({ simpleResolvers: true, description: 'The health of Defender Antivirus on one device.' })
export class DeviceAvInfo {
  @Field(() => ID, { name: 'deviceAvInfoId', description: 'The vendor’s own id: that of the device.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Id of the device.' })
  machineId!: string | null;

  @Field(() => String, { nullable: true, description: 'Full DNS name of the device.' })
  computerDnsName!: string | null;

  @Field(() => OsKind, { nullable: true, description: 'Family of its operating system.' })
  osKind!: string | null;

  @Field(() => String, { nullable: true, description: 'Its operating system.' })
  osPlatform!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of its operating system.' })
  osVersion!: string | null;

  @Field(() => AvMode, {
    nullable: true,
    description: 'Mode of Defender Antivirus; `avModeRaw` is the vendor’s digit.',
  })
  avMode!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the security intelligence.' })
  avSignatureVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the engine.' })
  avEngineVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the platform.' })
  avPlatformVersion!: string | null;

  @Field(() => AvUpToDate, { nullable: true, description: 'Whether the security intelligence is up to date.' })
  avIsSignatureUpToDate!: string | null;

  @Field(() => AvUpToDate, { nullable: true, description: 'Whether the engine is up to date.' })
  avIsEngineUpToDate!: string | null;

  @Field(() => AvUpToDate, { nullable: true, description: 'Whether the platform is up to date.' })
  avIsPlatformUpToDate!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the security intelligence was last updated.' })
  avSignatureUpdateTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When that security intelligence was released.' })
  avSignaturePublishTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the engine was last updated.' })
  avEngineUpdateTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the platform was last updated.' })
  avPlatformUpdateTime!: string | null;

  @Field(() => AvScanResult, {
    nullable: true,
    description: 'How the last quick scan ended; null where there was none.',
  })
  quickScanResult!: string | null;

  @Field(() => String, { nullable: true, description: 'Error code of the last quick scan; may be empty.' })
  quickScanError!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last quick scan ended.' })
  quickScanTime!: string | null;

  @Field(() => AvScanResult, {
    nullable: true,
    description: 'How the last full scan ended; null where there was none.',
  })
  fullScanResult!: string | null;

  @Field(() => String, { nullable: true, description: 'Error code of the last full scan; may be empty.' })
  fullScanError!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last full scan ended.' })
  fullScanTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the device was last seen.' })
  lastSeenTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When this row was made.' })
  dataRefreshTimestamp!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Id of its device group.' })
  rbacGroupId!: number | null;

  @Field(() => String, { nullable: true, description: 'Name of its device group.' })
  rbacGroupName!: string | null;
}

export const DeviceAvInfoConnection = connectionOf('DeviceAvInfo', () => DeviceAvInfo);
