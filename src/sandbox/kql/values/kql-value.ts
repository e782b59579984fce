/** Scalar types of the Kusto language that the sandbox knows. */
export type KqlType =
  'string' | 'long' | 'int' | 'real' | 'decimal' | 'bool' | 'datetime' | 'timespan' | 'guid' | 'dynamic';

export type Json = string | number | boolean | null | Json[] | { [member: string]: Json };

/** A cell: datetime and timespan are bigint ticks of 100 ns, a string is never null, everything else is plain JSON. */
export type Value = Json | bigint;

export type Row = readonly Value[];

export interface Column {
  name: string;
  type: KqlType;
}

/**
 * Rows that have not this text in this column will be dropped: anyone who makes rows may leave them out, and need not.
 */
export interface RowHint {
  column: string;
  /** Never empty. */
  text: string;
}

/** Rows with their columns; `rows` may be called several times and yields lazily. */
export interface Relation {
  columns: Column[];
  rows: (hint?: RowHint) => Iterable<Row>;
}

/** A table as its owner hands it over: rows are plain objects, datetimes ISO text. */
export interface KqlTable {
  columns: Column[];
  rows: (hint?: RowHint) => Iterable<Record<string, unknown>>;
}

export type KqlDatabase = Record<string, KqlTable>;

/** A query that cannot be run; `message` is worded like the real service's. */
export class KqlError extends Error {
  override name = 'KqlError';
}

/** .NET names of the answer's Schema; the service types a bool as SByte and sends 0 or 1. */
export const DOT_NET_TYPES: Record<KqlType, string> = {
  string: 'String',
  long: 'Int64',
  int: 'Int32',
  real: 'Double',
  decimal: 'SqlDecimal',
  bool: 'SByte',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  guid: 'Guid',
  dynamic: 'Object',
};

/** The empty cell of a column: strings have no null in Kusto. */
export function emptyValue(type: KqlType): Value {
  return type === 'string' ? '' : null;
}

export function isNumeric(type: KqlType): boolean {
  return type === 'long' || type === 'int' || type === 'real' || type === 'decimal';
}

/** Text that is equal exactly for equal cells, for use as a key of a Map or Set. */
export function cellKey(value: Value): string {
  switch (typeof value) {
    case 'string':
      return `s${value}`;
    case 'bigint':
      return `t${value}`;
    case 'object':
      return `j${JSON.stringify(value)}`;
    default:
      return `n${value}`;
  }
}

export function rowKey(values: readonly Value[]): string {
  // Lengths keep ('a', 'b') apart from cells that contain the separator.
  return values.map((value) => cellKey(value)).reduce((key, cell) => `${key}${cell.length}:${cell}`, '');
}

/** Order of two non-null cells of one type: negative, zero or positive; text by code unit. */
export function compareValues(left: Value, right: Value): number {
  if (typeof left === 'object' || typeof right === 'object')
    return compareText(JSON.stringify(left), JSON.stringify(right));
  if (typeof left === typeof right) return left < right ? -1 : left > right ? 1 : 0;
  return compareText(String(left), String(right));
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
