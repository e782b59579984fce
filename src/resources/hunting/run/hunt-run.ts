import { huntingOf, type HuntingBackend } from './hunting.backends.api.ts';
import type { Context } from '../../../context.ts';
import { unbindMessage, type BoundQuery } from '../../../kql/parameters/bind.ts';
import type { RowBuffer } from '../../../rest/http/row-buffer.ts';
import type { WithRows } from '../../../rest/http/parse-json.ts';
import { RestError } from '../../../rest/rest-error.ts';
import { slicedQuery, type TimeSlice } from './hunt-slices.ts';
import type { HuntingColumn, HuntingSlice } from '../hunting.type.ts';

/** What one or several calls found. */
export interface HuntOutcome {
  columns: readonly HuntingColumn[];
  parts: readonly RowBuffer[];
  slices: readonly HuntingSlice[];
  /** Why rows may be missing; null when none are. */
  incomplete: string | null;
  calls: number;
}

/** Rows of one answer at the most (platform.md, section 8). */
const MAX_ROWS = 100_000;
/** Of all slices together, as of a single answer. */
const MAX_BYTES = 128 * 1024 * 1024;

const ROW_LIMIT_REASON = `SERVER_PAGE_LIMIT: the vendor gives at most ${MAX_ROWS} rows at a time, and there may be more`;

/** After which no further slice is begun, as the request would end (190 s after it began) before it. */
const MAX_START_MS = 160_000;

/** Error codes that skip a slice instead of failing the hunt. */
const PARTIAL_FAILURE_CODES: ReadonlySet<string> = new Set([
  'RATE_LIMITED',
  'COST_LIMIT_EXCEEDED',
  'UPSTREAM_ERROR',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
]);

function columnsOf(answer: Readonly<Record<string, unknown>>, { members }: HuntingBackend): HuntingColumn[] {
  const schema = answer[members.schema];
  const columns = (Array.isArray(schema) ? (schema as (Record<string, unknown> | null)[]) : []).map((column) => ({
    name: column?.[members.name],
    type: column?.[members.type],
  }));
  const isColumn = (column: { name: unknown; type: unknown }): column is HuntingColumn =>
    typeof column.name === 'string' && typeof column.type === 'string';
  if (Array.isArray(schema) && columns.every(isColumn)) return columns;
  throw new RestError('UPSTREAM_ERROR', 'The answer to the hunt has no list of its columns.');
}

/** A fault that the vendor found stands in the caller's own query, not behind the parameters written before it. */
function toCallerPosition(error: unknown, bound: BoundQuery): unknown {
  if (!(error instanceof RestError) || error.code !== 'BAD_USER_INPUT') return error;
  const { status, vendorCode, extensions } = error;
  const { correlationId, vendorMessage } = extensions as { correlationId?: string; vendorMessage?: string };
  return new RestError('BAD_USER_INPUT', unbindMessage(error.message, bound), {
    cause: error,
    ...(status !== undefined && { status }),
    ...(vendorCode !== undefined && { vendorCode }),
    ...(correlationId !== undefined && { correlationId }),
    ...(vendorMessage !== undefined && { vendorMessage: unbindMessage(vendorMessage, bound) }),
  });
}

/** Runs a text as one call. Throws RestError, a fault in the query as BAD_USER_INPUT with its place in the caller's text. */
async function runOnce(context: Context, bound: BoundQuery, text: string, timespan: string | null) {
  const { backend, rest } = huntingOf(context);
  try {
    const body = backend.body(text, timespan);
    const { answer, rows } = await rest.call<WithRows<Record<string, unknown>>>(backend.operation, { body });
    return { columns: columnsOf(answer, backend), rows };
  } catch (error) {
    throw toCallerPosition(error, bound);
  }
}

/** Runs a hunt as one call. */
export async function runWhole(
  context: Context,
  bound: BoundQuery,
  { timespan, most: max }: { timespan: string | null; most: number },
): Promise<HuntOutcome> {
  const { columns, rows } = await runOnce(context, bound, bound.text, timespan);
  const cut = rows.length > max ? `the rows after the first ${max} were left out, as maxRows asks` : null;
  const incomplete = cut ?? (rows.length >= MAX_ROWS ? `${ROW_LIMIT_REASON}: use slice` : null);
  return { columns, parts: [rows], slices: [], incomplete, calls: 1 };
}

/** How slices are run. */
export interface SlicedRun {
  column: string;
  slices: readonly TimeSlice[];
  /** Offset in the bound text at which a further operator may follow. */
  tail: number;
  timespan: string | null;
  /** Rows after which no further slice is run. */
  maxRows: number;
}

/**
 * Runs a hunt slice by slice. One that fails for the moment is told in the result and the next one is run; with any other
 * failure, or when none succeeds, the hunt fails.
 */
export async function runSliced(context: Context, bound: BoundQuery, run: SlicedRun): Promise<HuntOutcome> {
  let columns: readonly HuntingColumn[] | undefined;
  const parts: RowBuffer[] = [];
  const told: HuntingSlice[] = [];
  let failure: unknown;
  let [rowsFound, bytes, calls] = [0, 0, 0];
  const end = performance.now() + MAX_START_MS;
  const stop = (): string | null => {
    if (rowsFound >= run.maxRows) return 'not run, as maxRows is reached';
    if (bytes >= MAX_BYTES) return `not run, as the others weigh ${MAX_BYTES / 1024 / 1024} MB`;
    return performance.now() >= end ? `not run, as the others took ${MAX_START_MS / 1000} s` : null;
  };
  for (const slice of run.slices) {
    const stopped = stop();
    if (stopped !== null) {
      told.push({ ...slice, rowCount: null, missing: stopped });
      continue;
    }
    try {
      calls += 1;
      const found = await runOnce(context, bound, slicedQuery(bound.text, run.tail, run.column, slice), run.timespan);
      columns ??= found.columns;
      parts.push(found.rows);
      rowsFound += found.rows.length;
      bytes += found.rows.bytes;
      const missing = found.rows.length >= MAX_ROWS ? `${ROW_LIMIT_REASON}: make slice.by shorter` : null;
      told.push({ ...slice, rowCount: found.rows.length, missing });
    } catch (error) {
      // A caller who has left ends the call too, with a code that would pass.
      if (!(error instanceof RestError) || !PARTIAL_FAILURE_CODES.has(error.code) || context.abortSignal.aborted)
        throw error;
      failure ??= error;
      told.push({ ...slice, rowCount: null, missing: `${error.code}: ${error.message}` });
    }
  }
  if (columns === undefined) throw failure;
  return { columns, parts, slices: told, incomplete: missingRowsReason(told, rowsFound, run.maxRows), calls };
}

function missingRowsReason(slices: readonly HuntingSlice[], rows: number, max: number): string | null {
  const missing = slices
    .filter((slice) => slice.missing !== null)
    .map(({ from, to, missing: reason }) => `${from ?? 'the beginning'} to ${to ?? 'the end'} (${reason})`);
  const cut = rows > max ? `the rows after the first ${max} were left out, as maxRows asks` : null;
  if (missing.length === 0) return cut;
  const list = `${missing.length} of ${slices.length} slices are missing or cut: ${missing.join('; ')}`;
  return cut === null ? list : `${cut}; ${list}`;
}
