import type { QueryBudget } from '../values/query-budget.ts';
import type { Column, KqlDatabase, KqlType, Relation, Row, Value } from '../values/kql-value.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** An expression made ready to run on rows. */
export interface Compiled {
  type: KqlType;
  /** True when the value does not depend on the row. */
  constant: boolean;
  run: (row: Row) => Value;
}

/** What one query run needs everywhere. */
export interface QueryContext {
  database: KqlDatabase;
  /** Ticks; the same instant for the whole query, as in the service. */
  now: bigint;
  budget: QueryBudget;
  scalars: Map<string, Compiled>;
  tables: Map<string, Relation>;
  /** Compiles a nested tabular expression; a member, so that expressions and operators need not import each other. */
  compileTable: (tree: SyntaxTree) => Relation;
  /** Rows of a table of the database. */
  scan: (name: string) => Relation;
}

/** Where an expression is compiled: the columns of the row it will run on. */
export interface Scope {
  context: QueryContext;
  columns: Column[];
  /** Calls whose value is already in the row: the aggregates of a summarize. */
  slots?: Map<SyntaxTree, number>;
}

export function constant(type: KqlType, value: Value): Compiled {
  return { type, constant: true, run: () => value };
}
