import { durationSeconds } from '../../../graphql/schema/duration.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import type { KqlReport } from '../../../kql/check/checker.ts';
import { utcInstant } from '../../../kql/parameters/datetime-literal.ts';
import { MAX_COLUMNS } from '../../../kql/check/report.ts';
import type { HuntSliceInput } from '../hunting.hunt.args.ts';

/** A time range, its end exclusive; null where it is open. Datetimes as ISO 8601 text. */
export interface TimeSlice {
  from: string | null;
  to: string | null;
}

/** As far back as hunting reaches (run-advanced-query-api.md). */
const REACH_MS = 30 * 86_400_000;
/** The vendor lets 45 hunts start in a minute. */
const MAX_SLICES = 45;
const COLUMN = /^[A-Za-z_]\w{0,127}$/;

const iso = (time: number): string => new Date(time).toISOString();

/** A bound in UTC with all seven digits, since a literal of KQL is best of that form. Throws BAD_USER_INPUT. */
function boundOf(name: 'from' | 'to', text: string | null | undefined): string | null {
  if (text == null) return null;
  const instant = utcInstant(text);
  if (instant === null) throw inputError(`slice.${name} is no instant of the calendar; write 2026-11-20T08:30:00Z.`);
  return instant;
}

/**
 * The slices of a hunt in the order in which they are run. What is left out of `from` and `to` stays open at its end, so
 * that rows without a time, or with one in the future, are lost nowhere. They reach as far back as the hunt looks, 30 days
 * unless `timespan` says otherwise. Throws BAD_USER_INPUT.
 */
export function planSlices(
  { by, from, to, newestFirst }: HuntSliceInput,
  now: number,
  timespan: string | null = null,
): TimeSlice[] {
  const step = (durationSeconds(by) ?? 0) * 1000;
  const [first, last] = [boundOf('from', from), boundOf('to', to)];
  const reach = timespan === null ? REACH_MS : (durationSeconds(timespan) ?? 0) * 1000;
  const end = last === null ? now : Date.parse(last);
  const start = first === null ? Math.min(now, end) - reach : Date.parse(first);
  // Of one form, so that the texts compare where the milliseconds are equal.
  if (start > end || (start === end && (first ?? '') >= (last ?? ''))) {
    throw inputError('slice.from must lie before slice.to.');
  }
  const count = Math.max(1, Math.ceil((end - start) / step));
  if (count > MAX_SLICES) {
    const least = Math.ceil((end - start) / MAX_SLICES / 3_600_000);
    throw inputError(
      `slice.by cuts the time into ${count} slices, at most ${MAX_SLICES} are allowed: make it ${least}h or longer, or narrow slice.from and slice.to.`,
    );
  }
  const slices = Array.from({ length: count }, (_, index) => ({
    from: index > 0 ? iso(start + index * step) : first,
    to: index < count - 1 ? iso(start + (index + 1) * step) : last,
  }));
  return newestFirst === true ? slices.reverse() : slices;
}

/** Refuses a column that the result is known not to have as a datetime: BAD_USER_INPUT. */
export function checkSliceColumn(column: string, { columns, diagnostics }: KqlReport): void {
  if (!COLUMN.test(column)) throw inputError('slice.column is the name of a column, such as Timestamp.');
  // Where the parser does not know a name it cannot know all columns either; and of very many not all are told.
  if (columns.length === 0 || columns.length === MAX_COLUMNS) return;
  if (diagnostics.some(({ code }) => code.startsWith('KS'))) return;
  if (columns.some(({ name, type }) => name === column && type === 'datetime')) return;
  const times = columns.filter(({ type }) => type === 'datetime').map(({ name }) => name);
  const there = times.length === 0 ? 'it has no datetime column' : `its datetime columns are ${times.join(', ')}`;
  throw inputError(`slice.column: the result of the query has no datetime column ${column}; ${there}.`);
}

/** The query for one slice: its result cut by a last `where`, which the engine moves forward as far as it can. */
export function slicedQuery(text: string, tail: number, column: string, { from, to }: TimeSlice): string {
  const name = `['${column}']`;
  const bounds = [from !== null && `${name} >= datetime(${from})`, to !== null && `${name} < datetime(${to})`];
  const within = bounds.filter((bound) => bound !== false).join(' and ');
  if (within === '') return text;
  const open = from === null ? ` or isnull(${name})` : '';
  return `${text.slice(0, tail)}\n| where ${within}${open}`;
}
