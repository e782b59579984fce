import { batchLoader, type Context } from '../../context.ts';
import { asError } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import { foundIn, type RowsResult } from '../../rest/paging/list-page.ts';
import { toEnvelope } from '../../rest/paging/list-request.ts';
import type { RestClient } from '../../rest/client/rest-client.ts';
import { foldId } from '../../rest/rows/hex-id.ts';
import { jsonOf, textOf } from '../../rest/rows/read-value.ts';
import type { UnreadableRow } from '../../rest/rows/row-validation.ts';
import { SCAN_READ } from './authenticated-scans.api.ts';
import type { ScanRun, ScanSession } from './authenticated-scans.history.type.ts';

/** A read by POST; `$top` and `$skip` stand in the address (Get-scan-history-by-definition.md). */
export const listScanHistoryByDefinitionOperation = operation({
  id: 'listScanHistoryByDefinition',
  rowType: 'ScanRun',
  method: 'POST',
  path: '/api/DeviceAuthenticatedScanDefinitions/GetScanHistoryByScanDefinitionId',
  permissions: SCAN_READ,
  limit: DEFAULT_LIMIT,
  source: 'Get-scan-history-by-definition.md',
  isReadOnly: true,
  emptyAs: { value: [] },
  rowIds: [],
});

/** A read by POST, without paging. */
export const listScanHistoryBySessionOperation = operation({
  id: 'listScanHistoryBySession',
  rowType: 'ScanSession',
  method: 'POST',
  path: '/api/DeviceAuthenticatedScanDefinitions/GetScanHistoryBySessionId',
  permissions: SCAN_READ,
  limit: DEFAULT_LIMIT,
  source: 'Get-scan-history-by-session.md',
  isReadOnly: true,
  emptyAs: { value: [] },
  rowIds: [],
});

/** Definitions or sessions of one call: the gateway's own bound, as no page states one. */
export const MAX_KEYS = 100;
const MAX_TOP = 4_096;
/** Calls for one hundred definitions at the most; a history that is longer says that it was cut. */
const MAX_PAGES = 6;

const LIST = { list: listScanHistoryByDefinitionOperation };

type Runs = RowsResult<ScanRun>;

async function runsOf(rest: RestClient, ScanDefinitionIds: readonly string[]): Promise<Runs> {
  const elements: (ScanRun | UnreadableRow)[] = [];
  const { pages: sizes } = rest.capabilities;
  let before = '';
  for (let page = 0, skip = 0; page < MAX_PAGES; page++) {
    const query = { $top: MAX_TOP, ...(skip > 0 && { $skip: skip }) };
    const body = { ScanDefinitionIds };
    const answer = await rest.call<unknown>(listScanHistoryByDefinitionOperation, { query, body });
    const { value } = toEnvelope<ScanRun>(listScanHistoryByDefinitionOperation, answer);
    // A server that does not know `$skip` gives the first page again.
    const text = jsonOf(value);
    if (page > 0 && text === before) return foundIn(elements, null);
    before = text;
    elements.push(...value);
    skip += value.length;
    // A server may cut a page below `$top` and say nothing.
    const mayGoOn = value.length === MAX_TOP || sizes.mayBeCut(LIST, value.length);
    if (value.length === 0 || !mayGoOn) return foundIn(elements, null);
    sizes.saw(LIST, value.length);
  }
  return foundIn(elements, 'SERVER_PAGE_LIMIT');
}

/** The runs of each definition out of those of several; a row that does not tell its own may be of any of them. */
function shared({ rows, incomplete, unreadable }: Runs, ids: readonly string[]): Runs[] {
  const own = new Map<string, ScanRun[]>(ids.map((id) => [id, []]));
  // Asked about one alone, the vendor tells of no other.
  const only = ids.length === 1 ? ids[0] : undefined;
  let lost = false;
  for (const row of rows) {
    const id = only ?? foldId(textOf(row.scanDefinitionIds));
    lost ||= id === '';
    own.get(id)?.push(row);
  }
  const cut = incomplete ?? (lost ? 'ROW_UNREADABLE' : null);
  return ids.map((id) => ({
    rows: own.get(id) ?? [],
    incomplete: cut,
    ...(unreadable !== undefined && { unreadable }),
  }));
}

/** The runs of each definition: a hundred definitions are 1 call in the place of 100, of which a failed one costs its own. */
export const scanRunsLoader = batchLoader<Runs>(async (rest, ids) => {
  const all = [...new Set(ids.map(foldId))];
  const found = new Map<string, Runs | Error>();
  const chunks = Array.from({ length: Math.ceil(all.length / MAX_KEYS) }, (_, index) =>
    all.slice(index * MAX_KEYS, (index + 1) * MAX_KEYS),
  );
  await Promise.all(
    chunks.map(async (chunk) => {
      const runs = await runsOf(rest, chunk).catch(asError);
      const each = runs instanceof Error ? null : shared(runs, chunk);
      for (const [index, id] of chunk.entries()) found.set(id, each?.[index] ?? runs);
    }),
  );
  return ids.map((id) => found.get(foldId(id)) ?? { rows: [], incomplete: null });
});

/** What is told of some sessions, in the vendor's order; a row that cannot be read stands as an error in its place. Throws RestError. */
export async function listScanSessions(
  { rest }: Context,
  SessionIds: readonly string[],
): Promise<(ScanSession | UnreadableRow)[]> {
  const answer = await rest.call<unknown>(listScanHistoryBySessionOperation, { body: { SessionIds } });
  return toEnvelope<ScanSession>(listScanHistoryBySessionOperation, answer).value;
}
