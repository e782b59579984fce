import { Field, ID, InputType } from 'type-graphql';
import { ChangeInput, checkCount, definedFields, inputText, requiredText } from '../../graphql/node/mutation-types.ts';
import { EnumField, neededWord, wordOf } from '../../graphql/schema/closed-enum.ts';
import { isHostName, isIpAddress, MD5, SHA1, SHA256 } from '../../graphql/schema/formats.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';
import { IndicatorAction, IndicatorSeverity, IndicatorType } from './indicators.type.ts';

/** Indicators of one call, as documented (import-ti-indicators.md, batch-delete-ti-indicators.md). */
export const MAX_INDICATORS = 500;

@InputType()
abstract class IndicatorFields {
  @Field(() => String, {
    description: 'The hash, thumbprint, address, domain or URL. An indicator of the same value is updated.',
  })
  indicatorValue!: string;

  @EnumField(IndicatorType, 'Needed.')
  indicatorType?: string | null;

  @EnumField(IndicatorAction, 'Needed. AUDIT goes with `generateAlert: true`.')
  action?: string | null;

  @Field(() => String, { description: 'Headline of the indicator, and of the alert on a match.' })
  title!: string;

  @Field(() => String, { description: 'What it is and why it is here.' })
  description!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name shown in a block notification; taken when the indicator is made, ignored when it is updated.',
  })
  application?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops to apply; never if left out.' })
  expirationTime?: string | null;

  @EnumField(IndicatorSeverity, 'Severity of the alert on a match.')
  severity?: string | null;

  @Field(() => String, { nullable: true, description: 'What an analyst should do about a match.' })
  recommendedActions?: string | null;

  @Field(() => [String], { nullable: true, description: 'Device groups where it applies; all devices if left out.' })
  rbacGroupNames?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Notification or support address, for a URL that is to be blocked or warned of.',
  })
  educateUrl?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a match raises an alert; must be true with AUDIT.' })
  generateAlert?: boolean | null;
}

@InputType({ description: 'An indicator to be made, or updated if one of this value is there.' })
export class IndicatorInput extends IndicatorFields {}

@InputType({ description: 'An indicator to be made, or updated if one of this value is there.' })
export class SubmitIndicatorInput extends IndicatorFields implements ChangeInput {
  @Field(() => String, { nullable: true, description: 'Given back in the payload, for the caller’s own bookkeeping.' })
  clientMutationId?: string | null;
}

@InputType({ description: 'Indicators to be made or updated.' })
export class ImportIndicatorsInput extends ChangeInput {
  @Field(() => [IndicatorInput], { description: `The vendor documents ${MAX_INDICATORS} at most.` })
  indicators!: IndicatorInput[];
}

@InputType({ description: 'The indicator to be deleted.' })
export class DeleteIndicatorInput extends ChangeInput {
  @Field(() => ID, { description: 'The indicator: a global id or the vendor’s own.' })
  indicatorId!: string;
}

@InputType({ description: 'The indicators to be deleted.' })
export class DeleteIndicatorsInput extends ChangeInput {
  @Field(() => [ID], { description: `The vendor documents ${MAX_INDICATORS} at most.` })
  indicatorIds!: string[];
}

const HASHES: Readonly<Record<string, { form: RegExp; digits: number }>> = {
  FileSha1: { form: SHA1, digits: 40 },
  FileSha256: { form: SHA256, digits: 64 },
  FileMd5: { form: MD5, digits: 32 },
  CertificateThumbprint: { form: SHA1, digits: 40 },
};

/** What the vendor's pages have against the value of an indicator; null where nothing, and for a type that is on none. */
function faultOf(type: string, value: string): string | null {
  const hash = HASHES[type];
  if (hash !== undefined) return hash.form.test(value) ? null : `is not ${hash.digits} hexadecimal digits`;
  if (type === 'IpAddress' && value.includes('/')) return 'is a range, not a single address';
  if (type === 'IpAddress') return isIpAddress(value) ? null : 'is not an IP address';
  if (type === 'DomainName') {
    return isHostName(value) && value.includes('.') ? null : 'is not a domain name without scheme and path';
  }
  return type !== 'Url' || URL.canParse(value) ? null : 'is not a URL with its scheme';
}

/**
 * One indicator with the vendor's names; `at` is where it stands. What its pages say against it is a warning, as they lag
 * behind the service (post-ti-indicator.md). Throws BAD_USER_INPUT for what is missing or blank.
 */
export function indicatorOf(at: string, input: IndicatorFields, warnings: string[]) {
  const { generateAlert, educateUrl } = input;
  const reading = { at, warnings };
  const indicatorValue = requiredText(`${at}.indicatorValue`, input.indicatorValue);
  const indicatorType = neededWord(input, { ...reading, field: 'indicatorType', known: IndicatorType });
  const action = neededWord(input, { ...reading, field: 'action', known: IndicatorAction });
  const warn = (field: string, says: string): void => {
    warnings.push(`${at}.${field}: ${says}. It goes to Defender as given, which decides.`);
  };
  const fault = faultOf(indicatorType, indicatorValue);
  if (fault !== null) warn('indicatorValue', fault);
  if (action === 'Audit' && generateAlert !== true)
    warn('generateAlert', 'must be true with AUDIT, say Defender’s pages');
  const educates = indicatorType === 'Url' && (action === 'Block' || action === 'Warn');
  if ((educateUrl ?? null) !== null && !educates) {
    warn('educateUrl', 'goes only with an indicator of type URL and the action BLOCK or WARN, say Defender’s pages');
  }
  const optional = definedFields({
    application: inputText(`${at}.application`, input.application, warnings),
    expirationTime: input.expirationTime,
    severity: wordOf(input, { ...reading, field: 'severity', known: IndicatorSeverity }),
    recommendedActions: inputText(`${at}.recommendedActions`, input.recommendedActions, warnings),
    // A group without a name may read as none, and an indicator without a group applies to all devices.
    rbacGroupNames: input.rbacGroupNames?.map((name) => requiredText(`${at}.rbacGroupNames`, name)),
    educateUrl: inputText(`${at}.educateUrl`, educateUrl, warnings),
    generateAlert,
  });
  const title = requiredText(`${at}.title`, input.title);
  const description = requiredText(`${at}.description`, input.description);
  return { indicatorValue, indicatorType, action, title, description, ...optional };
}

/** The indicators of an import. Throws as `indicatorOf`, naming the one at fault, and as `checkCount`. */
export function indicatorsOf({ indicators }: ImportIndicatorsInput, warnings: string[]) {
  checkCount(indicators.length, { field: 'input.indicators', documented: MAX_INDICATORS, warnings });
  return indicators.map((each, index) => indicatorOf(`input.indicators[${index}]`, each, warnings));
}
