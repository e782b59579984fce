import { isIP } from 'node:net';
import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, expectCount, given, inputText, requiredText } from '../../graphql/change.ts';
import { closedEnum } from '../../graphql/closed-enum.ts';
import { inputError } from '../../graphql/input-error.ts';
import { DateTime } from '../../graphql/scalars.ts';

const IndicatorTypeInput = closedEnum(
  'IndicatorTypeInput',
  ['FileSha1', 'FileSha256', 'FileMd5', 'CertificateThumbprint', 'IpAddress', 'DomainName', 'Url'],
  'What an indicator is to name.',
);

const IndicatorActionInput = closedEnum(
  'IndicatorActionInput',
  ['Warn', 'Block', 'Audit', 'Alert', 'AlertAndBlock', 'BlockAndRemediate', 'Allowed'],
  'What is to happen on a match. ALERT and ALERT_AND_BLOCK are of old; the vendor names January 2022 as their end.',
);

const IndicatorSeverityInput = closedEnum(
  'IndicatorSeverityInput',
  ['Informational', 'Low', 'Medium', 'High'],
  'Severity of the alert that an indicator is to raise.',
);

/** Indicators of one call (import-ti-indicators.md, batch-delete-ti-indicators.md). */
export const MOST_INDICATORS = 500;

@InputType()
abstract class IndicatorFields {
  @Field(() => String, {
    description: 'The hash, thumbprint, address, domain or URL. An indicator of the same value is updated.',
  })
  indicatorValue!: string;

  @Field(() => IndicatorTypeInput)
  indicatorType!: string;

  @Field(() => IndicatorActionInput, { description: 'AUDIT needs `generateAlert: true`.' })
  action!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name shown in a block notification; taken when the indicator is made, ignored when it is updated.',
  })
  application?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops to apply; never if left out.' })
  expirationTime?: string | null;

  @Field(() => IndicatorSeverityInput, { nullable: true })
  severity?: string | null;

  @Field(() => String, { nullable: true })
  recommendedActions?: string | null;

  @Field(() => [String], { nullable: true, description: 'Device groups where it applies; all devices if left out.' })
  rbacGroupNames?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Notification or support address; only with a URL that is to be blocked or warned of.',
  })
  educateUrl?: string | null;

  @Field(() => Boolean, { nullable: true })
  generateAlert?: boolean | null;
}

@InputType({ description: 'An indicator to be made, or updated if one of this value is there.' })
export class IndicatorInput extends IndicatorFields {}

@InputType({ description: 'An indicator to be made, or updated if one of this value is there.' })
export class SubmitIndicatorInput extends IndicatorFields implements ChangeInput {
  @Field(() => String, { nullable: true })
  clientMutationId?: string | null;
}

@InputType({ description: 'Indicators to be made or updated.' })
export class ImportIndicatorsInput extends ChangeInput {
  @Field(() => [IndicatorInput], { description: `At most ${MOST_INDICATORS}.` })
  indicators!: IndicatorInput[];
}

@InputType()
export class DeleteIndicatorInput extends ChangeInput {
  @Field(() => ID)
  indicatorId!: string;
}

@InputType()
export class DeleteIndicatorsInput extends ChangeInput {
  @Field(() => [ID], { description: `At most ${MOST_INDICATORS}.` })
  indicatorIds!: string[];
}

const HEX_DIGITS: Readonly<Record<string, number>> = {
  FileSha1: 40,
  FileSha256: 64,
  FileMd5: 32,
  CertificateThumbprint: 40,
};
const HOST = /^(?=.{1,253}$)([\p{L}\p{N}_]([\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)+[\p{L}\p{N}-]{2,63}$/u;

/** What is wrong with the value of an indicator; null where nothing is. */
function faultOf(type: string, value: string): string | null {
  const digits = HEX_DIGITS[type];
  if (digits !== undefined) {
    return value.length === digits && /^[0-9a-f]+$/i.test(value) ? null : `is not ${digits} hexadecimal digits`;
  }
  if (type === 'IpAddress' && value.includes('/')) return 'is a range; give single addresses';
  if (type === 'IpAddress') return isIP(value) === 0 ? 'is not an IP address' : null;
  if (type === 'DomainName') return HOST.test(value) ? null : 'is not a domain name; give it without scheme and path';
  return URL.canParse(value) ? null : 'is not a URL; give it with its scheme';
}

/**
 * One indicator with the vendor's names; `field` is where it stands. Throws BAD_USER_INPUT for a value that does not fit
 * its type and for what does not go together (post-ti-indicator.md).
 */
export function indicatorOf(field: string, input: IndicatorFields) {
  const { indicatorValue, indicatorType, action, generateAlert, educateUrl } = input;
  const fault = faultOf(indicatorType, indicatorValue);
  if (fault !== null) throw inputError(`${field}.indicatorValue: ${fault}.`);
  if (action === 'Audit' && generateAlert !== true) {
    throw inputError(`${field}.generateAlert: must be true with the action AUDIT.`);
  }
  const educates = indicatorType === 'Url' && (action === 'Block' || action === 'Warn');
  if ((educateUrl ?? null) !== null && !educates) {
    throw inputError(`${field}.educateUrl: goes only with an indicator of type URL and the action BLOCK or WARN.`);
  }
  const optional = given({
    application: inputText(`${field}.application`, input.application),
    expirationTime: input.expirationTime,
    severity: input.severity,
    recommendedActions: inputText(`${field}.recommendedActions`, input.recommendedActions),
    rbacGroupNames: input.rbacGroupNames?.map((name) => requiredText(`${field}.rbacGroupNames`, name)),
    educateUrl: inputText(`${field}.educateUrl`, educateUrl),
    generateAlert,
  });
  const title = requiredText(`${field}.title`, input.title);
  const description = requiredText(`${field}.description`, input.description);
  return { indicatorValue, indicatorType, action, title, description, ...optional };
}

/** The indicators of an import. Throws as `indicatorOf`, naming the one at fault, and for too many or none. */
export function indicatorsOf({ indicators }: ImportIndicatorsInput) {
  expectCount('input.indicators', indicators.length, MOST_INDICATORS);
  return indicators.map((each, index) => indicatorOf(`input.indicators[${index}]`, each));
}
