/** Ticks of 100 ns, the unit of KQL. */
const SECOND = 10_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;
const MAX_TICKS = 2n ** 63n - 1n;

const ISO =
  /^(-)?P(?=[\dT])(?:(\d{1,8})W)?(?:(\d{1,8})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,11})M)?(?:(\d{1,12})(?:\.(\d{1,7}))?S)?)?$/;
const CLOCK = /^(-)?(?:(\d{1,8})\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;
const AMOUNT = /^(-)?(\d{1,19})(?:\.(\d{1,7}))? ?([a-z]+)$/;

/** The suffixes of KQL's own parser but for those of nanoseconds. */
const UNITS: readonly (readonly [bigint, readonly string[]])[] = [
  [DAY, ['d', 'day', 'days']],
  [HOUR, ['h', 'hr', 'hrs', 'hour', 'hours']],
  [MINUTE, ['m', 'min', 'minute', 'minutes']],
  [SECOND, ['s', 'sec', 'second', 'seconds']],
  [10_000n, ['ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds']],
  [10n, ['micro', 'micros', 'microsec', 'microsecond', 'microseconds']],
  [1n, ['tick', 'ticks']],
];

const fractionTicks = (fraction = ''): bigint => BigInt(fraction.padEnd(7, '0'));

/** Ticks of an ISO 8601 duration without years and months, `PT1.5S` and `P1W2D` included; null for any other text. */
export function isoTicks(text: string): bigint | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, fraction] = match;
  const whole = (BigInt(weeks) * 7n + BigInt(days)) * DAY + BigInt(hours) * HOUR + BigInt(minutes) * MINUTE;
  const ticks = whole + BigInt(seconds) * SECOND + fractionTicks(fraction);
  return sign === undefined ? ticks : -ticks;
}

function clockTicks(text: string): bigint | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0, fraction] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const whole = BigInt(days) * DAY + BigInt(hours) * HOUR + BigInt(minutes) * MINUTE + BigInt(seconds) * SECOND;
  const ticks = whole + fractionTicks(fraction);
  return sign === undefined ? ticks : -ticks;
}

function amountTicks(text: string): bigint | null {
  const match = AMOUNT.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction, suffix = ''] = match;
  const unit = UNITS.find(([, suffixes]) => suffixes.includes(suffix))?.[0];
  if (unit === undefined) return null;
  const scaled = (BigInt(whole) * SECOND + fractionTicks(fraction)) * unit;
  // Parts of a tick cannot be written.
  if (scaled % SECOND !== 0n) return null;
  return sign === undefined ? scaled / SECOND : -scaled / SECOND;
}

/**
 * `[-]d.hh:mm:ss.fffffff` from a duration in ISO 8601 without years and months (`P7D`, `PT1H30M`), from KQL's clock
 * (`1.02:03:04`) or from an amount with its unit (`30m`); null for anything else.
 */
export function clockTime(text: string): string | null {
  const ticks = isoTicks(text) ?? clockTicks(text) ?? amountTicks(text);
  const size = ticks !== null && ticks < 0n ? -ticks : ticks;
  if (ticks === null || size === null || size > MAX_TICKS) return null;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const clock = [(size / HOUR) % 24n, (size / MINUTE) % 60n, (size / SECOND) % 60n].map(two).join(':');
  return `${ticks < 0n ? '-' : ''}${size / DAY}.${clock}.${String(size % SECOND).padStart(7, '0')}`;
}
