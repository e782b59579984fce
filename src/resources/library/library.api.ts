import { batchLoader, type Context } from '../../context.ts';
import { foldId } from '../../rest/rows/hex-id.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import { wholeListOf } from '../../rest/batch/load-each.ts';
import { truncationError } from '../../rest/paging/read-page.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import type { LibraryFile } from './library.type.ts';

/** The only permission that there is for the library, for reading too. */
const MANAGE = { application: ['Library.Manage'], delegated: ['Library.Manage'] };

export const listLibraryFilesOperation = operation({
  id: 'listLibraryFiles',
  rowType: 'LibraryFile',
  method: 'GET',
  path: '/api/libraryfiles',
  permissions: MANAGE,
  limit: DEFAULT_LIMIT,
  source: 'list-library-files.md',
  emptyAs: { value: [] },
  rowIds: [],
  paging: 'none',
});

/** All files of the live response library; the page knows no paging (list-library-files.md). Throws RestError. */
export async function listLibraryFiles({ rest }: Pick<Context, 'rest'>): Promise<RowsResult<LibraryFile>> {
  return wholeListOf(listLibraryFilesOperation, await rest.call<unknown>(listLibraryFilesOperation));
}

/** By name: the API has no operation for one, so the list is read, one call for all. */
export const libraryFileLoader = batchLoader<LibraryFile | null>(async (rest, names) => {
  const { rows, incomplete } = await listLibraryFiles({ rest });
  const byName = new Map(rows.map((row) => [foldId(textOf(row.fileName)), row]));
  return names.map((name) => byName.get(foldId(name)) ?? truncationError(listLibraryFilesOperation, incomplete));
});
