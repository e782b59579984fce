import type { RateLimit } from '../quota/sliding-window-log.ts';
import type { HttpResponse } from './http-message.ts';

/** What a 429 says. */
export interface Throttle {
  /** Until calls may be made again. */
  seconds: number;
  /** The allowance that was used up, where the text names it. */
  limit: RateLimit | null;
}

/** Seconds; the vendor's longest window is a day. */
const MAX_WAIT = 86_400;
/** Longer windows are not counted. */
const MAX_WINDOW_MS = 3_600_000;
/** Seconds where the answer says nothing: the vendor's shortest window. */
const DEFAULT_WAIT = 60;

/** Seconds until a call may be repeated, from a number of seconds or an HTTP date; undefined when it says neither. */
export function retryAfterSeconds(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Math.min(Number(header), MAX_WAIT);
  // Date.parse makes a date of nearly anything, of "1.5" too; an HTTP date begins with the day of the week.
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(header.trim()) ? Date.parse(header) : NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, Math.ceil((at - now) / 1000)), MAX_WAIT);
}

/** `maximum allowed 45 per 00:01:00`: calls per hours, minutes and seconds. */
function statedLimit(text: string): RateLimit | null {
  const [, calls, hours, minutes, seconds] = /allowed (\d{1,6}) per (\d\d):(\d\d):(\d\d)/.exec(text) ?? [];
  const milliseconds = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return Number(calls) > 0 && milliseconds > 0 && milliseconds <= MAX_WINDOW_MS
    ? { calls: Number(calls), milliseconds }
    : null;
}

const UNITS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600 };

/** `again in 14 minutes`: seconds; undefined where the text names no wait. */
function statedWait(text: string): number | undefined {
  const [, count, unit = ''] = /again in (\d{1,6}) (second|minute|hour)/i.exec(text) ?? [];
  return count === undefined ? undefined : Math.min(Number(count) * (UNITS[unit.toLowerCase()] ?? 1), MAX_WAIT);
}

/**
 * How long to wait after a 429, from its header or its text (common-errors.md); a minute where neither says, and at least
 * a second, since `0` is an invitation to be refused again.
 */
export function parseThrottle({ headers, body }: HttpResponse): Throttle {
  const limit = statedLimit(body);
  const seconds = retryAfterSeconds(headers['retry-after']) ?? statedWait(body) ?? DEFAULT_WAIT;
  return { seconds: Math.max(1, seconds), limit };
}
