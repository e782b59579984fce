import { huntingTables } from '../../../src/sandbox/hunting/hunting-tables.ts';
import type { Tenant } from '../../../src/sandbox/tenant/tenant.ts';

export type HuntedRow = Record<string, unknown>;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Text of a column; empty where there is none. */
export function textOf(row: HuntedRow, column: string): string {
  const value = row[column] ?? '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function timeOf(row: HuntedRow, column = 'Timestamp'): number {
  return Date.parse(textOf(row, column));
}

/** Values of these columns as one text, to tell rows by. */
export function keyOf(row: HuntedRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => textOf(row, column)));
}

export function groupedBy(rows: readonly HuntedRow[], columns: readonly string[]): Map<string, HuntedRow[]> {
  const groups = new Map<string, HuntedRow[]>();
  for (const row of rows) {
    const key = keyOf(row, columns);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Number of different values of a column. */
export function differing(rows: readonly HuntedRow[], column: string): number {
  return new Set(rows.map((row) => textOf(row, column))).size;
}

/** The last row. */
export function latest(rows: readonly HuntedRow[]): HuntedRow {
  return rows.reduce((last, row) => (textOf(row, 'Timestamp') > textOf(last, 'Timestamp') ? row : last));
}

/** The rows of the hunting tables of a tenant, read without any query. */
export function tablesOf(tenant: Tenant): (name: string) => readonly HuntedRow[] {
  const database = huntingTables(tenant);
  const read = new Map<string, readonly HuntedRow[]>();
  return (name) => {
    const rows = read.get(name) ?? [...(database[name]?.rows() ?? [])];
    read.set(name, rows);
    return rows;
  };
}
