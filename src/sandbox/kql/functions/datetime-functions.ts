import { KqlError, type Value } from '../values/kql-value.ts';
import type { ScalarFunction } from './function-types.ts';
import {
  floorDivide,
  formatDatetime,
  fromDate,
  TICKS_PER_DAY,
  TICKS_PER_MILLISECOND,
  TICKS_PER_SECOND,
  toDate,
} from '../values/ticks.ts';

type Unit = 'year' | 'quarter' | 'month' | 'week' | 'day';

/** Start of the unit around a datetime, moved by whole units; a week starts on Sunday. */
function startOf(ticks: bigint, unit: Unit, moved: number): bigint {
  const date = toDate(ticks);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case 'year':
      return fromDate(new Date(Date.UTC(year + moved, 0, 1)));
    case 'quarter':
      return fromDate(new Date(Date.UTC(year, month - (month % 3) + 3 * moved, 1)));
    case 'month':
      return fromDate(new Date(Date.UTC(year, month + moved, 1)));
    case 'week':
      return fromDate(new Date(Date.UTC(year, month, day - date.getUTCDay() + 7 * moved)));
    case 'day':
      return fromDate(new Date(Date.UTC(year, month, day + moved)));
  }
}

function boundary(unit: Unit, end: boolean): ScalarFunction {
  return ([value, offset]) => {
    if (typeof value !== 'bigint') return null;
    const moved = typeof offset === 'number' ? offset : 0;
    return end ? startOf(value, unit, moved + 1) - 1n : startOf(value, unit, moved);
  };
}

const FIXED: Record<string, bigint> = {
  hour: 3600n * TICKS_PER_SECOND,
  minute: 60n * TICKS_PER_SECOND,
  second: TICKS_PER_SECOND,
  millisecond: TICKS_PER_MILLISECOND,
  microsecond: 10n,
  nanosecond: 1n,
};

/** Boundaries of a unit passed between two datetimes, as datetime_diff() counts them. */
function unitsBetween(unit: string, one: bigint, other: bigint): number {
  const fixed = FIXED[unit];
  if (fixed) return Number(floorDivide(one, fixed) - floorDivide(other, fixed)) * (unit === 'nanosecond' ? 100 : 1);
  const [left, right] = [toDate(one), toDate(other)];
  const years = left.getUTCFullYear() - right.getUTCFullYear();
  const months = years * 12 + left.getUTCMonth() - right.getUTCMonth();
  const days = (from: Unit): number => Number((startOf(one, from, 0) - startOf(other, from, 0)) / TICKS_PER_DAY);
  const counts: Record<string, () => number> = {
    year: () => years,
    quarter: () => years * 4 + Math.floor(left.getUTCMonth() / 3) - Math.floor(right.getUTCMonth() / 3),
    month: () => months,
    week: () => days('week') / 7,
    day: () => days('day'),
  };
  const count = counts[unit];
  if (!count) throw new KqlError(`datetime_diff(): '${unit}' is not a valid period`);
  return count();
}

function field(read: (date: Date) => number): ScalarFunction {
  return ([value]) => (typeof value === 'bigint' ? read(toDate(value)) : null);
}

/** Replaces yyyy, MM, dd, HH, hh, mm, ss, f… and tt of a format; other characters stay. */
function format([value = null, pattern = null]: Value[]): Value {
  if (typeof value !== 'bigint' || typeof pattern !== 'string') return '';
  const iso = formatDatetime(value);
  const hour = Number(iso.slice(11, 13));
  const two = (number: number): string => String(number).padStart(2, '0');
  const parts: Record<string, string> = {
    yyyy: iso.slice(0, 4),
    yy: iso.slice(2, 4),
    MM: iso.slice(5, 7),
    M: String(Number(iso.slice(5, 7))),
    dd: iso.slice(8, 10),
    d: String(Number(iso.slice(8, 10))),
    HH: two(hour),
    H: String(hour),
    hh: two(hour % 12 || 12),
    h: String(hour % 12 || 12),
    mm: iso.slice(14, 16),
    m: String(Number(iso.slice(14, 16))),
    ss: iso.slice(17, 19),
    s: String(Number(iso.slice(17, 19))),
    tt: hour < 12 ? 'AM' : 'PM',
  };
  return pattern.replace(/yyyy|yy|MM?|dd?|HH?|hh?|mm?|ss?|tt|[fF]{1,7}/g, (token) =>
    token.toLowerCase().startsWith('f') ? iso.slice(20, 20 + token.length) : (parts[token] ?? token),
  );
}

const PARTS: Record<string, (date: Date) => number> = {
  year: (date) => date.getUTCFullYear(),
  month: (date) => date.getUTCMonth() + 1,
  day: (date) => date.getUTCDate(),
  hour: (date) => date.getUTCHours(),
  minute: (date) => date.getUTCMinutes(),
  second: (date) => date.getUTCSeconds(),
  millisecond: (date) => date.getUTCMilliseconds(),
};

const datetimePart: ScalarFunction = ([unit, value]) => {
  const read = PARTS[String(unit).toLowerCase()];
  if (!read) throw new KqlError(`datetime_part(): '${String(unit)}' is not a valid part`);
  return typeof value === 'bigint' ? read(toDate(value)) : null;
};

const add: ScalarFunction = ([unit, amount, value]) => {
  if (typeof value !== 'bigint' || typeof amount !== 'number') return null;
  const fixed = FIXED[String(unit)] ?? { day: TICKS_PER_DAY, week: 7n * TICKS_PER_DAY }[String(unit)];
  if (fixed) return value + fixed * BigInt(amount);
  const date = toDate(value);
  const months = amount * (unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1);
  const moved = fromDate(new Date(new Date(date).setUTCMonth(date.getUTCMonth() + months)));
  return moved + value - fromDate(date);
};

export const DATETIME_FUNCTIONS: Record<string, ScalarFunction> = {
  now: ([offset], { now }) => (typeof offset === 'bigint' ? now + offset : now),
  ago: ([span], { now }) => (typeof span === 'bigint' ? now - span : null),
  startofday: boundary('day', false),
  startofweek: boundary('week', false),
  startofmonth: boundary('month', false),
  startofyear: boundary('year', false),
  endofday: boundary('day', true),
  endofweek: boundary('week', true),
  endofmonth: boundary('month', true),
  endofyear: boundary('year', true),
  dayofweek: ([value]) => (typeof value === 'bigint' ? BigInt(toDate(value).getUTCDay()) * TICKS_PER_DAY : null),
  dayofmonth: field((date) => date.getUTCDate()),
  hourofday: field((date) => date.getUTCHours()),
  getmonth: field((date) => date.getUTCMonth() + 1),
  monthofyear: field((date) => date.getUTCMonth() + 1),
  getyear: field((date) => date.getUTCFullYear()),
  datetime_add: add,
  datetime_part: datetimePart,
  datetime_diff: ([unit, one, other]) =>
    typeof one === 'bigint' && typeof other === 'bigint' ? unitsBetween(String(unit).toLowerCase(), one, other) : null,
  format_datetime: format,
};
