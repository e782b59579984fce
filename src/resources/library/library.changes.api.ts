import { audited } from '../../audited.ts';
import type { Context } from '../../context.ts';
import { mutatedRow, hasStatus, reworded } from '../../rest/mutation/mutation-result.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import { listLibraryFiles, listLibraryFilesOperation } from './library.api.ts';
import type { LibraryFile } from './library.type.ts';

export const uploadLibraryFileOperation = operation({
  id: 'uploadLibraryFile',
  rowType: 'LibraryFile',
  method: 'POST',
  path: '/api/libraryfiles',
  permissions: listLibraryFilesOperation.permissions,
  limit: DEFAULT_LIMIT,
  source: 'upload-library.md',
  role: 'Defender.Configure',
  // 20 MB at 2 Mbit/s.
  timeLimit: 100_000,
});

export const deleteLibraryFileOperation = operation({
  id: 'deleteLibraryFile',
  method: 'DELETE',
  path: '/api/libraryfiles/{fileName}',
  permissions: listLibraryFilesOperation.permissions,
  limit: DEFAULT_LIMIT,
  source: 'delete-library.md',
  role: 'Defender.Configure',
  noContent: true,
});

export interface LibraryUpload {
  fileName: string;
  content: Blob;
  description?: string;
  parametersDescription?: string;
  overrideIfExists?: boolean;
  hasParameters?: boolean;
}

/** The parts as the page's table names them; its sample writes `file` in lower case (upload-library.md). */
function formOf({ fileName, content, ...options }: LibraryUpload): FormData {
  const form = new FormData();
  form.append('File', content, fileName);
  if (options.description !== undefined) form.append('Description', options.description);
  if (options.parametersDescription !== undefined) form.append('ParametersDescription', options.parametersDescription);
  if (options.overrideIfExists !== undefined) form.append('OverrideIfExists', String(options.overrideIfExists));
  if (options.hasParameters !== undefined) form.append('HasParameters', String(options.hasParameters));
  return form;
}

async function isTaken(context: Context, fileName: string): Promise<boolean> {
  const { rows } = await listLibraryFiles(context).catch(() => ({ rows: [] as LibraryFile[] }));
  return rows.some((row) => textOf(row.fileName).toLowerCase() === fileName.toLowerCase());
}

/** Puts a file into the live response library and returns its entry (upload-library.md). Throws RestError. */
export function uploadLibraryFile(context: Context, upload: LibraryUpload): Promise<LibraryFile> {
  const { fileName, overrideIfExists = false } = upload;
  return audited(context, { action: 'uploadLibraryFile', targets: [fileName], plan: false }, async (intercept) => {
    try {
      const options = { body: formOf(upload), intercept };
      const row = await mutatedRow<LibraryFile>(context.rest, uploadLibraryFileOperation, options);
      return { outcome: 'UPLOADED', value: row };
    } catch (error) {
      // No page says how a name that is taken is refused, so the refusal is explained by looking.
      if (!hasStatus(error, 400) || overrideIfExists || !(await isTaken(context, fileName))) throw error;
      const message = 'input.overrideIfExists: the library has a file of this name; give true to replace it.';
      throw reworded(error, 'BAD_USER_INPUT', message);
    }
  });
}

/** Takes a file out of the live response library (delete-library.md). Throws RestError, NOT_FOUND where there is none. */
export function deleteLibraryFile(context: Context, fileName: string): Promise<string> {
  return audited(context, { action: 'deleteLibraryFile', targets: [fileName], plan: false }, async (intercept) => {
    await context.rest.call(deleteLibraryFileOperation, { path: { fileName }, intercept });
    return { outcome: 'DELETED', value: fileName };
  });
}
