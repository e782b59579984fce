import type { FilterKind } from '../operation.ts';
import { RestError } from '../rest-error.ts';

type Scalar = string | number | boolean;
type Operator = 'eq' | 'ne' | 'in' | 'gt' | 'ge' | 'lt' | 'le' | 'startsWith';
/** Property -> operator -> value, joined with and. */
export type Where = Readonly<Record<string, Readonly<Partial<Record<Operator, Scalar | readonly Scalar[] | null>>>>>;
/** Neither `in` nor `or` is documented, so how a choice of values is written depends on what the server accepts. */
export type InDialect = 'in' | 'or';

/** Written without quotes, hence checked: nothing but such a value may stand there. */
const UNQUOTED = {
  number: { form: /^-?\d+(\.\d+)?$/, name: 'a number' },
  date: { form: /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/, name: 'a date-time' },
  boolean: { form: /^(true|false)$/i, name: 'true or false' },
} as const;

/** An OData string: in single quotes, quotes inside doubled. */
export function quoted(value: Scalar): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}

function literal(property: string, kind: FilterKind, value: Scalar): string {
  if (kind === 'text' || kind === 'tags') return quoted(value);
  const { form, name } = UNQUOTED[kind];
  if (!form.test(String(value))) throw new RestError('BAD_USER_INPUT', `where.${property}: ${name} is needed.`);
  return kind === 'boolean' ? String(value).toLowerCase() : String(value);
}

/** One of several values: `eq` for a single one, else as the dialect says. */
function anyOf(property: string, kind: FilterKind, values: readonly Scalar[], dialect: InDialect): string {
  const literals = values.map((value) => literal(property, kind, value));
  if (literals.length === 1) return `${property} eq ${literals[0]}`;
  return dialect === 'in'
    ? `${property} in (${literals.join(',')})`
    : `(${literals.map((text) => `${property} eq ${text}`).join(' or ')})`;
}

function condition(
  property: string,
  kind: FilterKind,
  operator: string,
  value: Scalar | readonly Scalar[],
  dialect: InDialect,
) {
  if (operator === 'in') return anyOf(property, kind, value as readonly Scalar[], dialect);
  const text = literal(property, kind, value as Scalar);
  if (kind === 'tags') return `${property}/any(tag: tag eq ${text})`;
  return operator === 'startsWith' ? `startswith(${property},${text})` : `${property} ${operator} ${text}`;
}

/**
 * `$filter` text of plain values; undefined when there is nothing to filter by. Throws for a property that the
 * operation does not declare, as a filter left out would widen the answer (exposed-apis-odata-samples.md).
 */
export function filterText(
  where: Where,
  properties: Readonly<Record<string, FilterKind>>,
  dialect: InDialect,
): string | undefined {
  const undeclared = Object.keys(where).find((property) => !Object.hasOwn(properties, property));
  // Left out, it would widen the answer without a word.
  if (undeclared !== undefined) throw new Error(`The operation declares no filter by ${undeclared}.`);
  const conditions: string[] = [];
  // In the order of the declaration, so that the same question is the same text.
  for (const [property, kind] of Object.entries(properties)) {
    for (const [operator, value] of Object.entries(where[property] ?? {})) {
      if (value != null) conditions.push(condition(property, kind, operator, value, dialect));
    }
  }
  return conditions.length === 0 ? undefined : conditions.join(' and ');
}

/** Whether the text of a filter depends on the dialect. */
export function hasInOperator(where: Where): boolean {
  return Object.values(where).some((operators) => Array.isArray(operators.in) && operators.in.length > 1);
}
