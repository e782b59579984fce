import { compileExpression } from '../expressions/compile-expression.ts';
import { KqlError, type Column, type Relation, type Row } from '../values/kql-value.ts';
import type { Compiled, QueryContext, Scope } from '../syntax/scope.ts';
import { list, type SyntaxTree } from '../syntax/syntax-tree.ts';

/** `project`: the named expressions and nothing else. */
export function project(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const reads = list(tree, 'Expressions').map((item) => compileExpression(item, scope).run);
  return { columns: resultColumns(tree, reads.length), rows: () => mapRows(input, reads) };
}

/** `extend` (and `serialize` with columns): replaces columns of the same name in place, appends the others. */
export function extend(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const columns = tree.columns ?? input.columns;
  const reads: (Compiled['run'] | undefined)[] = input.columns.map((_, index) => (row) => row[index] ?? null);
  for (const item of list(tree, 'Expressions')) {
    const { run } = compileExpression(item, scope);
    const name = item.kind === 'NameReference' ? item.name : (item.parts['Name']?.name ?? null);
    // An expression without a name gets the next column that the parser made up a name for.
    const named = item.kind === 'SimpleNamedExpression' || item.kind === 'NameReference';
    const index = named ? columns.findIndex((column) => column.name === name) : firstFree(reads, columns, tree);
    reads[index < 0 ? columns.length : index] = run;
  }
  const complete = columns.map((_, index) => reads[index]);
  return { columns, rows: () => mapRows(input, complete.map(requireReader)) };
}

function firstFree(reads: (Compiled['run'] | undefined)[], columns: Column[], tree: SyntaxTree): number {
  const names = list(tree, 'Expressions').map((item) =>
    item.kind === 'SimpleNamedExpression' ? item.parts['Name']?.name : null,
  );
  return columns.findIndex((column, index) => !reads[index] && !names.includes(column.name));
}

function requireReader(read: Compiled['run'] | undefined): Compiled['run'] {
  if (!read) throw new KqlError("'extend' operator: this combination of columns is not supported by the sandbox");
  return read;
}

/** `project-away`, `project-keep`, `project-reorder`: a choice of the input's columns. */
export function chooseColumns(tree: SyntaxTree, input: Relation): Relation {
  const columns = tree.columns ?? [];
  const indexes = columns.map((column) => input.columns.findIndex((one) => one.name === column.name));
  return {
    columns,
    rows: () =>
      mapRows(
        input,
        indexes.map((index) => (row: Row) => row[index] ?? null),
      ),
  };
}

/** `project-rename`: the same cells under new names, so that a hint about a new name must not reach the input. */
export function rename(tree: SyntaxTree, input: Relation): Relation {
  return { columns: resultColumns(tree, input.columns.length), rows: () => input.rows() };
}

function resultColumns(tree: SyntaxTree, count: number): Column[] {
  const columns = tree.columns ?? [];
  if (columns.length !== count) {
    throw new KqlError(`The columns of '${tree.text.slice(0, 80)}' are not supported by the sandbox`);
  }
  return columns;
}

function* mapRows(input: Relation, reads: Compiled['run'][]): Iterable<Row> {
  for (const row of input.rows()) yield reads.map((read) => read(row));
}
