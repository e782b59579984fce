import DataLoader from 'dataloader';
import { perRequest } from '../../context.ts';
import { loadEach, rowsOf } from '../../rest/load-by-key.ts';
import { operation, USUAL_LIMIT } from '../../rest/operation.ts';
import type { File } from './files.type.ts';

export const getFileOperation = operation({
  id: 'getFile',
  method: 'GET',
  path: '/api/files/{id}',
  permissions: { application: ['File.Read.All'], delegated: ['File.Read.All'] },
  limit: USUAL_LIMIT,
  source: 'get-file-information.md',
});

export const listAlertFilesOperation = operation({
  id: 'listAlertFiles',
  method: 'GET',
  path: '/api/alerts/{id}/files',
  permissions: { application: ['File.Read.All'], delegated: ['File.Read.All'] },
  limit: USUAL_LIMIT,
  source: 'get-alert-related-files-info.md',
});

export const fileLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, File | null>((hashes) =>
      loadEach(rest, getFileOperation, hashes, (body) => body as File | null),
    ),
);

export const alertFilesLoader = perRequest(
  ({ rest }) =>
    new DataLoader<string, File[]>((alertIds) => loadEach(rest, listAlertFilesOperation, alertIds, rowsOf<File>)),
);
