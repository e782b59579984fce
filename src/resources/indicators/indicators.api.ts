import { batchLoader, type Context } from '../../context.ts';
import { loadByParent } from '../../rest/batch/load-by-key.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage, rowsAndFault, truncationError } from '../../rest/paging/read-page.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import type { Indicator } from './indicators.type.ts';

/** Application `Ti.ReadWrite` sees only the indicators that the application made itself; no read-only permission exists. */
export const listIndicatorsOperation = operation({
  id: 'listIndicators',
  rowType: 'Indicator',
  method: 'GET',
  path: '/api/indicators',
  permissions: { application: ['Ti.ReadWrite', 'Ti.ReadWrite.All'], delegated: ['Ti.ReadWrite'] },
  limit: DEFAULT_LIMIT,
  source: 'get-ti-indicators-collection.md',
  maxTop: 10_000,
  filter: {
    indicatorValue: 'text',
    indicatorType: 'text',
    action: 'text',
    severity: 'text',
    application: 'text',
    title: 'text',
    createdBy: 'text',
    createdByDisplayName: 'text',
    creationTimeDateTimeUtc: 'date',
    expirationTime: 'date',
    // The wire has a boolean and two lists of text, and OData compares like with like.
    generateAlert: 'boolean',
    rbacGroupNames: 'tags',
    rbacGroupIds: 'tags',
  },
});

/** A window of the tenant's indicators. */
export function listIndicators({ rest }: Context, request: ListRequest): Promise<RestPage<Indicator>> {
  return readPage<Indicator>(rest, listIndicatorsOperation, request);
}

/** A truth value that some pages show as a boolean and some as the words True and False; null for anything else. */
export function readTruth(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = textOf(value).toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : null;
}

/** By id: the API has neither an operation nor a filter for it, so the list is read, two calls for its 15,000 at most. */
export const indicatorLoader = batchLoader<Indicator | null>(async (rest, ids) => {
  const { rows, incomplete } = await readPage<Indicator>(rest, listIndicatorsOperation, { skip: 0, take: Infinity });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? truncationError(listIndicatorsOperation, incomplete));
});

/**
 * The indicators of each value, of which there may be one of each type, a hundred values 1 call; behind them why some may
 * be missing.
 */
export const indicatorsByValueLoader = batchLoader(async (rest, values) => {
  const source = { list: listIndicatorsOperation, key: 'indicatorValue' };
  const found = await loadByParent<Indicator>(rest, source, values);
  return found.map((each) => (each instanceof Error ? each : rowsAndFault(listIndicatorsOperation, each)));
});
