import { audited } from '../../audited.ts';
import type { Context } from '../../context.ts';
import { mutatedRow, hasStatus, batchOutcome, reworded } from '../../rest/mutation/mutation-result.ts';
import { toEnvelope } from '../../rest/paging/list-request.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import { UnreadableRow } from '../../rest/rows/row-validation.ts';
import { indicatorLoader, listIndicators } from './indicators.api.ts';
import type { ImportIndicatorResult, IndicatorDeletion } from './indicators.changes.type.ts';
import type { Indicator } from './indicators.type.ts';

/** The newest pages name only `Ti.ReadWrite.All` for applications, older ones both. */
const WRITE = { application: ['Ti.ReadWrite', 'Ti.ReadWrite.All'], delegated: ['Ti.ReadWrite'] };
/** No page on deletion lists a delegated permission. */
const DELETE = { application: ['Ti.ReadWrite', 'Ti.ReadWrite.All'], delegated: [] };

export const submitIndicatorOperation = operation({
  id: 'submitIndicator',
  rowType: 'Indicator',
  method: 'POST',
  path: '/api/indicators',
  permissions: WRITE,
  limit: DEFAULT_LIMIT,
  source: 'post-ti-indicator.md',
  role: 'Defender.Configure',
});

export const importIndicatorsOperation = operation({
  id: 'importIndicators',
  rowType: 'ImportIndicatorResult',
  method: 'POST',
  path: '/api/indicators/import',
  permissions: WRITE,
  limit: { perMinute: 30, perHour: null },
  source: 'import-ti-indicators.md',
  // Of one that failed there is none.
  rowIds: [],
  role: 'Defender.Configure',
});

export const deleteIndicatorOperation = operation({
  id: 'deleteIndicator',
  method: 'DELETE',
  path: '/api/indicators/{id}',
  permissions: DELETE,
  limit: DEFAULT_LIMIT,
  source: 'delete-ti-indicator-by-id.md',
  role: 'Defender.Configure',
  noContent: true,
});

export const batchDeleteIndicatorsOperation = operation({
  id: 'batchDeleteIndicators',
  method: 'POST',
  path: '/api/indicators/BatchDelete',
  permissions: DELETE,
  limit: { perMinute: 30, perHour: 1500 },
  source: 'batch-delete-ti-indicators.md',
  role: 'Defender.Configure',
  noContent: true,
});

/** An indicator to be written, under the vendor's names. */
export interface WantedIndicator {
  indicatorValue: string;
  indicatorType: string;
  action: string;
  title: string;
  description: string;
  [optional: string]: unknown;
}

/** Active indicators of a tenant (post-ti-indicator.md). */
const MAX_ACTIVE = 15_000;

/** Whether the tenant has as many indicators as it may; false when that cannot be told. */
async function isFull(context: Context): Promise<boolean> {
  const page = await listIndicators(context, { skip: 0, take: 0, count: true }).catch(() => null);
  return page !== null && page.total !== null && page.total >= MAX_ACTIVE;
}

/** Makes an indicator, or updates the one of this value, and returns it (post-ti-indicator.md). Throws RestError. */
export function submitIndicator(context: Context, indicator: WantedIndicator): Promise<Indicator> {
  const change = { action: 'submitIndicator', targets: [indicator.indicatorValue], plan: false };
  return audited(context, change, async (intercept) => {
    try {
      const row = await mutatedRow<Indicator>(context.rest, submitIndicatorOperation, { body: indicator, intercept });
      return { outcome: 'SUBMITTED', value: row };
    } catch (error) {
      // No page says how a full tenant is refused, so the refusal is explained by counting.
      if (!hasStatus(error, 400) || error.code === 'BAD_USER_INPUT' || !(await isFull(context))) throw error;
      const message = `The tenant has ${MAX_ACTIVE} active indicators, the most that it may; delete some first.`;
      throw reworded(error, 'BAD_USER_INPUT', message);
    }
  });
}

type WireResult = ImportIndicatorResult & { id?: string | null };

function resultIn({ id, ...row }: WireResult): ImportIndicatorResult {
  return { ...row, indicatorId: id ?? null };
}

/**
 * Makes or updates indicators; one may fail and the others not. A result that cannot be read stands as an error in its
 * place (import-ti-indicators.md). Throws RestError.
 */
export function importIndicators(
  context: Context,
  indicators: readonly WantedIndicator[],
): Promise<(ImportIndicatorResult | UnreadableRow)[]> {
  const targets = indicators.map(({ indicatorValue }) => indicatorValue);
  return audited(context, { action: 'importIndicators', targets, plan: false }, async (intercept) => {
    const options = { body: { Indicators: indicators }, intercept };
    const answer = await context.rest.call<unknown>(importIndicatorsOperation, options);
    const { value: rows } = toEnvelope<WireResult>(importIndicatorsOperation, answer);
    const value = rows.map((row) => (row instanceof UnreadableRow ? row : resultIn(row)));
    const failed = value.filter((row) => row instanceof UnreadableRow || row.isFailed === true).length;
    return { outcome: batchOutcome('IMPORTED', targets.length - failed, targets.length), value };
  });
}

/** Deletes one indicator (delete-ti-indicator-by-id.md). Throws RestError, NOT_FOUND where there is none. */
export function deleteIndicator(context: Context, id: string): Promise<string> {
  return audited(context, { action: 'deleteIndicator', targets: [id], plan: false }, async (intercept) => {
    await context.rest.call(deleteIndicatorOperation, { path: { id }, intercept });
    return { outcome: 'DELETED', value: id };
  });
}

/** What is left of some indicators after a batch was refused; null where that cannot be read. */
async function remainingOf(context: Context, ids: readonly string[]): Promise<IndicatorDeletion[] | null> {
  try {
    const rows = await indicatorLoader(context).loadMany(ids);
    if (rows.some((row) => row instanceof Error)) return null;
    return ids.map((indicatorId, at) => ({ indicatorId, outcome: rows[at] === null ? 'NOT_FOUND' : 'NOT_DELETED' }));
  } catch {
    return null;
  }
}

/**
 * Deletes several indicators. One unknown id refuses them all, and no page says what is then left, so they are read to
 * tell (batch-delete-ti-indicators.md). Throws RestError.
 */
export function deleteIndicators(context: Context, ids: string[]): Promise<IndicatorDeletion[]> {
  return audited(context, { action: 'deleteIndicators', targets: ids, plan: false }, async (intercept) => {
    try {
      await context.rest.call(batchDeleteIndicatorsOperation, { body: { IndicatorIds: ids }, intercept });
      const value = ids.map((indicatorId): IndicatorDeletion => ({ indicatorId, outcome: 'DELETED' }));
      return { outcome: 'DELETED', value };
    } catch (error) {
      const left = hasStatus(error, 404) ? await remainingOf(context, ids) : null;
      if (left === null) throw error;
      return { outcome: 'NOT_DELETED', value: left };
    }
  });
}
