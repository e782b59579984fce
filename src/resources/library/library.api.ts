import type { Context } from '../../context.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import { wholeListOf } from '../../rest/batch/load-each.ts';
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
export async function listLibraryFiles({ rest }: Context): Promise<RowsResult<LibraryFile>> {
  return wholeListOf(listLibraryFilesOperation, await rest.call<unknown>(listLibraryFilesOperation));
}
