import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({ simpleResolvers: true, description: 'A run of a scan.' })
export class ScanRun {
  @Field(() => String, { nullable: true, description: 'The definition: one id, though the name is a plural.' })
  scanDefinitionIds!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ran.' })
  lastScanned!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Result, for example Partial Success; no page lists the values.',
  })
  scanStatus!: string | null;

  @Field(() => String, { nullable: true, description: 'Device that scanned.' })
  scannerId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a session found of one device.' })
export class ScannedTarget {
  @Field(() => String, { nullable: true, description: 'Address.' })
  ip!: string | null;

  @Field(() => String, { nullable: true, description: 'Host name.' })
  hostname!: string | null;

  @Field(() => String, { nullable: true, description: 'What the device is.' })
  scannedDeviceDescription!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; empty where it did not.' })
  errorMessage!: string | null;

  @Field(() => String, { nullable: true, description: 'Result; no page lists the values.' })
  scanStatus!: string | null;

  @Field(() => String, { nullable: true, description: 'How long it took, as hh:mm:ss.' })
  scanDuration!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A session of a scan, with the devices that it looked at.' })
export class ScanSession {
  @Field(() => String, { nullable: true, description: 'The session: one id, though the name is a plural.' })
  sessionIds!: string | null;

  @Field(() => String, { nullable: true, description: 'The definition: one id, though the name is a plural.' })
  scanDefinitionIds!: string | null;

  @Field(() => String, { nullable: true, description: 'Microsoft Entra tenant.' })
  orgId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Devices that were scanned.' })
  numberOfSuccessfullyScannedTargets!: number | null;

  @Field(() => Int, { nullable: true, description: 'Devices in all.' })
  numberOfTargets!: number | null;

  @Field(() => String, { nullable: true, description: 'Result; no page lists the values.' })
  scanStatus!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ran.' })
  lastScanned!: string | null;

  @Field(() => [ScannedTarget], { nullable: true, description: 'The devices.' })
  listScannedTargets!: ScannedTarget[] | null;
}

export const ScanRunConnection = connectionOf('ScanRun', () => ScanRun);
