import type { Context } from '../../context.ts';
import { envelopeOf } from '../../rest/list-call.ts';
import { operation, USUAL_LIMIT } from '../../rest/operation.ts';
import type { Found } from '../../rest/list-page.ts';
import type { LibraryFile } from './library.type.ts';

/** The only permission that there is for the library, for reading too. */
const MANAGE = { application: ['Library.Manage'], delegated: ['Library.Manage'] };

export const listLibraryFilesOperation = operation({
  id: 'listLibraryFiles',
  method: 'GET',
  path: '/api/libraryfiles',
  permissions: MANAGE,
  limit: USUAL_LIMIT,
  source: 'list-library-files.md',
  emptyAs: { value: [] },
});

/** All files of the live response library; the page knows no paging (list-library-files.md). Throws RestError. */
export async function listLibraryFiles({ rest }: Context): Promise<Found<LibraryFile>> {
  const answer = await rest.call<unknown>(listLibraryFilesOperation);
  const { value, '@odata.nextLink': link } = envelopeOf<LibraryFile>(listLibraryFilesOperation, answer);
  return { rows: value, incomplete: (link ?? null) === null ? null : 'NEXT_LINK_NOT_FOLLOWED' };
}
