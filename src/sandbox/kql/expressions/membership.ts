import { comparableType, coerced } from './comparison.ts';
import { convertValue, toText } from '../values/convert-value.ts';
import { hasTerm } from './text-match.ts';
import { cellKey, isNumeric, type KqlType, type Relation, type Row, type Value } from '../values/kql-value.ts';
import { constant, type Compiled, type QueryContext } from '../syntax/scope.ts';

/** One member of an `in (...)` list: a value, a dynamic array, or the first column of a table. */
export type Candidate = { value: Compiled } | { table: Relation };

/** `in`, `!in`, `in~`, `!in~`; a table is read once per query. */
export function membership(
  left: Compiled,
  candidates: Candidate[],
  ignoreCase: boolean,
  negated: boolean,
  context: QueryContext,
): Compiled['run'] {
  // A dynamic on the left is compared as text, like the values of the list.
  const type: KqlType = left.type === 'dynamic' ? 'string' : left.type;
  const read = coerced(left, type);
  const key = (value: Value): string => {
    const cell = type === 'bool' && typeof value === 'number' ? value !== 0 : value;
    return ignoreCase && typeof cell === 'string' ? cellKey(cell.toLowerCase()) : cellKey(cell);
  };
  const keysOf = (row: Row): Set<string> => new Set(flatten(candidates, type, row, context).map(key));
  const fixed = candidates.every((one) => 'table' in one || one.value.constant);
  let once: Set<string> | undefined;
  return (row) => {
    const keys = fixed ? (once ??= keysOf(row)) : keysOf(row);
    const cell = read(row);
    return (cell !== null && keys.has(key(cell))) !== negated;
  };
}

/** `has_any` and `has_all`, never sensitive to letter case. */
export function hasTerms(
  left: Compiled,
  candidates: Candidate[],
  all: boolean,
  context: QueryContext,
): Compiled['run'] {
  const termsOf = (row: Row): string[] =>
    flatten(candidates, 'string', row, context).map((term) => String(term).toLowerCase());
  const fixed = candidates.every((one) => 'table' in one || one.value.constant);
  let once: string[] | undefined;
  return (row) => {
    const text = toText(left.run(row), left.type).toLowerCase();
    const terms = fixed ? (once ??= termsOf(row)) : termsOf(row);
    return all ? terms.every((term) => hasTerm(text, term)) : terms.some((term) => hasTerm(text, term));
  };
}

function flatten(candidates: Candidate[], type: KqlType, row: Row, context: QueryContext): Value[] {
  return candidates.flatMap((candidate) => {
    if ('table' in candidate) return firstColumn(candidate.table, type, context);
    const { value, from } = { value: candidate.value.run(row), from: candidate.value.type };
    // A dynamic without a value is a list without members.
    if (value === null && from === 'dynamic') return [];
    const members = from === 'dynamic' && Array.isArray(value) ? value : [value];
    return members.map((member) => inType(member, from, type));
  });
}

function firstColumn(table: Relation, type: KqlType, context: QueryContext): Value[] {
  const from = table.columns[0]?.type ?? 'dynamic';
  comparableType(type, from);
  const values: Value[] = [];
  for (const row of table.rows()) {
    context.budget.spend();
    values.push(inType(row[0] ?? null, from, type));
  }
  return values;
}

function inType(value: Value, from: KqlType, type: KqlType): Value {
  if (from === type || (isNumeric(from) && isNumeric(type))) return value;
  comparableType(type, from);
  return coerced(constant(from, value), type)([]) ?? convertValue(null, from, type);
}
