import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import {
  enumFilter,
  IdFilter,
  NumberIdFilter,
  StringFilter,
  type Operators,
} from '../../graphql/node/filter-inputs.ts';
import { AvMode, AvScanResult, AvUpToDate, OsKind } from './device-av-info.type.ts';

const OsKindFilter = enumFilter('OsKind', OsKind);
const AvModeFilter = enumFilter('AvMode', AvMode);
const AvUpToDateFilter = enumFilter('AvUpToDate', AvUpToDate);
const AvScanResultFilter = enumFilter('AvScanResult', AvScanResult);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class DeviceAvInfoWhere {
  @Field(() => IdFilter, { nullable: true, description: 'Id of the device, or its global id.' })
  machineId?: IdFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Full DNS name of the device.' })
  computerDnsName?: StringFilter | null;

  @Field(() => OsKindFilter, { nullable: true, description: 'Family of its operating system.' })
  osKind?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Its operating system.' })
  osPlatform?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Version of its operating system.' })
  osVersion?: StringFilter | null;

  @Field(() => AvModeFilter, {
    nullable: true,
    description: 'Mode of Defender Antivirus; `OTHER` finds the digit only, not the rows without one.',
  })
  avMode?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Version of the security intelligence.' })
  avSignatureVersion?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Version of the engine.' })
  avEngineVersion?: StringFilter | null;

  @Field(() => StringFilter, { nullable: true, description: 'Version of the platform.' })
  avPlatformVersion?: StringFilter | null;

  @Field(() => AvScanResultFilter, { nullable: true, description: 'How the last quick scan ended.' })
  quickScanResult?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Error code of the last quick scan.' })
  quickScanError?: StringFilter | null;

  @Field(() => AvScanResultFilter, { nullable: true, description: 'How the last full scan ended.' })
  fullScanResult?: Operators | null;

  @Field(() => StringFilter, { nullable: true, description: 'Error code of the last full scan.' })
  fullScanError?: StringFilter | null;

  @Field(() => AvUpToDateFilter, { nullable: true, description: 'Whether the security intelligence is up to date.' })
  avIsSignatureUpToDate?: Operators | null;

  @Field(() => AvUpToDateFilter, { nullable: true, description: 'Whether the engine is up to date.' })
  avIsEngineUpToDate?: Operators | null;

  @Field(() => AvUpToDateFilter, { nullable: true, description: 'Whether the platform is up to date.' })
  avIsPlatformUpToDate?: Operators | null;

  @Field(() => NumberIdFilter, { nullable: true, description: 'Id of its device group.' })
  rbacGroupId?: NumberIdFilter | null;
}

@ArgsType()
export class AntivirusHealthArgs extends ConnectionArgs {
  @Field(() => DeviceAvInfoWhere, { nullable: true, description: 'Which devices; all of them unless given.' })
  where?: DeviceAvInfoWhere | null;
}
