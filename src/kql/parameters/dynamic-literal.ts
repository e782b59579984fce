import { LiteralError } from './literal-error.ts';
import { quote } from './quote.ts';

const MAX_DEPTH = 32;

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new LiteralError('holds a number that is not finite; JSON has none');
  // A long of KQL that JavaScript has rounded; numbers beyond a long are reals to both.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 2 ** 63) {
    throw new LiteralError('holds an integer beyond 2^53, which is no longer exact; write it as a text');
  }
  return JSON.stringify(value);
}

function writeText(value: string): string {
  const text = quote(value);
  if (text === null) throw new LiteralError('holds half of a surrogate pair; write whole characters');
  return text;
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new LiteralError(`is nested deeper than ${MAX_DEPTH} levels; flatten it`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'number') return writeNumber(value);
  if (Array.isArray(value)) return `[${value.map((member) => write(member, depth + 1)).join(',')}]`;
  if (typeof value !== 'object') throw new LiteralError('holds something that is no JSON');
  const pairs = Object.entries(value).map(([key, member]) => `${writeText(key)}:${write(member, depth + 1)}`);
  return `{${pairs.join(',')}}`;
}

/** A JSON value as JSON that is at once KQL, its texts escaped as those of KQL; throws LiteralError. */
export function dynamicJson(value: unknown): string {
  return write(value, 0);
}
