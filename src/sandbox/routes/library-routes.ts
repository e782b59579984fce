import { createHash, randomInt } from 'node:crypto';
import { collection, entity, param } from '../endpoint/call.ts';
import type { Call, Handlers, Reply } from '../endpoint/call.ts';
import { badRequest, missingParameter, resourceNotFound } from '../wire/errors.ts';
import { wrongBody } from '../wire/read-body.ts';
import type { LibraryFileRow } from '../seed/rows.ts';
import { vendorTime } from '../wire/vendor-time.ts';

const MAX_BYTES = 20 * 1024 * 1024;

// Part names are taken in any letter case: the table says File, the curl sample file (upload-library.md).
function part(form: FormData, name: string): string | File | undefined {
  return [...form].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function textPart(form: FormData, name: string): string | undefined {
  const value = part(form, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function upload(call: Call): Promise<Reply> {
  if (!(call.body instanceof FormData)) throw wrongBody();
  const form = call.body;
  const file = part(form, 'File');
  if (!(file instanceof File)) throw missingParameter('File');
  if (file.size > MAX_BYTES) throw badRequest('The file is larger than 20 MB', 'InvalidInput');
  const { tenant, now } = call.world;
  const known = tenant.library.find((row) => row.fileName === file.name);
  if (known && textPart(form, 'OverrideIfExists')?.toLowerCase() !== 'true') {
    throw badRequest(`File ${file.name} already exists in the library`);
  }
  const time = vendorTime(now(), randomInt(10_000));
  const parametersDescription = textPart(form, 'ParametersDescription');
  const hasParameters =
    textPart(form, 'HasParameters')?.toLowerCase() === 'true' || parametersDescription !== undefined;
  const row: LibraryFileRow = {
    fileName: file.name,
    sha256: createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex'),
    description: textPart(form, 'Description') ?? null,
    creationTime: known?.creationTime ?? time,
    lastUpdatedTime: time,
    createdBy: call.caller.name,
    hasParameters,
    ...(parametersDescription !== undefined && { parametersDescription }),
  };
  tenant.library = [...tenant.library.filter((each) => each !== known), row];
  return entity('LibraryFiles', row);
}

/** The live response library. */
export const LIBRARY_ROUTES: Handlers = {
  listLibraryFiles: (call) => collection('LibraryFiles', call.world.tenant.library),
  uploadLibraryFile: upload,
  // The key is the file's name.
  deleteLibraryFile: (call) => {
    const { tenant } = call.world;
    const kept = tenant.library.filter((row) => row.fileName !== param(call));
    if (kept.length === tenant.library.length) throw resourceNotFound('Library file', param(call));
    tenant.library = kept;
    return { status: 204 };
  },
};
