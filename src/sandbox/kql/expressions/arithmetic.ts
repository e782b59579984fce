import { convertValue } from '../values/convert-value.ts';
import { type KqlType, type Value } from '../values/kql-value.ts';
import type { Compiled } from '../syntax/scope.ts';
import { floorDivide, scale } from '../values/ticks.ts';

type NumberRule = (left: number, right: number) => number | null;

const NUMBERS: Record<string, NumberRule> = {
  AddExpression: (left, right) => left + right,
  SubtractExpression: (left, right) => left - right,
  MultiplyExpression: (left, right) => left * right,
  DivideExpression: (left, right) => left / right,
  // Kusto's remainder is never negative.
  ModuloExpression: (left, right) => (right === 0 ? null : ((left % right) + Math.abs(right)) % right),
};

/** `+ - * / %` by the parser's name of the node, or null when the node is none of them. */
export function arithmetic(kind: string, type: KqlType, left: Compiled, right: Compiled): Compiled['run'] | null {
  const rule = NUMBERS[kind];
  if (!rule) return null;
  if ([left.type, right.type].some((one) => one === 'datetime' || one === 'timespan')) {
    return (row) => withTicks(kind, left.run(row), right.run(row));
  }
  const whole = type === 'long' || type === 'int';
  return (row) => {
    const one = asNumber(left.run(row), left.type);
    const other = asNumber(right.run(row), right.type);
    if (one === null || other === null) return null;
    if (whole && kind === 'DivideExpression') return other === 0 ? null : Math.trunc(one / other);
    return rule(one, other);
  };
}

function asNumber(value: Value, type: KqlType): number | null {
  const number = typeof value === 'number' ? value : convertValue(value, type, 'real');
  return typeof number === 'number' ? number : null;
}

function withTicks(kind: string, left: Value, right: Value): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return ticksWithTicks(kind, left, right);
  if (typeof left === 'bigint' && typeof right === 'number') {
    if (kind === 'MultiplyExpression') return scale(right, left);
    return kind === 'DivideExpression' && right !== 0 ? scale(1 / right, left) : null;
  }
  if (typeof left === 'number' && typeof right === 'bigint' && kind === 'MultiplyExpression') return scale(left, right);
  return null;
}

function ticksWithTicks(kind: string, left: bigint, right: bigint): Value {
  if (kind === 'AddExpression') return left + right;
  if (kind === 'SubtractExpression') return left - right;
  if (right === 0n) return null;
  if (kind === 'DivideExpression') return Number(left) / Number(right);
  return kind === 'ModuloExpression' ? left - floorDivide(left, right) * right : null;
}
