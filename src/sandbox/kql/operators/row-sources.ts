import { compileExpression } from '../expressions/compile-expression.ts';
import { fromSource } from '../values/convert-value.ts';
import { compareValues, KqlError, type Relation, type Row, type Value } from '../values/kql-value.ts';
import type { QueryContext } from '../syntax/scope.ts';
import { list, part, type SyntaxTree } from '../syntax/syntax-tree.ts';

/** Rows of a table of the database in the order of its columns. */
export function scan(name: string, context: QueryContext): Relation {
  const table = context.database[name];
  if (!table) throw new KqlError(`Failed to resolve table or column expression named '${name}'`);
  return {
    columns: table.columns,
    *rows(hint) {
      for (const row of table.rows(hint)) {
        context.budget.spend();
        yield table.columns.map(({ name: column, type }) => fromSource(row[column], type));
      }
    },
  };
}

/** `print`: one row of constants. */
export function print(tree: SyntaxTree, context: QueryContext): Relation {
  const cells = list(tree, 'Expressions').map((item) => compileExpression(item, { context, columns: [] }));
  const names = tree.columns ?? [];
  const columns = cells.map((cell, index) => ({ name: names[index]?.name ?? `print_${index}`, type: cell.type }));
  return { columns, rows: () => [cells.map((cell) => cell.run([]))] };
}

/** `range Name from A to B step C`. */
export function range(tree: SyntaxTree, context: QueryContext): Relation {
  const [from = null, to = null, step = null] = ['From', 'To', 'Step'].map((name) =>
    compileExpression(part(tree, name), { context, columns: [] }).run([]),
  );
  return {
    columns: tree.columns ?? [],
    *rows() {
      for (let value: Value = from; value !== null && compareValues(value, to) <= 0; value = next(value, step)) {
        context.budget.spend();
        yield [value];
      }
    },
  };
}

function next(value: Value, step: Value): Value {
  if (typeof value === 'number' && typeof step === 'number' && step > 0) return value + step;
  return typeof value === 'bigint' && typeof step === 'bigint' && step > 0n ? value + step : null;
}

/** `datatable (Name: type, …) [values]`. */
export function dataTable(tree: SyntaxTree, context: QueryContext): Relation {
  const columns = tree.columns ?? [];
  const cells = list(tree, 'Values').map((item) => compileExpression(item, { context, columns: [] }).run([]));
  const rows: Row[] = [];
  for (let at = 0; at < cells.length; at += columns.length) rows.push(cells.slice(at, at + columns.length));
  return { columns, rows: () => rows };
}
