import { emptyValue, KqlError, rowKey, type Column, type Relation, type Row, type Value } from '../values/kql-value.ts';
import type { QueryContext } from '../syntax/scope.ts';
import { list, parameter, part, type SyntaxTree } from '../syntax/syntax-tree.ts';

interface JoinRule {
  /** Rows with a partner: joined with it, kept alone, or dropped. */
  matched: 'pairs' | 'left' | 'none';
  unmatchedLeft: boolean;
  unmatchedRight: boolean;
  /** Only the first left row of each key takes part. */
  uniqueLeft?: boolean;
}

const LEFT_ANTI: JoinRule = { matched: 'none', unmatchedLeft: true, unmatchedRight: false };

const RULES: Record<string, JoinRule> = {
  innerunique: { matched: 'pairs', unmatchedLeft: false, unmatchedRight: false, uniqueLeft: true },
  inner: { matched: 'pairs', unmatchedLeft: false, unmatchedRight: false },
  leftouter: { matched: 'pairs', unmatchedLeft: true, unmatchedRight: false },
  rightouter: { matched: 'pairs', unmatchedLeft: false, unmatchedRight: true },
  fullouter: { matched: 'pairs', unmatchedLeft: true, unmatchedRight: true },
  leftsemi: { matched: 'left', unmatchedLeft: false, unmatchedRight: false },
  leftanti: LEFT_ANTI,
  leftantisemi: LEFT_ANTI,
  anti: LEFT_ANTI,
};

/** `join`; the kinds that keep right rows only are the left ones with the sides exchanged. */
export function join(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const kind = parameter(tree, 'kind') ?? 'innerunique';
  const exchanged = kind === 'rightsemi' || kind.startsWith('rightanti');
  const rule = RULES[exchanged ? kind.replace('right', 'left') : kind];
  if (!rule) throw new KqlError(`'join' operator: the kind '${kind}' is not supported by the sandbox`);
  const other = context.compileTable(part(tree, 'Expression'));
  const keys = joinKeys(part(tree, 'ConditionClause'), input.columns, other.columns);
  const columns = tree.columns ?? [];
  return exchanged
    ? { columns, rows: () => matchRows(other, input, keys.right, keys.left, rule, context) }
    : { columns, rows: () => matchRows(input, other, keys.left, keys.right, rule, context) };
}

/** `lookup`: a join whose right key columns are left out. */
export function lookup(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const rule = RULES[parameter(tree, 'kind') ?? 'leftouter'];
  if (!rule) throw new KqlError("'lookup' operator: kind must be leftouter or inner");
  const other = context.compileTable(part(tree, 'Expression'));
  const keys = joinKeys(part(tree, 'LookupClause'), input.columns, other.columns);
  const width = input.columns.length;
  return {
    columns: tree.columns ?? [],
    *rows() {
      for (const row of matchRows(input, other, keys.left, keys.right, rule, context)) {
        yield row.filter((_, index) => index < width || !keys.right.includes(index - width));
      }
    },
  };
}

/** Places of the key columns on both sides: `on Name` or `on $left.One == $right.Other`. */
function joinKeys(clause: SyntaxTree, left: Column[], right: Column[]): { left: number[]; right: number[] } {
  const pairs = list(clause, 'Expressions').map((tree): [string, string] => {
    if (tree.kind === 'NameReference' && tree.name) return [tree.name, tree.name];
    const sides = tree.kind === 'EqualExpression' ? [part(tree, 'Left'), part(tree, 'Right')] : [];
    const one = sides.find((side) => side.text.startsWith('$left'))?.parts['Selector']?.name;
    const other = sides.find((side) => side.text.startsWith('$right'))?.parts['Selector']?.name;
    if (!one || !other) throw new KqlError(`'join' operator: '${tree.text}' must compare $left with $right columns`);
    return [one, other];
  });
  if (pairs.length === 0) throw new KqlError("'join' operator: join needs at least one column after 'on'");
  return {
    left: pairs.map(([name]) => left.findIndex((column) => column.name === name)),
    right: pairs.map(([, name]) => right.findIndex((column) => column.name === name)),
  };
}

function* matchRows(
  left: Relation,
  right: Relation,
  leftKeys: number[],
  rightKeys: number[],
  rule: JoinRule,
  context: QueryContext,
): Iterable<Row> {
  const partners = indexRows(right, rightKeys, context);
  const [emptyLeft, emptyRight] = [emptyRow(left.columns), emptyRow(right.columns)];
  const used = new Set<string>();
  for (const row of left.rows()) {
    context.budget.spend();
    const key = keyOf(row, leftKeys);
    const matches = key === null ? undefined : partners.get(key);
    if (!matches || key === null) {
      if (rule.unmatchedLeft) yield rule.matched === 'none' ? row : [...row, ...emptyRight];
      continue;
    }
    if (rule.uniqueLeft && used.has(key)) continue;
    if (rule.uniqueLeft || rule.unmatchedRight) used.add(key);
    if (rule.matched === 'left') yield row;
    if (rule.matched !== 'pairs') continue;
    for (const match of matches) {
      context.budget.spend();
      yield [...row, ...match];
    }
  }
  if (!rule.unmatchedRight) return;
  for (const row of right.rows()) {
    const key = keyOf(row, rightKeys);
    if (key === null || !used.has(key)) yield [...emptyLeft, ...row];
  }
}

function indexRows(relation: Relation, keys: number[], context: QueryContext): Map<string, Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of relation.rows()) {
    const key = keyOf(row, keys);
    if (key === null) continue;
    context.budget.hold(row.length);
    const rows = index.get(key);
    if (rows) rows.push(row);
    else index.set(key, [row]);
  }
  return index;
}

/** Null never equals null in a join. */
function keyOf(row: Row, keys: number[]): string | null {
  const values = keys.map((index): Value => row[index] ?? null);
  return values.includes(null) ? null : rowKey(values);
}

function emptyRow(columns: Column[]): Value[] {
  return columns.map((column) => emptyValue(column.type));
}
