import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime, JsonValue } from '../../graphql/schema/scalars.ts';

export const IndicatorType = openEnum(
  'IndicatorType',
  {
    FileSha1: 'A file by its SHA-1.',
    FileSha256: 'A file by its SHA-256.',
    FileMd5: 'A file by its MD5.',
    CertificateThumbprint: 'A certificate by the SHA-1 of its content.',
    IpAddress: 'A single IPv4 or IPv6 address.',
    DomainName: 'A host name without scheme and path.',
    Url: 'An address of the web.',
    WebCategory: 'A category of web sites; on no page, seen in answers.',
  },
  { description: 'What an indicator names. No page lists WEB_CATEGORY; it was seen in answers.' },
);

export const IndicatorAction = openEnum(
  'IndicatorAction',
  {
    Warn: 'The user is warned and may go on.',
    Block: 'It is blocked.',
    Audit: 'It is let through and noted.',
    Alert: 'It is let through and raises an alert.',
    AlertAndBlock: 'It is blocked and raises an alert.',
    BlockAndRemediate: 'It is blocked, and the file is put away.',
    Allowed: 'It is let through, whatever else speaks against it.',
  },
  {
    description: 'What happens when an indicator is seen.',
    deprecated: {
      Alert: 'The vendor names January 2022 as its end.',
      AlertAndBlock: 'The vendor names January 2022 as its end.',
    },
  },
);

const IndicatorSourceType = openEnum(
  'IndicatorSourceType',
  { User: 'A person made it.', AadApp: 'An application made it.' },
  {
    description: 'Whether a person or an application made an indicator.',
  },
);

export const IndicatorSeverity = openEnum(
  'IndicatorSeverity',
  { Informational: 'Worth knowing.', Low: 'Of little weight.', Medium: 'Of some weight.', High: 'Grave.' },
  {
    description: 'Severity of the alert that an indicator raises.',
  },
);

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'Something by which an attack is known, and what happens on a match.',
})
export class Indicator {
  @Field(() => ID, { name: 'indicatorId', description: 'The vendor’s own id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'What is matched.' })
  indicatorValue!: string | null;

  @Field(() => IndicatorType, { nullable: true, description: 'Kind of the value.' })
  indicatorType!: string | null;

  @Field(() => String, { nullable: true, description: 'Application tied to the indicator; null in samples.' })
  application!: string | null;

  @Field(() => IndicatorAction, {
    nullable: true,
    description:
      'What happens on a match. Alert and AlertAndBlock are legacy (until January 2022); Warn is noted as for Defender for Cloud Apps only.',
  })
  action!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Caller’s own id for correlation. Note the capital ID. Not listed among the submit body’s parameters.',
  })
  externalID!: string | null;

  @Field(() => IndicatorSourceType, {
    nullable: true,
    description: 'Whether a person (User) or an application over the API (AadApp) made it.',
  })
  sourceType!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the user or application that submitted it. Samples carry the value under source instead.',
  })
  createdBySource!: string | null;

  @Field(() => String, { nullable: true, description: 'Unique identity of the user or application that submitted it.' })
  createdBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Who last changed it; null in a sample.' })
  lastUpdatedBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was created.' })
  creationTimeDateTimeUtc!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it expires; null in a sample (never).' })
  expirationTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last changed.' })
  lastUpdateTime!: string | null;

  @Field(() => IndicatorSeverity, { nullable: true, description: 'Severity.' })
  severity!: string | null;

  @Field(() => String, { nullable: true, description: 'Title.' })
  title!: string | null;

  @Field(() => String, { nullable: true, description: 'Description.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Advice attached to it.' })
  recommendedActions!: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Device groups where it applies, by name; empty means all devices.',
  })
  rbacGroupNames!: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Device groups where it applies, by id; empty means all devices. Not in any sample.',
  })
  rbacGroupIds!: string[] | null;

  /**
   * A boolean as of the newest submit page, an enum of True and False as of the resource page: either form is read, in the
   * resolver (post-ti-indicator.md, ti-indicator.md).
   */
  generateAlert!: boolean | string | null;

  @Field(() => String, {
    nullable: true,
    description: 'User or application that submitted it; in every sample, not in the property table.',
  })
  source!: string | null;

  @Field(() => String, { nullable: true, description: 'Known only from the list operation’s filterable properties.' })
  createdByDisplayName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Custom notification address; known only as a parameter of submit.',
  })
  educateUrl!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Number of a category; documented nowhere.' })
  category!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether earlier events are searched for it; documented nowhere.',
  })
  historicalDetection!: boolean | null;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'How far back that search reaches, as the vendor sends it; documented nowhere.',
  })
  lookBackPeriod!: unknown;

  @Field(() => [String], { nullable: true, description: 'MITRE ATT&CK technique ids; documented nowhere.' })
  mitreTechniques!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Id of the notification that a user gets; documented nowhere.' })
  notificationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Text of that notification; documented nowhere.' })
  notificationBody!: string | null;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'As the vendor sends it; documented nowhere, null in recordings.',
  })
  version!: unknown;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'For how long a user may pass over a warning, as the vendor sends it; documented nowhere.',
  })
  bypassDurationHours!: unknown;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'As the vendor sends it; documented nowhere, null in recordings.',
  })
  additionalInfo!: unknown;

  @Field(() => JsonValue, {
    nullable: true,
    description: 'The certificate that is matched, as the vendor sends it; documented nowhere.',
  })
  certificateInfo!: unknown;
}

export const IndicatorConnection = connectionOf('Indicator', () => Indicator);
