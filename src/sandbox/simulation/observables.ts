import type { AlertRow } from '../seed/rows.ts';

/** The different hosts, addresses and file hashes in an alert's evidence. */
export function observables(alert: AlertRow): { hosts: Set<string>; addresses: Set<string>; files: Set<string> } {
  const found = { hosts: new Set<string>(), addresses: new Set<string>(), files: new Set<string>() };
  for (const { url, ipAddress, sha1 } of alert.evidence) {
    if (url !== null) found.hosts.add(hostOf(url));
    if (ipAddress !== null) found.addresses.add(ipAddress);
    if (sha1 !== null) found.files.add(sha1);
  }
  return found;
}

/** The host of a URL as it is written; a URL object would turn it to punycode. */
function hostOf(url: string): string {
  return /^\w+:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;
}
