import { emptyValue, type Column, type Relation, type Row, type RowHint } from '../values/kql-value.ts';
import type { QueryContext } from '../syntax/scope.ts';
import { list, parameter, type SyntaxTree } from '../syntax/syntax-tree.ts';

interface Source {
  name: string;
  relation: Relation;
}

/** `union`, with or without a table piped in: columns are matched by name, then by name and type. */
export function union(tree: SyntaxTree, input: Relation | null, context: QueryContext): Relation {
  const piped: Source[] = input ? [{ name: 'union_arg0', relation: input }] : [];
  const given = list(tree, 'Expressions').flatMap((item, index) => sources(item, index + piped.length, context));
  const label = parameter(tree, 'withsource');
  const columns = tree.columns ?? [];
  const readers = [...piped, ...given].map((source) => ({
    source,
    places: columns.map((column) => placeOf(column, source.relation.columns, columns)),
  }));
  return {
    columns,
    *rows(hint) {
      for (const { source, places } of readers) {
        for (const row of source.relation.rows(hintFor(hint, columns, source))) {
          context.budget.spend();
          yield columns.map((column, index) =>
            column.name === label ? source.name : cell(row, places[index] ?? -1, column),
          );
        }
      }
    },
  };
}

/** The hint, where the column of that name is the source's own and not one that was renamed. */
function hintFor(hint: RowHint | undefined, columns: Column[], { relation }: Source): RowHint | undefined {
  const isOwn = ({ name, type }: Column): boolean => name === hint?.column && type === 'string';
  return columns.some(isOwn) && relation.columns.some(isOwn) ? hint : undefined;
}

function cell(row: Row, place: number, column: Column): Row[number] {
  return (place < 0 ? null : row[place]) ?? emptyValue(column.type);
}

/** A name with a star stands for every table that fits. */
function sources(tree: SyntaxTree, index: number, context: QueryContext): Source[] {
  if (tree.kind === 'NameReference' && tree.text.includes('*')) {
    const pattern = new RegExp(`^${tree.text.replace(/[^\w*]/g, '').replaceAll('*', '.*')}$`);
    const names = Object.keys(context.database).filter((name) => pattern.test(name));
    return names.map((name) => ({ name, relation: context.scan(name) }));
  }
  const name = tree.kind === 'NameReference' ? (tree.name ?? tree.text) : `union_arg${index}`;
  return [{ name, relation: context.compileTable(tree) }];
}

/** Columns of one name and several types are told apart as Name_type. */
function placeOf(wanted: Column, own: Column[], all: Column[]): number {
  const exact = own.findIndex((column) => column.name === wanted.name && column.type === wanted.type);
  if (exact >= 0) return exact;
  const taken = new Set(all.map((column) => column.name));
  return own.findIndex(
    (column) =>
      column.type === wanted.type && !taken.has(column.name) && wanted.name === `${column.name}_${column.type}`,
  );
}
