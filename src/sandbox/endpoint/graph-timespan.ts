import { isoTicks } from '../../kql/parameters/timespan-literal.ts';
import { badRequest } from '../wire/errors.ts';
import type { KqlDatabase, RowHint } from '../kql/run-kql.ts';

/** Milliseconds of an ISO 8601 duration of weeks and less that is not negative; null for other text. */
function milliseconds(text: string): number | null {
  const ticks = isoTicks(text);
  return ticks === null || ticks < 0n ? null : Number(ticks) / 10_000;
}

/** Milliseconds since 1970 of an ISO 8601 moment; null for other text. */
function moment(text: string): number | null {
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}

/** From when to when: `P7D` ends now, else `start/end`, either of which may be a duration. 400 for other text. */
function windowOf(timespan: string, now: number): { from: number; to: number } {
  const [first = '', second, ...rest] = timespan.split('/');
  const [start, end] = [moment(first), second === undefined ? now : moment(second)];
  const [before, after] = [milliseconds(first), second === undefined ? null : milliseconds(second)];
  const from = start ?? (before !== null && end !== null ? end - before : null);
  const to = end ?? (after !== null && start !== null ? start + after : null);
  if (from === null || to === null || rest.length > 0 || (second === undefined && before === null)) {
    throw badRequest(`The value '${timespan}' of Timespan is not an ISO 8601 duration or interval.`);
  }
  return { from, to };
}

/** The tables with no other rows than those of a time span; a table without Timestamp keeps them all. `now` in ms. */
export function within(database: KqlDatabase, timespan: string, now: number): KqlDatabase {
  const { from, to } = windowOf(timespan, now);
  const isWithin = (row: Record<string, unknown>): boolean => {
    const at = Date.parse(String(row['Timestamp']));
    return at >= from && at <= to;
  };
  const tables = Object.entries(database).map(([name, table]) => {
    if (!table.columns.some((column) => column.name === 'Timestamp')) return [name, table] as const;
    const rows = function* (hint?: RowHint) {
      for (const row of table.rows(hint)) if (isWithin(row)) yield row;
    };
    return [name, { ...table, rows }] as const;
  });
  return Object.fromEntries(tables);
}
