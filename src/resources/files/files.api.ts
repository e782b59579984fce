import { batchLoader, idLoader, perRequestFor } from '../../context.ts';
import { batchGet, batchCompleteList } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { File, FileStatistics } from './files.type.ts';

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

/** The parameter is spelled as in the page's table and sample; its text has it in small letters. */
export const getFileStatisticsOperation = operation({
  id: 'getFileStatistics',
  rowType: 'FileStatistics',
  method: 'GET',
  path: '/api/files/{id}/stats',
  permissions: { application: ['File.Read.All'], delegated: ['File.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-file-statistics.md',
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

/** Where and how often a file was seen within so many hours; null for one that is not known. */
export const fileStatisticsLoader = perRequestFor((context, lookBackHours: number | undefined) => {
  const get = batchGet<FileStatistics>(getFileStatisticsOperation, (id) => ({
    path: { id },
    query: { lookBackHours },
  }));
  return idLoader<FileStatistics | null>(context, (ids) => get(context.rest, ids));
});
