import { batchLoader, perRequest, type Context } from '../../context.ts';
import { asError, wholeListOf } from '../../rest/batch/load-each.ts';
import { hasStatus } from '../../rest/mutation/mutation-result.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import type { RestClient } from '../../rest/client/rest-client.ts';
import { isSameId } from '../../rest/rows/hex-id.ts';
import { isObject } from '../../rest/rows/read-value.ts';
import { readRow } from '../../rest/rows/row-validation.ts';
import type { ScanAgent, ScanDefinition } from './authenticated-scans.type.ts';

/** The pages name Machine.Read.All for persons too; a token of theirs shows the usual scope. */
export const SCAN_READ = {
  application: ['Machine.Read.All', 'Machine.ReadWrite.All'],
  delegated: ['Machine.Read.All', 'Machine.Read', 'Machine.ReadWrite'],
};

/** Rows may hold credentials, so its answers are kept nowhere (get-authenticated-scan-properties.md). */
export const listScanDefinitionsOperation = operation({
  id: 'listScanDefinitions',
  rowType: 'ScanDefinition',
  method: 'GET',
  path: '/api/DeviceAuthenticatedScanDefinitions',
  permissions: SCAN_READ,
  limit: DEFAULT_LIMIT,
  source: 'get-all-scan-definitions.md',
  emptyAs: { value: [] },
  cacheSeconds: 0,
  paging: 'none',
});

export const listScanAgentsOperation = operation({
  id: 'listScanAgents',
  rowType: 'ScanAgent',
  method: 'GET',
  path: '/api/DeviceAuthenticatedScanAgents',
  permissions: SCAN_READ,
  limit: DEFAULT_LIMIT,
  source: 'get-all-scan-agents.md',
  emptyAs: { value: [] },
  paging: 'none',
});

/** The page's request leaves the id out; its example has one. */
export const getScanAgentOperation = operation({
  id: 'getScanAgent',
  rowType: 'ScanAgent',
  method: 'GET',
  path: '/api/DeviceAuthenticatedScanAgents/{id}',
  permissions: SCAN_READ,
  limit: DEFAULT_LIMIT,
  source: 'Get-agent-details.md',
});

/** All definitions of the tenant; the page knows no paging. Throws RestError. */
export async function listScanDefinitions({ rest }: Context): Promise<RowsResult<ScanDefinition>> {
  return wholeListOf(listScanDefinitionsOperation, await rest.call<unknown>(listScanDefinitionsOperation));
}

/** The list that a request's definitions are looked up in, read once. */
const definitionsOf = perRequest((context) => listScanDefinitions(context));

/** One definition, found in the list of all, as no operation gives one by its id; null where there is none. Throws RestError. */
export async function scanDefinitionOf(context: Context, id: string): Promise<ScanDefinition | null> {
  const { rows } = await definitionsOf(context);
  return rows.find((row) => isSameId(row.id, id)) ?? null;
}

/** All scanners of the tenant; the page knows no paging. Throws RestError. */
export async function listScanAgents({ rest }: Context): Promise<RowsResult<ScanAgent>> {
  return wholeListOf(listScanAgentsOperation, await rest.call<unknown>(listScanAgentsOperation));
}

/** The context of the example says one entity, its body is a list of one. */
async function readAgent(rest: RestClient, id: string): Promise<ScanAgent | null> {
  try {
    const body = await rest.call<unknown>(getScanAgentOperation, { path: { id } });
    const list: unknown = isObject(body) ? Reflect.get(body, 'value') : undefined;
    const row: unknown = Array.isArray(list) ? list[0] : body;
    return row === undefined ? null : readRow<ScanAgent>(getScanAgentOperation, row);
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

/** Rows are named tenant_device, the address of the example by the device alone: what is not found by one is asked for by the other. */
async function findAgent(rest: RestClient, id: string): Promise<ScanAgent | null> {
  const found = await readAgent(rest, id);
  const device = id.slice(id.lastIndexOf('_') + 1);
  return found === null && device !== id && device !== '' ? readAgent(rest, device) : found;
}

export const scanAgentLoader = batchLoader<ScanAgent | null>((rest, ids) =>
  Promise.all(ids.map((id) => rest.limitConcurrency(() => findAgent(rest, id)).catch(asError))),
);
