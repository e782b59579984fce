import { collection, type Call, type Handler, type Handlers, type Reply, type World } from '../../endpoint/call.ts';
import { makeSkipToken, readListOptions } from '../../odata/query-options.ts';
import { odataError } from '../../wire/errors.ts';
import * as device from './device-assessments.ts';
import { rowsBetween, type RowSource } from './row-source.ts';
import { filesReply } from './snapshot-files.ts';
import * as software from './software-assessments.ts';

/** Rows of a page where the caller does not say, and at the most. */
const DEFAULT_PAGE = 50_000;
const MAX_PAGE = 200_000;
const DAY = 86_400_000;
/** How far back changes are told. */
const MAX_DAYS = 14;

/** The rows of each assessment, by the operations that give its rows and its files. */
const SOURCES: Readonly<Record<string, { files: string; of: (world: World) => RowSource; maxHours?: number }>> = {
  listSecureConfigurationsAssessmentByMachine: {
    files: 'exportSecureConfigurationsAssessmentFiles',
    of: ({ tenant }) => device.secureConfiguration(tenant),
  },
  listSoftwareInventoryByMachine: {
    files: 'exportSoftwareInventoryFiles',
    of: ({ tenant }) => software.softwareInventory(tenant),
  },
  listSoftwareInventoryNoProductCodeByMachine: {
    files: 'exportSoftwareInventoryNonCpeFiles',
    of: ({ tenant }) => software.nonCpeSoftware(tenant),
  },
  listSoftwareVulnerabilitiesByMachine: {
    files: 'exportSoftwareVulnerabilitiesFiles',
    of: ({ tenant }) => software.softwareVulnerabilities(tenant),
  },
  listBrowserExtensionsInventoryByMachine: {
    files: 'exportBrowserExtensionsInventoryFiles',
    of: ({ tenant }) => software.browserExtensions(tenant),
  },
  listCertificateAssessmentByMachine: {
    files: 'exportCertificateAssessmentFiles',
    of: ({ tenant }) => device.certificates(tenant),
    maxHours: 24,
  },
  listHardwareFirmwareInventoryByMachine: {
    files: 'exportHardwareFirmwareInventoryFiles',
    of: ({ tenant }) => device.hardwareFirmware(tenant),
  },
  listBaselineComplianceAssessmentByMachine: {
    files: 'exportBaselineComplianceAssessmentFiles',
    of: ({ tenant }) => device.baselineCompliance(tenant),
  },
};

/** Files alone. */
const GATHERED = { files: 'exportInfoGatheringFiles', of: ({ tenant }: World) => device.hardwareFirmware(tenant) };

/** The rows behind the files of an operation; null for one that has none. */
export function fileSource(operationId: string, world: World): RowSource | null {
  const sources = [...Object.values(SOURCES), GATHERED];
  return sources.find(({ files }) => files === operationId)?.of(world) ?? null;
}

function pageSizeOf({ query }: Call): number {
  const size = Number(query.get('pageSize') ?? query.get('pagesize') ?? DEFAULT_PAGE);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE) {
    throw odataError(`The page size must be between 1 and ${MAX_PAGE}.`);
  }
  return size;
}

/** A page by `pageSize` and `$skiptoken`; `$top` cuts the whole to that many rows and leads no further. */
function rowsReply(call: Call, source: RowSource): Reply {
  const { world, path, query } = call;
  const { top, skip } = readListOptions(query, Infinity, [], { ...world.quirks, countOption: 'ignored' });
  const size = top ?? pageSizeOf(call);
  const end = Math.min(skip + size, source.length);
  const reply = collection(
    'Collection(microsoft.windowsDefenderATP.api.AssetAssessment)',
    rowsBetween(source, skip, end),
  );
  if (top !== null || end >= source.length) return reply;
  const since = query.get('sinceTime');
  const kept = since === null ? '' : `&sinceTime=${encodeURIComponent(since)}`;
  const link = `${world.origin()}${path}?pagesize=${size}${kept}&$skiptoken=${makeSkipToken(end)}`;
  return { status: 200, json: { ...(reply.json as object), '@odata.nextLink': link } };
}

/** The link of the changes names another host and another path, as in the example of its page. */
function changesReply(call: Call): Reply {
  const { query, world } = call;
  const since = Date.parse(query.get('sinceTime') ?? '');
  if (Number.isNaN(since)) throw odataError('The query option sinceTime is missing or is no date.');
  if (world.now() - since > MAX_DAYS * DAY) throw odataError(`sinceTime must be within the last ${MAX_DAYS} days.`);
  const { status, json } = rowsReply(call, software.vulnerabilityChanges(world.tenant, since, world.now()));
  const body = json as Record<string, unknown>;
  const link = body['@odata.nextLink'];
  if (typeof link !== 'string') return { status, json };
  const elsewhere = link
    .replace(world.origin(), 'https://timeline.contoso.example')
    .replace(call.path, '/api/machines/SoftwareVulnerabilitiesTimeline');
  return { status, json: { ...body, '@odata.nextLink': elsewhere } };
}

/** A second list inside of the first, as in the example of its page. */
function permissionsReply(): Reply {
  const rows = software.PERMISSIONS.map(([key, permissionName, description]) => ({ key, permissionName, description }));
  return collection('BrowserExtensionPermissions', [{ value: rows }]);
}

/** Reading assessments of all devices. */
export const ASSESSMENT_ROUTES: Handlers = {
  ...Object.fromEntries<Handler>(
    Object.entries(SOURCES).flatMap(([rows, { files, of, maxHours = 6 }]) => [
      [rows, (call: Call) => rowsReply(call, of(call.world))] as const,
      [files, (call: Call) => filesReply(call, of(call.world), maxHours)] as const,
    ]),
  ),
  [GATHERED.files]: (call) => filesReply(call, GATHERED.of(call.world), 6),
  listSoftwareVulnerabilityChangesByMachine: changesReply,
  listBrowserExtensionPermissionsInfo: permissionsReply,
};
