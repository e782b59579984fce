import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime, JsonValue } from '../../graphql/schema/scalars.ts';

export const HealthStatus = openEnum(
  'HealthStatus',
  {
    Active: 'It reports.',
    Inactive: 'No signal for more than seven days.',
    ImpairedCommunication: 'It reports, but commands do not reach it reliably.',
    NoSensorData: 'It answers, but sends no sensor data.',
    NoSensorDataImpairedCommunication: 'Neither sensor data nor a reliable connection.',
    Unknown: 'Not told.',
  },
  { description: 'State of the sensor on a device.' },
);

/** The page writes `onboarded` in lower case; letter case is ignored when reading. */
export const OnboardingStatus = openEnum(
  'OnboardingStatus',
  {
    onboarded: 'The sensor is set up.',
    CanBeOnboarded: 'Found in the network; its system is supported.',
    Unsupported: 'Found in the network; its system is not supported.',
    InsufficientInfo: 'Found in the network; too little is known to tell.',
  },
  { description: 'Whether a device is onboarded.' },
);

export const RiskScore = openEnum(
  'RiskScore',
  {
    None: 'No open alert gives rise to a risk.',
    Informational: 'Only informational alerts.',
    Low: 'Low risk by the open alerts.',
    Medium: 'Medium risk by the open alerts.',
    High: 'High risk by the open alerts.',
  },
  {
    description: 'Risk rating of a device.',
  },
);

export const ExposureLevel = openEnum(
  'ExposureLevel',
  {
    None: 'Not rated.',
    Low: 'Few weaknesses are open.',
    Medium: 'Some weaknesses are open.',
    High: 'Many or grave weaknesses are open.',
  },
  {
    description: 'Exposure rating of a device.',
  },
);

export const DeviceValue = openEnum(
  'DeviceValue',
  {
    Normal: 'As every device unless set.',
    Low: 'Its weaknesses count for less in the exposure score.',
    High: 'Its weaknesses count for more in the exposure score.',
  },
  {
    description: 'Importance of a device, set by the tenant.',
  },
);

const OsArchitecture = openEnum(
  'OsArchitecture',
  { '32-bit': 'A 32-bit system.', '64-bit': 'A 64-bit system.' },
  {
    description: 'Word size of an operating system.',
    names: { '32-bit': 'BIT_32', '64-bit': 'BIT_64' },
  },
);

@ObjectType({ simpleResolvers: true, description: 'An address of one network interface of a device.' })
export class IpAddress {
  @Field(() => String, { nullable: true, description: 'IPv4 or IPv6 address.' })
  ipAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'Hardware address without separators.' })
  macAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'Whether the interface is up.' })
  operationalStatus!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Kind of the interface, such as Ethernet or Wireless80211; documented nowhere.',
  })
  type!: string | null;
}

@ObjectType({ simpleResolvers: true, implements: Node, description: 'A device that Defender for Endpoint knows.' })
export class Machine {
  @Field(() => ID, { name: 'machineId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Full name of the device.' })
  computerDnsName!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the service first saw the device.' })
  firstSeen!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the last full report came in (about one a day).' })
  lastSeen!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system platform.' })
  osPlatform!: string | null;

  @Field(() => OnboardingStatus, { nullable: true, description: 'Whether the device is onboarded.' })
  onboardingStatus!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Kind of the processor, such as x64.',
    deprecationReason: 'The vendor has osArchitecture in its place.',
  })
  osProcessor!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system version.' })
  version!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Operating system build.' })
  osBuild!: number | null;

  @Field(() => String, { nullable: true, description: 'Last address on a local network card.' })
  lastIpAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'Last address seen from the internet.' })
  lastExternalIpAddress!: string | null;

  @Field(() => HealthStatus, { nullable: true, description: 'State of the sensor.' })
  healthStatus!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the device group.' })
  rbacGroupName!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the device group.' })
  rbacGroupId!: string | null;

  @Field(() => RiskScore, { nullable: true, description: 'Risk rating.' })
  riskScore!: string | null;

  @Field(() => String, { nullable: true, description: 'Microsoft Entra device id, for joined devices.' })
  aadDeviceId!: string | null;

  @Field(() => [String], { nullable: true, description: 'Tags of the device.' })
  machineTags!: string[] | null;

  @Field(() => ExposureLevel, { nullable: true, description: 'Exposure rating.' })
  exposureLevel!: string | null;

  @Field(() => DeviceValue, { nullable: true, description: 'Importance set by the tenant.' })
  deviceValue!: string | null;

  @Field(() => [IpAddress], { nullable: true, description: 'Network addresses.' })
  ipAddresses!: IpAddress[] | null;

  @Field(() => OsArchitecture, { nullable: true, description: 'Word size of the operating system.' })
  osArchitecture!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the device is joined to Microsoft Entra.' })
  isAadJoined!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'As the vendor sends it; documented nowhere, null in recordings.',
  })
  osVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the sensor, such as 10.8760.26100.1742; documented nowhere.',
  })
  agentVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What manages its settings, such as Intune; documented nowhere.',
  })
  managedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Whether that succeeds, such as Success or Unknown; documented nowhere.',
  })
  managedByStatus!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it may be another entry of the same device; documented nowhere.',
  })
  isPotentialDuplication!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is excluded from vulnerability management; documented nowhere.',
  })
  isExcluded!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Why it is excluded; documented nowhere, null in recordings.' })
  exclusionReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The device that this entry was merged into; documented nowhere, null in recordings.',
  })
  mergedIntoMachineId!: string | null;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'What is known of the virtual machine, as the vendor sends it; documented nowhere.',
  })
  vmMetadata!: unknown;
}

export const MachineConnection = connectionOf('Machine', () => Machine);
