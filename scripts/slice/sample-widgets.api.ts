import { batchLoader, type Context } from '../../src/context.ts';
import type { ListRequest, RestPage } from '../../src/rest/paging/list-page.ts';
import { batchGet } from '../../src/rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../src/rest/operation.ts';
import { readPage } from '../../src/rest/paging/read-page.ts';
import type { SampleWidget } from './sample-widgets.type.ts';

const READ = { application: ['SampleWidget.Read.All'], delegated: ['SampleWidget.Read'] };

export const listSampleWidgetsOperation = operation({
  id: 'listSampleWidgets',
  method: 'GET',
  path: '/api/samplewidgets',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-sample-widgets.md',
  maxTop: 10_000,
  filter: { id: 'text', name: 'text' },
});

export const getSampleWidgetOperation = operation({
  id: 'getSampleWidget',
  method: 'GET',
  path: '/api/samplewidgets/{id}',
  permissions: READ,
  limit: DEFAULT_LIMIT,
  source: 'get-sample-widget-by-id.md',
});

/** A page of the tenant's sample widgets. Throws RestError. */
export function listSampleWidgets({ rest }: Context, request: ListRequest): Promise<RestPage<SampleWidget>> {
  return readPage<SampleWidget>(rest, listSampleWidgetsOperation, request);
}

export const sampleWidgetLoader = batchLoader(batchGet<SampleWidget>(getSampleWidgetOperation));
