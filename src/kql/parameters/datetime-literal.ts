const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?(?:Z|([+-])(\d{2}):(\d{2})))?$/;

/** `2026-11-20T08:30:00.1234567Z` in UTC with seven digits, from a date or an instant in ISO 8601; null for anything else. */
export function utcInstant(text: string): string | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [, date = '', minute = '00:00', second = '00', fraction = '', sign, offsetHours = '00', offsetMinutes = '00'] =
    match;
  const local = new Date(`${date}T${minute}:${second}Z`);
  // A date such as 30 February is carried on into March, and so is midnight at the end of a day.
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 16) !== `${date}T${minute}`) return null;
  if (Number(offsetHours) > 14 || Number(offsetMinutes) > 59) return null;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const utc = new Date(local.getTime() - offset).toISOString().slice(0, -'.000Z'.length);
  // KQL counts from the year 1 to 9999.
  return /^(?!0000)\d{4}-/.test(utc) ? `${utc}.${fraction.padEnd(7, '0')}Z` : null;
}
