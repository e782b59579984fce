import { isIP } from 'node:net';
import { flag, oneOf, optional, readObject, required, text, texts } from '../endpoint/body-parameters.ts';
import type { Rule } from '../endpoint/body-parameters.ts';
import type { Call } from '../endpoint/call.ts';
import { badRequest } from '../wire/errors.ts';
import type { IndicatorRow } from '../seed/rows.ts';
import { canonicalTime } from '../wire/vendor-time.ts';

// The resource page types it as an enumeration, the submit page as a Boolean.
const alertFlag: Rule<boolean> = (value, name) =>
  typeof value === 'string' ? oneOf('True', 'False')(value, name) === 'True' : flag(value, name);

// Samples send an array, the page speaks of a comma-separated list.
const groups: Rule<string[]> = (value, name) =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim()) : texts(value, name);

const SHAPE = {
  indicatorValue: required(text),
  indicatorType: required(
    // No page lists the last, which was seen in answers.
    oneOf(
      'FileSha1',
      'FileSha256',
      'FileMd5',
      'CertificateThumbprint',
      'IpAddress',
      'DomainName',
      'Url',
      'WebCategory',
    ),
  ),
  action: required(oneOf('Warn', 'Block', 'Audit', 'Alert', 'AlertAndBlock', 'BlockAndRemediate', 'Allowed')),
  title: required(text),
  description: required(text),
  application: optional(text),
  externalID: optional(text),
  expirationTime: optional(text),
  severity: optional(oneOf('Informational', 'Low', 'Medium', 'High')),
  recommendedActions: optional(text),
  rbacGroupNames: optional(groups),
  educateUrl: optional(text),
  generateAlert: optional(alertFlag),
};

const HEX: Readonly<Record<string, number>> = { FileSha1: 40, FileSha256: 64, FileMd5: 32, CertificateThumbprint: 40 };

/** The members of an indicator that its submitter decides. */
export type WantedIndicator = Pick<
  IndicatorRow,
  | 'indicatorValue'
  | 'indicatorType'
  | 'action'
  | 'title'
  | 'description'
  | 'application'
  | 'externalID'
  | 'expirationTime'
  | 'severity'
  | 'recommendedActions'
  | 'rbacGroupNames'
  | 'educateUrl'
  | 'generateAlert'
>;

/** Reads one indicator of a submit or import body; 400 says what is wrong with it. */
export function readIndicator(call: Call, body: unknown): WantedIndicator {
  const given = readObject(body, SHAPE, call.world.quirks.caseSensitiveBodies);
  expectValue(given.indicatorType, given.indicatorValue);
  const expirationTime = given.expirationTime === undefined ? null : canonicalTime(given.expirationTime);
  if (given.expirationTime !== undefined && expirationTime === null) {
    throw badRequest('The value of expirationTime is not a date-time', 'InvalidInput');
  }
  if (given.action === 'Audit' && given.generateAlert !== true) {
    throw badRequest('The action Audit needs generateAlert', 'InvalidInput');
  }
  if (given.educateUrl && !(given.indicatorType === 'Url' && /^(Block|Warn)$/.test(given.action))) {
    throw badRequest('educateUrl is for URL indicators that block or warn', 'InvalidInput');
  }
  return {
    ...given,
    application: given.application ?? null,
    externalID: given.externalID ?? null,
    expirationTime,
    severity: given.severity ?? 'Informational',
    recommendedActions: given.recommendedActions ?? '',
    rbacGroupNames: given.rbacGroupNames ?? [],
    educateUrl: given.educateUrl ?? null,
    generateAlert: given.generateAlert ?? false,
  };
}

function expectValue(type: string, value: string): void {
  const digits = HEX[type];
  if (digits !== undefined && !(value.length === digits && /^[0-9a-f]+$/i.test(value))) {
    throw badRequest(`${value} is not a valid ${type} value`, 'InvalidHashValue');
  }
  // Ranges in CIDR notation are refused, too.
  if (type === 'IpAddress' && isIP(value) === 0)
    throw badRequest(`${value} is not a valid address`, 'InvalidIpAddress');
  if (type === 'DomainName' && !/^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$/u.test(value)) {
    throw badRequest(`${value} is not a valid domain name`, 'InvalidDomainName');
  }
  if (type === 'Url' && !URL.canParse(value)) throw badRequest(`${value} is not a valid URL`, 'InvalidUrl');
}
