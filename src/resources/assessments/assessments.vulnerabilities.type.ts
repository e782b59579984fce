import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { AssessedDevice } from './assessments.device.type.ts';

/** What a row of the snapshot and one of its changes have in common. */
@ObjectType({ simpleResolvers: true })
abstract class VulnerableSoftware extends AssessedDevice {
  @Field(() => String, { nullable: true, description: 'Operating system.' })
  osPlatform!: string | null;

  @Field(() => String, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system version.' })
  osVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Processor architecture, for instance x64.' })
  osArchitecture!: string | null;

  @Field(() => String, { nullable: true, description: 'Publisher name.' })
  softwareVendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  softwareName!: string | null;

  @Field(() => String, { nullable: true, description: 'Product version.' })
  softwareVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'CVE number; null for products with none.' })
  cveId!: string | null;

  @Field(() => Float, { nullable: true, description: 'CVSS score.' })
  cvssScore!: number | null;

  @Field(() => String, { nullable: true, description: 'Severity; examples show Medium and High.' })
  vulnerabilitySeverityLevel!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the update that fixes it.' })
  recommendedSecurityUpdate!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of that update or KB.' })
  recommendedSecurityUpdateId!: string | null;

  @Field(() => String, { nullable: true, description: 'Link to that update.' })
  recommendedSecurityUpdateUrl!: string | null;

  @Field(() => [String], { nullable: true, description: 'Files that show the product is installed.' })
  diskPaths!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Registry keys that show the product is installed.' })
  registryPaths!: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'First time seen on the device as the vendor writes it, in UTC and without a zone (2020-12-30 11:07:15).',
  })
  firstSeenTimestamp!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last time reported as the vendor writes it, in UTC and without a zone.',
  })
  lastSeenTimestamp!: string | null;

  @Field(() => String, { nullable: true, description: 'How far exploits have come.' })
  exploitabilityLevel!: string | null;

  @Field(() => String, { nullable: true, description: 'Recommendation id, such as va-_-google-_-chrome.' })
  recommendationReference!: string | null;
}

/** No global id: the API gives these only as a list. */
@ObjectType({
  simpleResolvers: true,
  description: 'A vulnerability of one version of a product on one device; one without a CVE for a product with none.',
})
export class SoftwareVulnerabilityRecord extends VulnerableSoftware {
  @Field(() => ID, {
    name: 'softwareVulnerabilityRecordId',
    description: 'Row id: deviceId, product, version and CVE joined by underscores; the CVE part may be empty.',
  })
  id!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether a security update exists.' })
  securityUpdateAvailable!: boolean | null;
}

export const SoftwareVulnerabilityRecordConnection = connectionOf(
  'SoftwareVulnerabilityRecord',
  () => SoftwareVulnerabilityRecord,
);

/** No global id: the API gives these only as a list. */
@ObjectType({
  simpleResolvers: true,
  description:
    'What became of a vulnerability of one version of a product on one device. A device that changes its group comes twice: fixed in the one, new in the other.',
})
export class SoftwareVulnerabilityChange extends VulnerableSoftware {
  @Field(() => ID, {
    name: 'softwareVulnerabilityChangeId',
    description: 'Row id: deviceId, product, version and CVE joined by underscores; the CVE part may be empty.',
  })
  id!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the device is onboarded.' })
  isOnboarded!: boolean | null;

  @Field(() => String, { nullable: true, description: 'What happened to the vulnerability.' })
  status!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When the change was found as the vendor writes it, in UTC and without a zone.',
  })
  eventTimestamp!: string | null;
}

export const SoftwareVulnerabilityChangeConnection = connectionOf(
  'SoftwareVulnerabilityChange',
  () => SoftwareVulnerabilityChange,
);
