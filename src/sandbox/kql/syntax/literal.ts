import { KqlError, type Json, type KqlType, type Value } from '../values/kql-value.ts';
import { parseDatetime, parseTimespan } from '../values/ticks.ts';
import { list, part, type SyntaxTree } from './syntax-tree.ts';

const TYPED = /^(?:\w+)\s*\(\s*(.*?)\s*\)$/s;

/** Value of a literal node; read from the text, because the parser's own value loses hexadecimal and clock forms. */
export function literalValue(tree: SyntaxTree): Value {
  const inner = unquote(TYPED.exec(tree.text)?.[1] ?? tree.text);
  switch (tree.kind) {
    case 'StringLiteralExpression':
    case 'CompoundStringLiteralExpression':
      return tree.literal ?? '';
    case 'NullLiteralExpression':
      return null;
    case 'DynamicExpression':
      return dynamicValue(part(tree, 'Expression'));
  }
  if (inner === 'null' || inner === '') return null;
  switch (tree.kind) {
    case 'BooleanLiteralExpression':
      return inner.toLowerCase() === 'true' || inner === '1';
    case 'DateTimeLiteralExpression':
      return required(parseDatetime(inner), 'datetime', tree);
    case 'TimespanLiteralExpression':
      return required(parseTimespan(inner), 'timespan', tree);
    case 'GuidLiteralExpression':
      return inner.toLowerCase();
    default:
      return Number.isNaN(Number(inner)) ? null : Number(inner);
  }
}

function unquote(text: string): string {
  return /^(['"]).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function required(value: bigint | null, type: KqlType, tree: SyntaxTree): bigint {
  if (value === null) throw new KqlError(`Semantic error: '${tree.text}' is not a valid ${type} literal`);
  return value;
}

function memberName(name: SyntaxTree): string {
  return name.literal ?? unquote(name.text);
}

function dynamicValue(tree: SyntaxTree): Json {
  switch (tree.kind) {
    case 'JsonArrayExpression':
      return list(tree, 'Values').map(dynamicValue);
    case 'JsonObjectExpression':
      return Object.fromEntries(
        list(tree, 'Pairs').map((pair) => [memberName(part(pair, 'Name')), dynamicValue(part(pair, 'Value'))]),
      );
    case 'UnaryMinusExpression':
      return -Number(dynamicValue(part(tree, 'Expression')));
    case 'DateTimeLiteralExpression':
    case 'TimespanLiteralExpression':
      return unquote(TYPED.exec(tree.text)?.[1] ?? tree.text);
    default: {
      const value = literalValue(tree);
      return typeof value === 'bigint' ? String(value) : value;
    }
  }
}
