import { DOMAINS } from '../seed/alert-scenarios.ts';
import type { KnownFile } from './generate-files.ts';
import { GROUPS } from '../seed/machine-catalogue.ts';
import type { Random } from '../seed/random.ts';
import type { IndicatorRow } from '../seed/rows.ts';

const DAY = 86_400_000;
const KINDS = {
  FileSha1: 25,
  FileSha256: 25,
  IpAddress: 25,
  DomainName: 12,
  Url: 8,
  CertificateThumbprint: 3,
  FileMd5: 2,
};

/** Makes the tenant's own indicators, each value once, newest first. */
export function generateIndicators(random: Random, files: readonly KnownFile[], now: number): IndicatorRow[] {
  const rows = new Map<string, IndicatorRow>();
  for (let number = 1; rows.size < 300; number++) {
    const kind = random.weigh(KINDS);
    const value = valueOf(random, kind, files, number);
    if (!rows.has(value)) rows.set(value, makeIndicator(random, String(1_000 + number), kind, value, now));
  }
  return [...rows.values()].sort((one, other) =>
    one.creationTimeDateTimeUtc < other.creationTimeDateTimeUtc ? 1 : -1,
  );
}

function valueOf(random: Random, kind: keyof typeof KINDS, files: readonly KnownFile[], number: number): string {
  const file = random.pick(files.filter((known) => known.malicious)).row;
  switch (kind) {
    case 'FileSha1':
      return file.sha1;
    case 'FileSha256':
      return file.sha256;
    case 'IpAddress':
      return `198.51.100.${random.int(1, 254)}`;
    case 'DomainName':
      return number < 60 ? random.pick(DOMAINS) : `n${number}.${random.pick(DOMAINS)}`;
    case 'Url':
      return `https://${random.pick(DOMAINS)}/p/${random.hex(6)}`;
    case 'CertificateThumbprint':
      return random.hex(40);
    case 'FileMd5':
      return random.hex(32);
  }
}

function makeIndicator(random: Random, id: string, kind: string, value: string, now: number): IndicatorRow {
  const created = now - random.int(1, 300) * DAY;
  const byApp = random.chance(0.5);
  const source = byApp ? 'Contoso Threat Feed' : 'soc.day@contoso.example';
  const groups = random.chance(0.2) ? random.sample(GROUPS, 2) : [];
  return {
    id,
    indicatorValue: value,
    indicatorType: kind,
    action: random.weigh({
      Block: 35,
      BlockAndRemediate: 15,
      Audit: 20,
      Warn: 10,
      Allowed: 14,
      Alert: 3,
      AlertAndBlock: 3,
    }),
    application: random.chance(0.2) ? 'contoso-feed' : null,
    externalID: random.chance(0.1) ? `feed-${id}` : null,
    source,
    createdBySource: source,
    sourceType: byApp ? 'AadApp' : 'User',
    title: random.pick(['Feed entry', "O'Neill's watch list", 'Kampagne „Frühling“', 'Blocked by policy \\ 7']),
    creationTimeDateTimeUtc: random.moment(created),
    createdBy: random.guid(),
    createdByDisplayName: source,
    expirationTime: random.chance(0.6) ? random.moment(now + random.int(5, 200) * DAY) : null,
    lastUpdateTime: random.moment(created + random.int(0, 20) * 3_600_000),
    lastUpdatedBy: random.chance(0.8) ? source : null,
    severity: random.weigh({ Informational: 25, Low: 25, Medium: 30, High: 20 }),
    description: 'Taken over from a feed',
    recommendedActions: 'Look at the device',
    generateAlert: random.chance(0.6),
    educateUrl: null,
    rbacGroupNames: groups.map((group) => group.name),
    rbacGroupIds: groups.map((group) => String(group.id)),
  };
}
