import { chooseColumns, extend, project, rename } from './column-operators.ts';
import { keyword } from '../syntax/diagnose.ts';
import { join, lookup } from './join.ts';
import { KqlError, type Relation, type Row } from '../values/kql-value.ts';
import { mvExpand } from './mv-expand.ts';
import { count, distinct, take, unchanged, where } from './row-operators.ts';
import { dataTable, print, range, scan } from './row-sources.ts';
import type { QueryContext } from '../syntax/scope.ts';
import { sort, top } from './sort-rows.ts';
import { summarize } from './summarize.ts';
import { part, type SyntaxTree } from '../syntax/syntax-tree.ts';
import { union } from './union.ts';

type Operator = (tree: SyntaxTree, input: Relation, context: QueryContext) => Relation;

/** Operators after a pipe by the parser's name. */
const OPERATORS: Record<string, Operator> = {
  AsOperator: unchanged,
  CountOperator: count,
  DistinctOperator: distinct,
  ExtendOperator: extend,
  FilterOperator: where,
  JoinOperator: join,
  LookupOperator: lookup,
  MvExpandOperator: mvExpand,
  ProjectAwayOperator: chooseColumns,
  ProjectKeepOperator: chooseColumns,
  ProjectOperator: project,
  ProjectRenameOperator: rename,
  ProjectReorderOperator: chooseColumns,
  RenderOperator: unchanged,
  SampleOperator: take,
  SerializeOperator: extend,
  SortOperator: sort,
  SummarizeOperator: summarize,
  TakeOperator: take,
  TopOperator: top,
  UnionOperator: union,
};

/** Makes a tabular expression ready to run; throws KqlError for an operator that the sandbox lacks. */
export function compileTable(tree: SyntaxTree, context: QueryContext): Relation {
  switch (tree.kind) {
    case 'PipeExpression': {
      const step = part(tree, 'Operator');
      const operator = OPERATORS[step.kind];
      if (!operator) throw notSupported(step);
      return operator(step, compileTable(part(tree, 'Expression'), context), context);
    }
    case 'ParenthesizedExpression':
      return compileTable(part(tree, 'Expression'), context);
    case 'MaterializeExpression':
      return materialized(compileTable(part(tree, 'Expression'), context), context);
    case 'NameReference':
      return named(tree, context);
    case 'UnionOperator':
      return union(tree, null, context);
    case 'PrintOperator':
      return print(tree, context);
    case 'RangeOperator':
      return range(tree, context);
    case 'DataTableExpression':
      return dataTable(tree, context);
    default:
      throw notSupported(tree);
  }
}

function named(tree: SyntaxTree, context: QueryContext): Relation {
  const name = tree.name ?? tree.text;
  const variable = tree.refersTo === 'Variable' ? context.tables.get(name) : undefined;
  return variable ?? scan(name, context);
}

/** A relation that is read once and kept for the rest of the query. */
function materialized(relation: Relation, context: QueryContext): Relation {
  let kept: Row[] | undefined;
  const read = (): Row[] => {
    const rows = [...relation.rows()];
    context.budget.hold(rows.length * relation.columns.length);
    return rows;
  };
  return { columns: relation.columns, rows: () => (kept ??= read()) };
}

function notSupported(tree: SyntaxTree): KqlError {
  if (tree.kind === 'FunctionCallExpression') {
    return new KqlError(`The function '${part(tree, 'Name').text}' is not supported by the sandbox`);
  }
  return new KqlError(`The operator '${keyword(tree)}' is not supported by the sandbox`);
}
