const DAY = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
/** Days since 1970 -> their dates: a tenant has many moments of few days. */
const dates = new Map<number, string>();

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY).toISOString().slice(0, -'00:00:00.000Z'.length);
  if (dates.size >= 10_000) dates.clear();
  dates.set(day, date);
  return date;
}

/** The vendor's date-time text: UTC with seven fraction digits. `ticks` counts 100 ns within the millisecond, 0 to 9999. */
export function vendorTime(milliseconds: number, ticks = 0): string {
  const moment = Math.floor(milliseconds);
  const day = Math.floor(moment / DAY);
  const rest = moment - day * DAY;
  const seconds = Math.floor(rest / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const fraction = (rest - seconds * 1_000) * 10_000 + ticks;
  return `${dateOf(day)}${TWO_DIGITS[hours]}:${TWO_DIGITS[minutes - hours * 60]}:${TWO_DIGITS[seconds - minutes * 60]}.${String(fraction).padStart(7, '0')}Z`;
}

const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?)?(Z|[+-]\d{2}:\d{2})?$/i;

/**
 * Brings a date or date-time to the seven-digit UTC text, so that texts compare as moments; null when it is no date.
 * Takes the bare date and the odd `2018-08-01Z` too (exposed-apis-odata-samples.md).
 */
export function canonicalTime(text: string): string | null {
  const parts = SHAPE.exec(text);
  if (!parts) return null;
  const [, date = '', minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = parts;
  const milliseconds = Date.parse(`${date}T${minutes}:${seconds}${zone.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return null;
  return `${new Date(milliseconds).toISOString().slice(0, 20)}${fraction.slice(0, 7).padEnd(7, '0')}Z`;
}
