import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const VulnerabilitySeverity = openEnum(
  'VulnerabilitySeverity',
  { Low: 'CVSS below 4.', Medium: 'CVSS 4 to 6.9.', High: 'CVSS 7 to 8.9.', Critical: 'CVSS 9 and above.' },
  {
    description: 'How severe a vulnerability is.',
  },
);

const CveSupportability = openEnum(
  'CveSupportability',
  {
    Supported: 'Devices are assessed for it.',
    'Not Supported': 'Devices are not assessed for it.',
    SupportedInPremium: 'Devices are assessed for it with the premium licence.',
  },
  {
    description: 'Whether the service can tell which devices have a vulnerability.',
  },
);

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description:
    'A CVE, as far as it concerns the tenant. Needs Vulnerability.Read.All (application) or Vulnerability.Read (delegated).',
})
export class Vulnerability {
  @Field(() => ID, { name: 'vulnerabilityId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title; equals the CVE number in the examples.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Free text about the vulnerability.' })
  description!: string | null;

  @Field(() => VulnerabilitySeverity, { nullable: true, description: 'Severity.' })
  severity!: string | null;

  @Field(() => Float, { nullable: true, description: 'CVSS version 3 score.' })
  cvssV3!: number | null;

  @Field(() => String, { nullable: true, description: 'CVSS vector string behind the score.' })
  cvssVector!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many devices are exposed.' })
  exposedMachines!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was published.' })
  publishedOn!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  updatedOn!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was first seen in the tenant.' })
  firstDetected!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'A public exploit exists.' })
  publicExploit!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'The exploit was shown to work.' })
  exploitVerified!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'An exploit kit contains it.' })
  exploitInKit!: boolean | null;

  @Field(() => [String], { nullable: true, description: 'Effects of the exploit.' })
  exploitTypes!: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Links to exploit sources.' })
  exploitUris!: string[] | null;

  @Field(() => CveSupportability, {
    nullable: true,
    description:
      'Whether the product supports this CVE; the table types it as a string collection, the examples hold one string.',
  })
  cveSupportability!: string | null;

  @Field(() => [String], { nullable: true, description: 'Labels; empty in the example.' })
  tags!: string[] | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Probability between 0 and 1 that it gets exploited (EPSS model).',
  })
  epss!: number | null;
}

export const VulnerabilityConnection = connectionOf('Vulnerability', () => Vulnerability);
