import { cursorScope, requirePermission, principalOf, type Context } from '../../../context.ts';
import { readCursor, type CursorScope } from '../../../graphql/connection/cursor.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import type { KqlParameter } from '../../../kql/parameters/parameter.ts';
import { checkedHunt } from './hunt-check.ts';
import { decodeHunt, encodeHunt, type StoredHunt } from './hunt-codec.ts';
import { HuntRows } from './hunt-rows.ts';
import { runSliced, runWhole, type HuntOutcome } from './hunt-run.ts';
import { checkSliceColumn, planSlices } from './hunt-slices.ts';
import { huntingOf } from './hunting.backends.api.ts';
import type { HuntOptions } from '../hunting.hunt.args.ts';
import type { HuntingResult } from '../hunting.type.ts';

/** A hunt as it was asked for. */
export interface HuntRequest extends HuntOptions {
  query: string;
  parameters: readonly KqlParameter[];
}

const MAX_ROWS = 1_000_000;
/** The most that one call gives. */
const DEFAULT_MAX_ROWS = 100_000;

/** Rows that a hunt may give. Throws BAD_USER_INPUT for a number that none does. */
export function maxRowsOf(maxRows: number | null | undefined): number {
  if (maxRows == null) return DEFAULT_MAX_ROWS;
  if (maxRows >= 1 && maxRows <= MAX_ROWS) return maxRows;
  throw inputError(`maxRows must be from 1 to ${MAX_ROWS}, got ${maxRows}.`);
}

/** Identifies a hunt; an argument left out counts as null. */
function fingerprint(backend: string, request: HuntRequest): readonly unknown[] {
  const { query, parameters, timespan = null, slice = null, maxRows = null } = request;
  const values = parameters.map(({ name, type, value = null }) => [name, type, value]);
  return [backend, query, values, timespan, slice, maxRows];
}

/** Who may page over a result; in every tenant another caller. */
function ownerOf({ caller }: Context): string {
  return `${caller.tenantId} ${principalOf(caller)}`;
}

async function find(context: Context, request: HuntRequest): Promise<HuntOutcome> {
  const max = maxRowsOf(request.maxRows);
  const { timespan = null, slice = null } = request;
  const slices = slice === null ? [] : planSlices(slice, Date.now(), timespan);
  const { bound, report } = await checkedHunt(context, request.query, request.parameters);
  if (slice === null) return runWhole(context, bound, { timespan, most: max });
  checkSliceColumn(slice.column, report);
  return runSliced(context, bound, { column: slice.column, slices, tail: report.tail, timespan, maxRows: max });
}

async function storedHunt(context: Context, scope: CursorScope, after: string): Promise<HuntingResult> {
  const { resume: resultId } = readCursor(after, scope);
  const { operation } = huntingOf(context).backend;
  const decode = (value: Buffer): StoredHunt | null => decodeHunt(value, { scope, resultId, operation });
  const kept = await context.huntResults.get<StoredHunt>(ownerOf(context), resultId, decode);
  if (kept !== null) return kept.result;
  throw inputError(
    'The rows of this hunt are not kept for you, or no longer: they are for five minutes, or shorter when memory is needed, and by the process that found them alone where it could not share them. Run it again without `after`; its rows may then differ.',
    'BAD_CURSOR',
  );
}

/**
 * Runs a hunt, or with the cursor of a page takes up what an earlier one found, without a call. Throws BAD_USER_INPUT
 * for faults in the query, its parameters or its slices, BAD_CURSOR for a result that is no longer kept, RestError.
 */
export async function runHunt(context: Context, request: HuntRequest, after: string | null): Promise<HuntingResult> {
  const { backend } = huntingOf(context);
  // Before the check, which takes time of everybody's, and for kept rows too.
  await requirePermission(context, backend.operation);
  const scope = cursorScope(context, 'hunt', fingerprint(backend.name, request));
  if (after !== null) return storedHunt(context, scope, after);
  const asOf = new Date().toISOString();
  const { columns, parts, slices, incomplete, calls } = await find(context, request);
  const found = new HuntRows(parts, columns, maxRowsOf(request.maxRows), backend.operation);
  const bytes = found.bytes + JSON.stringify([scope.where, columns, slices]).length;
  const receipt = context.huntResults.reserve(bytes);
  const result: StoredHunt['result'] = {
    columns,
    rowCount: found.length,
    asOf,
    keptUntil: receipt?.until ?? null,
    slices,
    found,
    incomplete,
    calls,
    resultId: receipt?.id ?? null,
    scope,
  };
  if (receipt !== null) {
    await context.huntResults.put<StoredHunt>(ownerOf(context), receipt, { bytes, result }, encodeHunt);
  }
  return result;
}
