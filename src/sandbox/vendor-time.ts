/** The vendor's date-time text: UTC with seven fraction digits. `ticks` counts 100 ns within the millisecond, 0 to 9999. */
export function vendorTime(milliseconds: number, ticks = 0): string {
  const text = new Date(Math.floor(milliseconds)).toISOString();
  return `${text.slice(0, -1)}${String(ticks).padStart(4, '0')}Z`;
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
