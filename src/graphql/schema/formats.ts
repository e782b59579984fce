import { isIP } from 'node:net';

/** Hexadecimal digests of files. */
export const MD5 = /^[0-9a-f]{32}$/i;
export const SHA1 = /^[0-9a-f]{40}$/i;
export const SHA256 = /^[0-9a-f]{64}$/i;
/** RFC 9562. */
export const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A number of the CVE list: a year, and four digits or more. */
export const CVE = /^CVE-\d{4}-\d{4,}$/i;

/** Characters of a name of the DNS (RFC 1035), and of one label of it. */
const MAX_HOST = 253;
const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u;
const URL_PARTS = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@\s]*@)?(\[[^\]]+\]|[^/?#:\s]+)(?::\d+)?(?:[/?#]|$)/i;

/** Whether a text is an IPv4 or IPv6 address, without a port, a prefix length or a zone. */
export function isIpAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%');
}

/** Whether a text can be the name of a host or a domain: labels of letters of any script, digits, hyphens, underscores. */
export function isHostName(text: string): boolean {
  const labels = text.split('.');
  // A name that ends in a number is taken for an address everywhere (RFC 3696).
  if (text.length > MAX_HOST || /^\d+$/.test(labels.at(-1) ?? '')) return false;
  return labels.every((label) => LABEL.test(label));
}

/** The host of a URL as it is written, letters of other scripts too, or the address in its place; null where it has none. */
export function hostOf(url: string): string | null {
  const [, host = ''] = URL_PARTS.exec(url.trim()) ?? [];
  const plain = host.replace(/^\[(.*)\]$/, '$1');
  return isIpAddress(plain) || isHostName(plain) ? plain : null;
}

/** A property of a row that ought to be a text that says something; null for anything else. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
