import { compileExpression } from '../expressions/compile-expression.ts';
import { convertValue } from '../values/convert-value.ts';
import {
  emptyValue,
  KqlError,
  type Json,
  type KqlType,
  type Relation,
  type Row,
  type Value,
} from '../values/kql-value.ts';
import type { Compiled, QueryContext, Scope } from '../syntax/scope.ts';
import { list, parameter, part, type SyntaxTree } from '../syntax/syntax-tree.ts';

interface Expanded {
  read: Compiled;
  place: number;
  type: KqlType;
}

/** `mv-expand`: one row per member; several columns advance together; an empty one keeps its row with null. */
export function mvExpand(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const columns = tree.columns ?? input.columns;
  const indexName = parameter(tree, 'with_itemindex');
  const indexPlace = columns.findIndex((column) => column.name === indexName);
  let nextNew = input.columns.length;
  const expanded = list(tree, 'Expressions').map((item): Expanded => {
    const expression = part(item, 'Expression');
    const name = expression.parts['Name']?.name ?? expression.name;
    const named = expression.kind === 'SimpleNamedExpression' || expression.kind === 'NameReference';
    const place = named ? columns.findIndex((column) => column.name === name) : nextNew;
    if (place < 0 || place >= columns.length) throw new KqlError(`'mv-expand' operator: cannot expand '${item.text}'`);
    if (place >= nextNew) nextNew = place + 1;
    return { read: compileExpression(expression, scope), place, type: columns[place]?.type ?? 'dynamic' };
  });
  const limit = tree.parts['RowLimitClause'] ? limitOf(part(tree, 'RowLimitClause'), context) : Infinity;
  return {
    columns,
    *rows() {
      for (const row of input.rows()) {
        const members = expanded.map((one) => membersOf(one.read.run(row)));
        const count = Math.min(limit, Math.max(1, ...members.map((list) => list.length)));
        for (let index = 0; index < count; index++) {
          context.budget.spend();
          const cells = columns.map((column, place) => row[place] ?? emptyValue(column.type));
          expanded.forEach((one, which) => (cells[one.place] = memberCell(members[which]?.[index], one.type)));
          if (indexPlace >= 0) cells[indexPlace] = index;
          yield cells satisfies Row;
        }
      }
    },
  };
}

function limitOf(clause: SyntaxTree, context: QueryContext): number {
  return Number(compileExpression(part(clause, 'RowLimit'), { context, columns: [] }).run([]));
}

/** A bag expands into bags of one member each. */
function membersOf(value: Value): Json[] {
  if (value === null || typeof value === 'bigint') return [];
  if (Array.isArray(value)) return value;
  return typeof value === 'object' ? Object.entries(value).map(([name, member]) => ({ [name]: member })) : [value];
}

function memberCell(member: Json | undefined, type: KqlType): Value {
  return member === undefined || member === null ? emptyValue(type) : convertValue(member, 'dynamic', type);
}
