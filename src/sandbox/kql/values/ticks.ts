/** 100 ns units, the resolution of Kusto's datetime and timespan; datetimes count from 1970 here. */
export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_DAY = 86_400n * TICKS_PER_SECOND;

const DATETIME =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const CLOCK = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;
const AMOUNT =
  /^(-?\d+(?:\.\d+)?)\s*(d|days?|h|hr?s?|hours?|m|min|minutes?|s|sec|seconds?|ms|milliseconds?|microseconds?|micros?|ticks?)?$/i;

/** Ticks of an ISO date or date-time, UTC where no offset is given; null when the text is not one. */
export function parseDatetime(text: string): bigint | null {
  const match = DATETIME.exec(text.trim());
  if (!match) return null;
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const milliseconds = Date.UTC(+(year ?? ''), +month - 1, +day, +hour, +minute, +second);
  // Date.UTC carries overflow on (32 January is 1 February); the service refuses such dates.
  if (+month > 12 || +day > 31 || +hour > 23 || +minute > 59 || +second > 59) return null;
  const ticks = BigInt(milliseconds) * TICKS_PER_MILLISECOND + BigInt(fraction.slice(0, 7).padEnd(7, '0'));
  return ticks - zoneOffset(zone);
}

function zoneOffset(zone: string | undefined): bigint {
  if (!zone || zone.toUpperCase() === 'Z') return 0n;
  const minutes = BigInt(zone.slice(1, 3)) * 60n + BigInt(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60n * TICKS_PER_SECOND;
}

/** ISO text in UTC, always with seven fraction digits. */
export function formatDatetime(ticks: bigint): string {
  const seconds = floorDivide(ticks, TICKS_PER_SECOND);
  const fraction = String(ticks - seconds * TICKS_PER_SECOND).padStart(7, '0');
  return `${toDate(seconds * TICKS_PER_SECOND)
    .toISOString()
    .slice(0, 19)}.${fraction}Z`;
}

/** Ticks of `1.02:03:04.5`, `02:03:04`, `30m`, `1d`; a bare number counts days. Null when the text is none of these. */
export function parseTimespan(text: string): bigint | null {
  const clock = CLOCK.exec(text.trim());
  if (clock) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
    const ticks = whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0'));
    return sign ? -ticks : ticks;
  }
  const amount = AMOUNT.exec(text.trim());
  return amount ? scale(Number(amount[1]), unitTicks(amount[2] ?? 'd')) : null;
}

function unitTicks(unit: string): bigint {
  const name = unit.toLowerCase();
  if (name.startsWith('tick')) return 1n;
  if (name.startsWith('micro')) return 10n;
  if (name === 'ms' || name.startsWith('milli')) return TICKS_PER_MILLISECOND;
  if (name.startsWith('d')) return TICKS_PER_DAY;
  if (name.startsWith('h')) return 3600n * TICKS_PER_SECOND;
  return name.startsWith('m') ? 60n * TICKS_PER_SECOND : TICKS_PER_SECOND;
}

/** `[-][d.]hh:mm:ss[.fffffff]`, the form of .NET. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const seconds = size / TICKS_PER_SECOND;
  const days = seconds / 86_400n;
  const clock = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n].map(two).join(':');
  const rest = size % TICKS_PER_SECOND;
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(7, '0')}`;
  return `${ticks < 0n ? '-' : ''}${days === 0n ? '' : `${days}.`}${clock}${fraction}`;
}

/** Ticks times a real factor, to the nearest tick. */
export function scale(factor: number, ticks: bigint): bigint {
  return Number.isInteger(factor) ? BigInt(factor) * ticks : BigInt(Math.round(factor * Number(ticks)));
}

/** Quotient rounded towards minus infinity, so that times before 1970 fall into the right bin. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}

export function toDate(ticks: bigint): Date {
  return new Date(Number(floorDivide(ticks, TICKS_PER_MILLISECOND)));
}

export function fromDate(date: Date): bigint {
  return BigInt(date.getTime()) * TICKS_PER_MILLISECOND;
}
