import type { Context } from '../../context.ts';
import { wholeListOf } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import { isObject } from '../../rest/rows/read-value.ts';
import type { BrowserExtensionPermission } from './assessments.extensions.type.ts';

const MAX_ROWS = 10_000;

/**
 * The same for every tenant, and rarely changed. Most of the filters that its page names are of another type, so none is
 * offered.
 */
export const listBrowserExtensionPermissionsOperation = operation({
  id: 'listBrowserExtensionPermissionsInfo',
  rowType: 'BrowserExtensionPermission',
  method: 'GET',
  path: '/api/browserextensions/permissionsinfo',
  permissions: { application: ['Software.Read.All'], delegated: ['Software.Read'] },
  limit: { perMinute: null, perHour: null },
  source: 'get-browser-extensions-permission-info.md',
  rowIds: ['key'],
  paging: 'none',
  maxRows: MAX_ROWS,
  cacheSeconds: 300,
});

/** The example has a second list inside of the first (get-browser-extensions-permission-info.md). */
function unnested(body: unknown): unknown {
  const rows: unknown = isObject(body) ? Reflect.get(body, 'value') : undefined;
  if (!Array.isArray(rows)) return body;
  const flat = rows.flatMap((row: unknown) => {
    const inner: unknown = isObject(row) ? Reflect.get(row, 'value') : undefined;
    return Array.isArray(inner) ? (inner as unknown[]) : [row];
  });
  return { ...(body as object), value: flat };
}

/** What each permission of browser extensions allows. Throws RestError. */
export async function listBrowserExtensionPermissions({
  rest,
}: Context): Promise<RowsResult<BrowserExtensionPermission>> {
  const body = await rest.call<unknown>(listBrowserExtensionPermissionsOperation, {
    query: { $top: MAX_ROWS },
    emptyAs: { value: [] },
  });
  return wholeListOf(listBrowserExtensionPermissionsOperation, unnested(body));
}
