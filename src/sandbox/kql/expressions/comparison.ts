import { convertValue } from '../values/convert-value.ts';
import { compareValues, isNumeric, KqlError, type KqlType, type Value } from '../values/kql-value.ts';
import type { Compiled } from '../syntax/scope.ts';

const TESTS: Record<string, { whenOneNull: boolean | null; test: (order: number) => boolean }> = {
  EqualExpression: { whenOneNull: false, test: (order) => order === 0 },
  NotEqualExpression: { whenOneNull: true, test: (order) => order !== 0 },
  LessThanExpression: { whenOneNull: null, test: (order) => order < 0 },
  LessThanOrEqualExpression: { whenOneNull: null, test: (order) => order <= 0 },
  GreaterThanExpression: { whenOneNull: null, test: (order) => order > 0 },
  GreaterThanOrEqualExpression: { whenOneNull: null, test: (order) => order >= 0 },
};

/** `==`, `!=`, `<` and so on by the parser's name of the node, or null when the node is none of them. */
export function comparison(kind: string, left: Compiled, right: Compiled): Compiled['run'] | null {
  const rule = TESTS[kind];
  if (!rule) return null;
  const type = comparableType(left.type, right.type);
  const read = [coerced(left, type), coerced(right, type)] as const;
  return (row) => {
    const one = read[0](row);
    const other = read[1](row);
    // Two nulls are neither equal nor different in Kusto; one null is different from any value.
    if (one === null || other === null) return one === other ? null : rule.whenOneNull;
    return rule.test(compareValues(one, other));
  };
}

/** `between` and `!between`; an upper bound given as a timespan counts from the lower one. */
export function between(value: Compiled, from: Compiled, to: Compiled, negated: boolean): Compiled['run'] {
  const relative = to.type === 'timespan' && value.type === 'datetime';
  const type = comparableType(value.type, from.type);
  const read = coerced(value, type);
  const low = coerced(from, type);
  const high: Compiled['run'] = relative ? (row) => addTicks(low(row), to.run(row)) : coerced(to, type);
  return (row) => {
    const cell = read(row);
    const bounds = [low(row), high(row)] as const;
    if (cell === null || bounds[0] === null || bounds[1] === null) return null;
    return (compareValues(cell, bounds[0]) >= 0 && compareValues(cell, bounds[1]) <= 0) !== negated;
  };
}

function addTicks(one: Value, other: Value): Value {
  return typeof one === 'bigint' && typeof other === 'bigint' ? one + other : null;
}

/** The type in which two cells are compared; throws KqlError where the service refuses to compare. */
export function comparableType(left: KqlType, right: KqlType): KqlType {
  if (left === right) return left;
  if (left === 'dynamic') return right;
  if (right === 'dynamic') return left;
  const plain = (type: KqlType): boolean => isNumeric(type) || type === 'bool';
  if (plain(left) && plain(right)) return 'real';
  if ((left === 'guid' && right === 'string') || (left === 'string' && right === 'guid')) return 'guid';
  throw new KqlError(`Semantic error: Cannot compare values of types ${left} and ${right}. Try adding explicit casts`);
}

/** Reads an operand in another type; a missing dynamic member stays null instead of becoming empty text. */
export function coerced(operand: Compiled, type: KqlType): Compiled['run'] {
  if (operand.type === type || (isNumeric(operand.type) && isNumeric(type))) return operand.run;
  return (row) => {
    const value = operand.run(row);
    return value === null ? null : convertValue(value, operand.type, type);
  };
}
