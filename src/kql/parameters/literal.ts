import { utcInstant } from './datetime-literal.ts';
import { dynamicJson } from './dynamic-literal.ts';
import { LiteralError } from './literal-error.ts';
import type { KqlParameterType } from './parameter.ts';
import { quote } from './quote.ts';
import { clockTime } from './timespan-literal.ts';

const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Write = (value: unknown) => string | null;

/** The same of a text, and null for anything else. */
function ofText(write: (text: string) => string | null): Write {
  return (value) => (typeof value === 'string' ? write(value) : null);
}

function long(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(BigInt(value)) : null;
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return null;
  const exact = BigInt(value);
  return exact >= INT64.least && exact <= INT64.most ? String(exact) : null;
}

function real(value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Object.is(value, -0) ? '-0' : String(value);
}

function guid(text: string): string | null {
  const lower = text.toLowerCase();
  return GUID.test(lower) ? lower : null;
}

/** What stands between the brackets of `long(…)`, and what it is made of. */
const TYPED: Record<Exclude<KqlParameterType, 'STRING'>, { write: Write; takes: string }> = {
  LONG: { write: long, takes: 'an integer, beyond 2^53 as a text of digits, such as 4711 or "9007199254740993"' },
  REAL: { write: real, takes: 'a finite number, such as 0.75' },
  BOOL: { write: (value) => (typeof value === 'boolean' ? String(value) : null), takes: 'true or false' },
  DATETIME: {
    write: ofText(utcInstant),
    takes: 'a date or an instant with its zone in ISO 8601, such as "2026-11-20" or "2026-11-20T08:30:00.1234567Z"',
  },
  TIMESPAN: { write: ofText(clockTime), takes: 'a text such as "P7D", "PT1H30M", "1.02:03:04" or "30m"' },
  GUID: { write: ofText(guid), takes: 'a text such as "74be27de-1e4e-49d9-b579-fe0b331d3642"' },
  DYNAMIC: { write: dynamicJson, takes: 'any JSON' },
};

function text(value: unknown): string {
  // KQL has no null of this type: its empty text is what is null.
  if (value === null) return '""';
  if (typeof value !== 'string') throw new LiteralError('is a STRING, which takes a text; write it in quotes');
  const quoted = quote(value);
  if (quoted === null) throw new LiteralError('holds half of a surrogate pair; write whole characters');
  return quoted;
}

/**
 * A literal of KQL that is the value, whatever is in it: `"a\"b"`, `long(5)`, `timespan(1.02:03:04.0000000)`,
 * `dynamic(["a"])`, `guid(null)`. Throws LiteralError.
 */
export function literalOf(type: KqlParameterType, value: unknown): string {
  if (value === undefined) throw new LiteralError('is missing; write null for a null');
  if (type === 'STRING') return text(value);
  const { write, takes } = TYPED[type];
  const written = value === null ? 'null' : write(value);
  if (written === null) throw new LiteralError(`is a ${type}, which takes ${takes}`);
  return `${type.toLowerCase()}(${written})`;
}
