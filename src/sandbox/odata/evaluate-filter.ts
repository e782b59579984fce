import { odataError } from '../wire/errors.ts';
import type { Filter, Literal, Operator } from './parse-filter.ts';
import type { FilterableProperties, PropertyKind } from './properties.ts';

export type Predicate = (row: Readonly<Record<string, unknown>>) => boolean;

/** What the service understands beyond the documented operators. */
export interface FilterAbilities {
  in: boolean;
  or: boolean;
  /** Passed over, it lets every row through. */
  le: boolean | 'ignored';
}

/**
 * Turns a filter into a test of rows. Property names match in any letter case, values exactly. Throws an ODataError for
 * a property that cannot be filtered, operands that do not fit, or an operator the service is told not to know.
 */
export function compileFilter(
  filter: Filter,
  properties: FilterableProperties,
  abilities: FilterAbilities,
  entityType: string,
): Predicate {
  const names = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  const property = (path: string) => {
    const name = names.get(path.toLowerCase());
    const kind = name === undefined ? undefined : properties[name];
    if (name === undefined || kind === undefined) {
      throw odataError(`Could not find a property named '${path}' on type '${entityType}' that supports filtering.`);
    }
    return { name, kind };
  };

  // Inside any(), the element under test is a row with the empty name.
  const compile = (node: Filter, variable: string | null): Predicate => {
    const scalar = (path: string) => {
      if (path === variable) return { name: '', kind: 'string' as const };
      const found = property(path);
      if (found.kind === 'collection') throw odataError(`Property '${found.name}' is a collection: use any().`);
      return found;
    };
    switch (node.kind) {
      case 'and':
      case 'or': {
        if (node.kind === 'or' && !abilities.or) throw odataError("The operator 'or' is not supported.");
        const left = compile(node.left, variable);
        const right = compile(node.right, variable);
        return node.kind === 'and' ? (row) => left(row) && right(row) : (row) => left(row) || right(row);
      }
      case 'compare': {
        const { name, kind } = scalar(node.path);
        if (node.operator === 'le' && abilities.le === false) throw odataError("The operator 'le' is not supported.");
        if (node.operator === 'le' && abilities.le === 'ignored') return () => true;
        const test = comparison(kind, node.operator, node.literal);
        return (row) => test(row[name]);
      }
      case 'in': {
        if (!abilities.in) throw odataError("The operator 'in' is not supported.");
        const { name, kind } = scalar(node.path);
        const tests = node.literals.map((literal) => comparison(kind, 'eq', literal));
        const values = new Set<unknown>(node.literals.map((literal) => literal.value));
        return kind === 'string' || kind === 'number'
          ? (row) => values.has(row[name])
          : (row) => tests.some((test) => test(row[name]));
      }
      case 'startswith': {
        const { name, kind } = scalar(node.path);
        if (kind !== 'string') throw mismatch(kind, 'string', 'startswith');
        // The service ignores case here, as its search by name does.
        const prefix = node.prefix.toLowerCase();
        return (row) =>
          String(row[name] ?? '')
            .toLowerCase()
            .startsWith(prefix);
      }
      case 'any': {
        const { name, kind } = property(node.path);
        if (kind !== 'collection') throw odataError(`Any may only be used on a collection; '${name}' is none.`);
        const inner = node.inner ? compile(node.inner, node.variable) : () => true;
        return (row) => asArray(row[name]).some((item) => inner({ '': item }));
      }
    }
  };
  return compile(filter, null);
}

function comparison(kind: PropertyKind, operator: Operator, literal: Literal): (value: unknown) => boolean {
  const fits = literal.type === 'null' || kind === literal.type || (kind === 'flexible' && literal.type !== 'date');
  if (!fits) throw mismatch(kind, literal.type, operator);
  const wanted = kind === 'flexible' && literal.value !== null ? String(literal.value) : literal.value;
  const read =
    kind === 'flexible' ? (value: unknown) => (value === null ? null : String(value)) : (value: unknown) => value;
  const test = TESTS[operator];
  return (value) => test(read(value), wanted);
}

type Ordered = string | number | boolean;

// Nothing is above or below null.
const ordered =
  (test: (value: Ordered, wanted: Ordered) => boolean) =>
  (value: unknown, wanted: Literal['value']): boolean =>
    value !== null && value !== undefined && wanted !== null && test(value as Ordered, wanted);

const TESTS: Readonly<Record<Operator, (value: unknown, wanted: Literal['value']) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  ne: (value, wanted) => value !== wanted,
  gt: ordered((value, wanted) => value !== wanted && !(value < wanted)),
  ge: ordered((value, wanted) => !(value < wanted)),
  lt: ordered((value, wanted) => value < wanted),
  le: ordered((value, wanted) => value === wanted || value < wanted),
};

function mismatch(kind: PropertyKind, literal: string, operator: string) {
  return odataError(
    `A binary operator with incompatible types was detected. Found operand types '${kind}' and '${literal}' for '${operator}'.`,
  );
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
