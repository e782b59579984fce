import { CVE, GUID, hostOf, isHostName, isIpAddress, MD5, SHA1, SHA256 } from '../../graphql/schema/formats.ts';
import type { SearchKind } from './search.type.ts';

/** One meaning of a text, and one look-up. */
export interface Reading {
  kind: SearchKind;
  value: string;
  /** True for what any word may be. */
  isGuess?: boolean;
}

/** Characters: the longest URL that an indicator may have, by far; the gateway's own bound. */
const MAX_TEXT = 2_000;
/** `da637472900382838869_1364969609` (get-alerts.md). */
const ALERT_ID = /^[a-z]{2}\d{6,}_-?\d+$/i;
const DOMAIN_ACCOUNT = /^[^\s\\/:@"]+\\[^\s\\/:@"]+$/;
const PRINCIPAL_NAME = /^([^\s\\/:@"]+)@([^\s@]+)$/;

/** Reports and tickets write addresses so that no one follows them by mistake: `hxxps://evil[.]example`. */
function followable(text: string): string {
  return text
    .replace(/^hxxp/i, 'http')
    .replaceAll(/\[:\/\/\]/g, '://')
    .replaceAll(/[[({]([.:@])[\])}]/g, '$1')
    .replaceAll(/\[dot\]/gi, '.');
}

/** The text without the quotes, brackets and blanks that came along with it. */
function bare(text: string): string {
  const trimmed = text.trim().replace(/^(["'`<])(.*)["'`>]$/s, '$2');
  const plain = followable(trimmed.trim());
  return plain.replace(/^\[([0-9a-f:.]+)\]$/i, '$1');
}

const indicator = (value: string): Reading => ({ kind: 'INDICATOR_VALUE', value });

function addressOrDomain(host: string): Reading[] {
  return [{ kind: isIpAddress(host) ? 'IP_ADDRESS' : 'DOMAIN', value: host }, indicator(host)];
}

function hashReadings(hash: string): Reading[] {
  if (MD5.test(hash)) return [indicator(hash)];
  const file: Reading[] = [{ kind: 'FILE_HASH', value: hash }, indicator(hash)];
  // Ids of devices have the form of a SHA-1.
  return SHA1.test(hash) ? [...file, { kind: 'DEVICE_ID', value: hash }] : file;
}

function nameReadings(name: string): Reading[] {
  const host: Reading[] = [
    { kind: 'HOST_NAME', value: name },
    { kind: 'ACCOUNT', value: name, isGuess: true },
  ];
  return name.includes('.') ? [...addressOrDomain(name), ...host] : host;
}

/** All that a pasted text may mean, the surest first; empty for what cannot be looked for. Pure. */
export function readingsOf(text: string): Reading[] {
  if (text.length > MAX_TEXT) return [];
  const value = bare(text);
  if (CVE.test(value)) return [{ kind: 'CVE', value: value.toUpperCase() }];
  if (ALERT_ID.test(value)) return [{ kind: 'ALERT_ID', value }];
  if ([SHA1, SHA256, MD5].some((form) => form.test(value))) return hashReadings(value.toLowerCase());
  if (GUID.test(value)) {
    const id = value.toLowerCase();
    return [
      { kind: 'ACTION_ID', value: id },
      { kind: 'ENTRA_DEVICE_ID', value: id },
    ];
  }
  if (isIpAddress(value)) return [...addressOrDomain(value), { kind: 'DEVICE_ADDRESS', value }];
  if (DOMAIN_ACCOUNT.test(value)) return [{ kind: 'ACCOUNT', value }];
  const [, account = '', realm = ''] = PRINCIPAL_NAME.exec(value) ?? [];
  // Paths take the bare name, which the principal name begins with as a rule (user.md).
  if (isHostName(realm)) return [{ kind: 'ACCOUNT', value: account }];
  if (isHostName(value)) return nameReadings(value);
  const host = hostOf(value);
  return host === null ? [] : [...addressOrDomain(host), indicator(value)];
}

const FREE: readonly SearchKind[] = ['DOMAIN', 'IP_ADDRESS'];

/** Calls that a search for a text makes at the most: one for each kind, whatever it finds. */
export function callsFor(text: string): number {
  return new Set(readingsOf(text).flatMap(({ kind }) => (FREE.includes(kind) ? [] : [kind]))).size;
}
