import { compileExpression } from '../expressions/compile-expression.ts';
import { compareValues, type Relation, type Row, type Value } from '../values/kql-value.ts';
import { rowLimit } from './row-operators.ts';
import type { Compiled, QueryContext, Scope } from '../syntax/scope.ts';
import { list, part, type SyntaxTree } from '../syntax/syntax-tree.ts';

interface Order {
  read: Compiled['run'];
  /** 1 ascending, -1 descending. */
  sign: 1 | -1;
  nullsFirst: boolean;
}

/** `sort by`, `order by`. */
export function sort(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const orders = list(tree, 'Expressions').map((item) => compileOrder(item, scope));
  return { columns: input.columns, rows: () => sorted(input, orders, context) };
}

/** `top N by`. */
export function top(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const order = compileOrder(part(tree, 'ByExpression'), { context, columns: input.columns });
  const limit = rowLimit(tree, context);
  return { columns: input.columns, rows: () => sorted(input, [order], context).slice(0, limit) };
}

/** Descending unless told otherwise; nulls count as the smallest values unless told otherwise. */
function compileOrder(tree: SyntaxTree, scope: Scope): Order {
  const ordered = tree.kind === 'OrderedExpression';
  const ordering = ordered ? tree.parts['Ordering'] : undefined;
  const ascending = /^asc\b/.test(ordering?.text ?? '');
  const nulls = /nulls\s+(first|last)/.exec(ordering?.text ?? '')?.[1];
  return {
    read: compileExpression(ordered ? part(tree, 'Expression') : tree, scope).run,
    sign: ascending ? 1 : -1,
    nullsFirst: nulls ? nulls === 'first' : ascending,
  };
}

function sorted(input: Relation, orders: Order[], context: QueryContext): Row[] {
  const keyed: { row: Row; keys: Value[] }[] = [];
  for (const row of input.rows()) {
    context.budget.hold(row.length + orders.length);
    keyed.push({ row, keys: orders.map((order) => order.read(row)) });
  }
  keyed.sort((left, right) => {
    for (const [index, order] of orders.entries()) {
      const result = compareKeys(left.keys[index] ?? null, right.keys[index] ?? null, order);
      if (result !== 0) return result;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function compareKeys(left: Value, right: Value, order: Order): number {
  if (left === null || right === null) {
    if (left === right) return 0;
    return (left === null) === order.nullsFirst ? -1 : 1;
  }
  return compareValues(left, right) * order.sign;
}
