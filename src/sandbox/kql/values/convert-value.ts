import type { Json, KqlType, Value } from './kql-value.ts';
import { formatDatetime, formatTimespan, parseDatetime, parseTimespan } from './ticks.ts';

/** A cell as Kusto's tostring() gives it; null becomes empty text. */
export function toText(value: Value, type: KqlType): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return type === 'timespan' ? formatTimespan(value) : formatDatetime(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return typeof value === 'object' ? JSON.stringify(value) : numberText(value);
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

/** A cell as member of a dynamic: datetimes and timespans turn into text. */
export function toJson(value: Value, type: KqlType): Json {
  return typeof value === 'bigint' ? toText(value, type) : value;
}

/** A cell converted to another type, null (or empty text) where it cannot be, as tolong() and its like do. */
export function convertValue(value: Value, from: KqlType, to: KqlType): Value {
  if (to === 'string') return toText(value, from);
  if (value === null || from === to) return value;
  switch (to) {
    case 'dynamic':
      return toJson(value, from);
    case 'bool':
      return toBool(value);
    case 'datetime':
      return toTicks(value, from, 'datetime');
    case 'timespan':
      return toTicks(value, from, 'timespan');
    case 'guid':
      return toGuid(toText(value, from));
    default:
      return toNumber(value, to);
  }
}

function toBool(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = String(value).trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

function toTicks(value: Value, from: KqlType, to: 'datetime' | 'timespan'): bigint | null {
  if (typeof value === 'bigint') return from === to ? value : null;
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  if (typeof value !== 'string') return null;
  return to === 'datetime' ? parseDatetime(value) : parseTimespan(value);
}

function toGuid(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\{|\}$/g, '')
    .toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(bare) ? bare : null;
}

function toNumber(value: Value, to: KqlType): number | null {
  const whole = to === 'long' || to === 'int';
  if (typeof value === 'boolean') return value ? 1 : 0;
  // A datetime counts ticks from the year 1 in Kusto, a timespan from zero; only the latter converts usefully.
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'object') return null;
  if (typeof value === 'number') return whole && Number.isFinite(value) ? Math.trunc(value) : value;
  const text = value.trim();
  if (/^0x[0-9a-f]+$/i.test(text)) return Number.parseInt(text, 16);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  // tolong('1.5') is null in Kusto while tolong(1.5) is 1.
  return whole && !Number.isInteger(number) ? null : number;
}

/** A cell of a table row given as JSON, in the inner form of its column's type. */
export function fromSource(value: unknown, type: KqlType): Value {
  if (value === null || value === undefined) return type === 'string' ? '' : null;
  if (type === 'dynamic') return value as Json;
  const json = value as Json;
  if (type === 'string') return typeof json === 'string' ? json : JSON.stringify(json);
  if (type === 'datetime')
    return value instanceof Date ? parseDatetime(value.toISOString()) : toTicks(json, 'string', type);
  return convertValue(json, typeof json === 'string' ? 'string' : type, type);
}

/** A cell as the service answers it: a bool is 0 or 1, a datetime ISO text, a dynamic nested JSON. */
export function toAnswer(value: Value, type: KqlType): Json {
  if (typeof value === 'boolean' && type === 'bool') return value ? 1 : 0;
  if (typeof value === 'number' && !Number.isFinite(value)) return numberText(value);
  return toJson(value, type);
}
