import { setImmediate } from 'node:timers/promises';
import { parse } from 'lossless-json';
import type { WholeRows } from '../../../graphql/connection/connection.ts';
import type { Operation } from '../../../rest/operation.ts';
import type { RowBuffer, RowSegment } from '../../../rest/http/row-buffer.ts';
import { UnreadableRow } from '../../../rest/rows/row-validation.ts';
import { isObject } from '../../../rest/rows/read-value.ts';
import { RestError } from '../../../rest/rest-error.ts';
import type { HuntingColumn, HuntingRow } from '../hunting.type.ts';

/** A number, or what may be one inside a text, of so many digits that JavaScript may not hold it. */
const LONG_NUMBER = /[:[,]\s*-?\d{16}/;

/** Whole numbers that JavaScript would round stay text. */
function exactNumber(text: string): number | string {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? text : value;
}

/** Whether brackets stand within more brackets than anyone writes; what is made of them would overflow elsewhere. */
function isTooDeep(text: string): boolean {
  let [depth, inText] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inText && character === '\\') at += 1;
    else if (character === '"') inText = !inText;
    else if (inText) continue;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The value of a JSON text. Throws SyntaxError, and RangeError where it is nested too deep. */
function parseExactly(text: string): unknown {
  if (isTooDeep(text)) throw new RangeError(`The text is nested deeper than ${MAX_DEPTH} levels.`);
  return LONG_NUMBER.test(text) ? parse(text, undefined, exactNumber) : JSON.parse(text);
}

const MAX_DEPTH = 100;
/** Characters of a row that is parsed: a longer one would hold up everybody else. */
const MAX_ROW_LENGTH = 4 * 1024 * 1024;

type Read = (value: unknown) => unknown;

const asBoolean: Read = (value) => (value === 0 || value === 1 ? value === 1 : value);
const asWholeNumber: Read = (value) =>
  typeof value === 'string' && /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value;
const asNumber: Read = (value) => (typeof value === 'string' && /^-?\d/.test(value) ? Number(value) : value);

/** Objects and lists may come as their JSON text; any other text is a value of its own. */
function asDynamic(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseExactly(value);
  } catch {
    return value;
  }
}

/** The vendor's names of types (run-advanced-query-api.md shows .NET's) to how a value of them is read; others stay. */
const READERS: ReadonlyMap<string, Read> = new Map([
  ...['sbyte', 'bool', 'boolean'].map((type) => [type, asBoolean] as const),
  ...['int32', 'int', 'int64', 'long'].map((type) => [type, asWholeNumber] as const),
  ...['double', 'real', 'decimal'].map((type) => [type, asNumber] as const),
  ...['object', 'dynamic'].map((type) => [type, asDynamic] as const),
]);

/** The object that a row is; null for anything else, which cannot be shown. */
function parseRow(text: string): Record<string, unknown> | null {
  try {
    const row = parseExactly(text);
    return isObject(row) ? (row as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The parts without the rows after the first `most`. */
function firstOf(parts: readonly RowBuffer[], max: number): RowBuffer[] {
  let left = max;
  return parts.map((part) => {
    const first = part.first(Math.max(0, left));
    left -= part.length;
    return first;
  });
}

/** Milliseconds of parsing after which the event loop is yielded. */
const YIELD_AFTER_MS = 20;

function checkLengths(texts: readonly string[]): void {
  if (texts.every(({ length }) => length <= MAX_ROW_LENGTH)) return;
  throw new RestError(
    'COST_LIMIT_EXCEEDED',
    `A row of more than ${MAX_ROW_LENGTH} characters is too large to be shown: project fewer or shorter columns.`,
  );
}

/** The rows of a hunt, kept as their JSON text; what is looked at is read from it by `read`. */
export class HuntRows implements WholeRows<string> {
  readonly length: number;
  readonly #parts: readonly RowBuffer[];
  readonly #columns: readonly (readonly [string, Read])[];
  readonly #operation: Operation;

  /** The first `most` rows of all parts, in their order, as the operation answered them. */
  constructor(parts: readonly RowBuffer[], columns: readonly HuntingColumn[], max: number, operation: Operation) {
    this.#operation = operation;
    this.#parts = firstOf(parts, max);
    this.#columns = columns.map(
      ({ name, type }) => [name, READERS.get(type.toLowerCase()) ?? ((value) => value)] as const,
    );
    this.length = this.#parts.reduce((sum, { length }) => sum + length, 0);
  }

  /** The rows as they stand in memory. */
  get segments(): readonly RowSegment[] {
    return this.#parts.flatMap(({ segments }) => segments);
  }

  /** Bytes in memory. */
  get bytes(): number {
    return this.#parts.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** As that of arrays, for places that are not negative. */
  slice(start = 0, end = this.length): string[] {
    const texts: string[] = [];
    const last = Math.min(end, this.length);
    let before = 0;
    for (const part of this.#parts) {
      if (start < before + part.length && before < last) {
        texts.push(...part.slice(Math.max(0, start - before), last - before));
      }
      before += part.length;
    }
    return texts;
  }

  /**
   * Rows with their values in the types of their columns; one that is no JSON object stands as an UnreadableRow in its
   * place. Throws COST_LIMIT_EXCEEDED for a text too long to be shown.
   */
  async read(texts: readonly string[]): Promise<(HuntingRow | UnreadableRow)[]> {
    checkLengths(texts);
    const rows: (HuntingRow | UnreadableRow)[] = [];
    let turn = performance.now();
    for (const text of texts) {
      const row = parseRow(text);
      rows.push(row === null ? this.#odd() : { values: this.#typed(row) });
      if (performance.now() - turn < YIELD_AFTER_MS) continue;
      await setImmediate();
      turn = performance.now();
    }
    return rows;
  }

  #odd(): UnreadableRow {
    return new UnreadableRow(this.#operation, null, 'it is no JSON object');
  }

  #typed(row: Record<string, unknown>): Record<string, unknown> {
    // Annotations such as `Size@odata.type` tell what the columns tell.
    const named = Object.entries(row).filter(([name]) => !name.includes('@odata.'));
    const valueOf = (name: string): unknown => (Object.hasOwn(row, name) ? (row[name] ?? null) : null);
    const typed = this.#columns.map(([name, read]) => [name, read(valueOf(name))] as const);
    return { ...Object.fromEntries(named), ...Object.fromEntries(typed) };
  }
}
