import { stringify } from 'csv-stringify/sync';
import { RestError } from '../../../rest/rest-error.ts';

/** The forms in which an export is written, by media type. */
export const EXPORT_FORMATS = { jsonl: 'application/jsonl; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;
export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** Writes rows, given as JSON texts, as lines. */
export type LineWriter = (rows: readonly string[]) => string;

const cell = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

/**
 * Values of a row under the names of the columns, which the wire may spell in another letter case. Throws RestError
 * UPSTREAM_ERROR for what is no row, or is nested too deep to be written.
 */
function cellsOf(text: string, columns: readonly string[]): unknown[] {
  try {
    const row = JSON.parse(text) as Record<string, unknown>;
    const values = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
    return columns.map((name) => cell(values.get(name.toLowerCase())));
  } catch (cause) {
    throw new RestError('UPSTREAM_ERROR', 'Defender sent a row that cannot be written as CSV.', { cause });
  }
}

/** RFC 4180 with a line of names; what a spreadsheet would take for a formula is written so that it does not. */
function csvWriter(columns: readonly string[]): LineWriter {
  let header = stringify([[...columns]], { record_delimiter: '\r\n' });
  return (rows) => {
    const cells = rows.map((row) => cellsOf(row, columns));
    const lines = stringify(cells, {
      record_delimiter: '\r\n',
      escape_formulas: true,
      cast: { boolean: (value) => String(value) },
    });
    const text = header + lines;
    header = '';
    return text;
  };
}

/** What writes the lines of an export. */
export function lineWriter(format: ExportFormat, columns: readonly string[]): LineWriter {
  if (format === 'csv') return csvWriter(columns);
  return (rows) => rows.map((row) => `${row}\n`).join('');
}
