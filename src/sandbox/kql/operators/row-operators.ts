import { compileExpression } from '../expressions/compile-expression.ts';
import { KqlError, rowKey, type Relation, type Row, type RowHint } from '../values/kql-value.ts';
import type { QueryContext, Scope } from '../syntax/scope.ts';
import { list, part, type SyntaxTree } from '../syntax/syntax-tree.ts';

/** `where`: keeps rows whose condition is true; null counts as false. */
export function where(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const condition = compileExpression(part(tree, 'Condition'), scope);
  const hintOf = compileHint(part(tree, 'Condition'), scope);
  return {
    columns: input.columns,
    *rows(hint) {
      for (const row of input.rows(hintOf() ?? hint)) if (condition.run(row) === true) yield row;
    },
  };
}

/** What a condition such as `DeviceId == device and …` tells of the rows that it keeps, once its constant can be read. */
function compileHint(tree: SyntaxTree, scope: Scope): () => RowHint | null {
  if (tree.kind === 'ParenthesizedExpression') return compileHint(part(tree, 'Expression'), scope);
  if (tree.kind === 'AndExpression') {
    const sides = [part(tree, 'Left'), part(tree, 'Right')].map((side) => compileHint(side, scope));
    return () => sides[0]?.() ?? sides[1]?.() ?? null;
  }
  const left = tree.kind === 'EqualExpression' ? part(tree, 'Left') : null;
  const column = scope.columns.find(({ name, type }) => name === left?.name && type === 'string');
  if (left?.refersTo !== 'Column' || column === undefined) return () => null;
  const right = compileExpression(part(tree, 'Right'), scope);
  return () => {
    const text = right.constant ? right.run([]) : null;
    return typeof text === 'string' && text !== '' && right.type === 'string' ? { column: column.name, text } : null;
  };
}

/** Row count of `take`, `limit`, `sample` and `top`. */
export function rowLimit(tree: SyntaxTree, context: QueryContext): number {
  const limit = compileExpression(part(tree, 'Expression'), { context, columns: [] }).run([]);
  if (typeof limit !== 'number' || limit < 0) throw new KqlError(`Semantic error: '${tree.text}' needs a row count`);
  return limit;
}

/** `take`, `limit` and `sample`: the first rows, which is as good a choice as any. */
export function take(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const limit = rowLimit(tree, context);
  return {
    columns: input.columns,
    *rows() {
      if (limit === 0) return;
      let left = limit;
      for (const row of input.rows()) {
        yield row;
        if (--left === 0) return;
      }
    },
  };
}

export function count(tree: SyntaxTree, input: Relation): Relation {
  return {
    columns: tree.columns ?? [{ name: 'Count', type: 'long' }],
    *rows() {
      let rows = 0;
      for (const _ of input.rows()) rows++;
      yield [rows];
    },
  };
}

/** `distinct`: the first row of each combination of values. */
export function distinct(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const trees = list(tree, 'Expressions');
  const whole = trees.some((item) => item.kind === 'StarExpression');
  const reads = whole ? [] : trees.map((item) => compileExpression(item, scope));
  return {
    columns: tree.columns ?? input.columns,
    *rows() {
      const seen = new Set<string>();
      for (const row of input.rows()) {
        const cells: Row = whole ? row : reads.map((read) => read.run(row));
        const key = rowKey(cells);
        if (seen.has(key)) continue;
        context.budget.hold(cells.length);
        seen.add(key);
        yield cells;
      }
    },
  };
}

/** `render` and `as`: nothing that shows in rows. */
export function unchanged(_tree: SyntaxTree, input: Relation): Relation {
  return input;
}
