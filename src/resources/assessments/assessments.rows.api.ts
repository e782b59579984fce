import type { Context } from '../../context.ts';
import type { RestPage } from '../../rest/paging/list-page.ts';
import { readTokenPage, type TokenWindow } from '../../rest/paging/token-page.ts';
import type { Assessment } from './assessments.api.ts';

/** What the rows of an assessment may be asked by besides their page. */
export interface AssessmentOptions {
  /** ISO 8601; the changes of vulnerabilities alone take it, and need it. */
  sinceTime?: string;
}

/** Typed as text by the tables of the pages, and as lists by their examples. */
const LISTS = [
  'recommendedValue',
  'currentValue',
  'source',
  'keyUsageArray',
  'extendedKeyUsageArray',
  'diskPaths',
  'registryPaths',
] as const;

type Row = Record<string, unknown>;

/** A row in which what may come as one value or as a list of them is a list. */
function withLists<T>(row: T): T {
  const values = row as Row;
  for (const name of LISTS) {
    const value = values[name];
    if (typeof value === 'string') values[name] = value === '' ? [] : [value];
  }
  // A list of texts by the table, of objects by the example (get-assessment-browser-extensions.md).
  const { permissions } = values;
  if (Array.isArray(permissions)) {
    values.permissions = permissions.map((one: unknown) => (typeof one === 'string' ? { id: one } : one));
  }
  return row;
}

/** A page of an assessment. Throws RestError. */
export async function listAssessment<T>(
  { rest }: Context,
  { rows }: Assessment,
  window: TokenWindow,
  { sinceTime }: AssessmentOptions = {},
): Promise<RestPage<T>> {
  const page = await readTokenPage<T>(rest, rows, window, { sinceTime });
  for (const row of page.rows) withLists(row);
  return page;
}
