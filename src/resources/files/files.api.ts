import { batchLoader } from '../../context.ts';
import { batchGet, batchCompleteList } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { File } from './files.type.ts';

export const getFileOperation = operation({
  id: 'getFile',
  rowType: 'File',
  method: 'GET',
  path: '/api/files/{id}',
  permissions: { application: ['File.Read.All'], delegated: ['File.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-file-information.md',
  rowIds: [],
});

export const listAlertFilesOperation = operation({
  id: 'listAlertFiles',
  rowType: 'File',
  method: 'GET',
  path: '/api/alerts/{id}/files',
  permissions: { application: ['File.Read.All'], delegated: ['File.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-alert-related-files-info.md',
  rowIds: [],
  paging: 'none',
});

export const fileLoader = batchLoader(batchGet<File>(getFileOperation));

export const alertFilesLoader = batchLoader(batchCompleteList<File>(listAlertFilesOperation));
