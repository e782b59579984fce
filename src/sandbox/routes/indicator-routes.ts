import { randomInt } from 'node:crypto';
import { items, readParameters, required, texts } from '../endpoint/body-parameters.ts';
import { entity, param } from '../endpoint/call.ts';
import type { Call, Handlers } from '../endpoint/call.ts';
import { ApiError, badRequest, missingParameter, resourceNotFound } from '../wire/errors.ts';
import { readIndicator } from '../simulation/indicator-body.ts';
import type { WantedIndicator } from '../simulation/indicator-body.ts';
import { answerList } from '../endpoint/list-endpoint.ts';
import { GROUPS } from '../seed/machine-catalogue.ts';
import { renderIndicator } from '../endpoint/render-rows.ts';
import { tooMany } from './machine-write-routes.ts';
import type { IndicatorRow } from '../seed/rows.ts';
import { vendorTime } from '../wire/vendor-time.ts';

const MAX_ACTIVE = 15_000;
const MAX_IN_BATCH = 500;

// An application without the .All permission sees only its own (get-ti-indicators-collection.md).
function visible(call: Call): IndicatorRow[] {
  const { isApplication, granted, applicationId } = call.caller;
  const all = !isApplication || granted.has('Ti.ReadWrite.All');
  return call.world.tenant.indicators.filter((row) => all || row.createdBy === applicationId);
}

// Type and value are an indicator's identity: the same again is an update.
function save(call: Call, wanted: WantedIndicator): IndicatorRow {
  const { tenant, now } = call.world;
  const { caller } = call;
  const time = vendorTime(now(), randomInt(10_000));
  const rbacGroupIds = GROUPS.filter((group) => wanted.rbacGroupNames.includes(group.name)).map(({ id }) => String(id));
  const changes = { ...wanted, rbacGroupIds, lastUpdateTime: time, lastUpdatedBy: caller.name };
  const known = tenant.indicators.find(
    (row) => row.indicatorType === wanted.indicatorType && row.indicatorValue === wanted.indicatorValue,
  );
  // The application's name is taken at creation only (post-ti-indicator.md).
  if (known) return Object.assign(known, changes, { application: known.application });
  if (tenant.indicators.length >= MAX_ACTIVE) throw badRequest(`At most ${MAX_ACTIVE} indicators may be active`);
  const created: IndicatorRow = {
    id: String(1 + Math.max(0, ...tenant.indicators.map((row) => Number(row.id)))),
    ...changes,
    source: caller.name,
    createdBySource: caller.name,
    sourceType: caller.isApplication ? 'AadApp' : 'User',
    creationTimeDateTimeUtc: time,
    createdBy: caller.isApplication ? caller.applicationId : caller.subject,
    createdByDisplayName: caller.name,
  };
  tenant.indicators.unshift(created);
  return created;
}

// One bad entry does not spoil the others (import-ti-indicators.md).
function importOne(call: Call, item: unknown): object {
  try {
    const { id, indicatorValue } = save(call, readIndicator(call, item));
    return { id, indicator: indicatorValue, isFailed: false, failureReason: null };
  } catch (fault) {
    if (!(fault instanceof ApiError)) throw fault;
    const value = (item as { indicatorValue?: unknown } | null)?.indicatorValue;
    return { id: null, indicator: value ?? null, isFailed: true, failureReason: fault.message };
  }
}

function drop(call: Call, ids: readonly string[]): { status: number } {
  const known = new Set(visible(call).map((row) => row.id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw resourceNotFound('Indicator', unknown);
  call.world.tenant.indicators = call.world.tenant.indicators.filter((row) => !ids.includes(row.id));
  return { status: 204 };
}

/** Reading, writing and deleting indicators. */
export const INDICATOR_ROUTES: Handlers = {
  listIndicators: (call) =>
    answerList(call, {
      set: 'Indicators',
      rows: visible(call),
      render: (indicator) => renderIndicator(call.world, indicator),
    }),
  submitIndicator: (call) =>
    entity('Indicators', renderIndicator(call.world, save(call, readIndicator(call, call.body ?? {})))),
  importIndicators: (call) => {
    const { Indicators } = readParameters(call, { Indicators: required(items) });
    if (Indicators.length > MAX_IN_BATCH) throw tooMany(Indicators.length, MAX_IN_BATCH);
    return { status: 200, json: { value: Indicators.map((item) => importOne(call, item)) } };
  },
  deleteIndicator: (call) => drop(call, [param(call)]),
  batchDeleteIndicators: (call) => {
    const { IndicatorIds } = readParameters(call, { IndicatorIds: required(texts) });
    if (IndicatorIds.length === 0) throw missingParameter('IndicatorIds');
    if (IndicatorIds.length > MAX_IN_BATCH) throw tooMany(IndicatorIds.length, MAX_IN_BATCH);
    const bad = IndicatorIds.find((id) => !/^\d+$/.test(id));
    if (bad !== undefined) throw badRequest(`The id ${bad} is malformed`, 'InvalidInput');
    return drop(call, IndicatorIds);
  },
};
