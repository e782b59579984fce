import { createContext, Script } from 'node:vm';
import { QueryBudget, DEFAULT_LIMITS, TOO_BIG, TOO_LARGE, TOO_LONG, type KqlLimits } from './values/query-budget.ts';
import { compileExpression } from './expressions/compile-expression.ts';
import { toAnswer } from './values/convert-value.ts';
import { throwOnFaults } from './syntax/diagnose.ts';
import { DOT_NET_TYPES, KqlError, type Json, type KqlDatabase, type Relation } from './values/kql-value.ts';
import { languageService, type GlobalState } from '../../kql/language/load-language-service.ts';
import { scan } from './operators/row-sources.ts';
import type { QueryContext } from './syntax/scope.ts';
import { list, part, readSyntaxTree, type SyntaxTree } from './syntax/syntax-tree.ts';
import { compileTable } from './operators/tabular-operators.ts';
import { fromDate } from './values/ticks.ts';

export { KqlError } from './values/kql-value.ts';
export type { KqlLimits } from './values/query-budget.ts';
export type { KqlDatabase, KqlTable, RowHint } from './values/kql-value.ts';

export interface KqlAnswer {
  Schema: { Name: string; Type: string }[];
  Results: Record<string, unknown>[];
}

const globals = new WeakMap<KqlDatabase, GlobalState>();
const RUN = new Script('run()');
/** Made once, as each costs a millisecond; queries run one after the other. */
const realm = createContext({ run: (): void => undefined });

/** Runs one query over tables in memory as `POST /api/advancedqueries/run` does (run-advanced-query-api.md); throws KqlError. */
export function runKql(query: string, database: KqlDatabase, now: Date, limits: Partial<KqlLimits> = {}): KqlAnswer {
  const allowed = { ...DEFAULT_LIMITS, ...limits };
  // Loaded outside the time limit, so that its one-time set-up is never cut short.
  languageService();
  try {
    return withinTime(() => {
      const tree = analyze(query, database);
      return answer(evaluate(tree, database, now, allowed), allowed);
    }, allowed.milliseconds);
  } catch (error) {
    // A text or array beyond what the engine can hold, or a query nested too deep.
    if (error instanceof RangeError) throw new KqlError(TOO_BIG);
    throw error;
  }
}

function analyze(query: string, database: KqlDatabase): SyntaxTree {
  const code = languageService().KustoCode.ParseAndAnalyze(query, globalsOf(database));
  const tree = readSyntaxTree(code.Syntax, query);
  throwOnFaults(code.GetSyntaxDiagnostics(), code.GetDiagnostics(), tree, query);
  return tree;
}

function globalsOf(database: KqlDatabase): GlobalState {
  const known = globals.get(database);
  if (known) return known;
  const { GlobalState, Symbols } = languageService();
  const tables = Object.entries(database).map(([name, { columns }]) => {
    const schema = columns.map((column) => `['${column.name}']: ${column.type}`).join(', ');
    return new Symbols.TableSymbol.$ctor7(name, `(${schema})`, null);
  });
  const made = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('hunting', tables));
  globals.set(database, made);
  return made;
}

/** Ends even a regular expression that backtracks for ever or a parse of deep nesting, which counted steps cannot. */
function withinTime<T>(work: () => T, milliseconds: number): T {
  let result: { value: T } | undefined;
  const run = (): void => {
    result = { value: work() };
  };
  try {
    realm['run'] = run;
    RUN.runInContext(realm, { timeout: milliseconds });
  } catch (error) {
    throw isTimeout(error) ? new KqlError(TOO_LONG) : error;
  }
  if (!result) throw new KqlError(TOO_LONG);
  return result.value;
}

/** The error may come from another realm, so that instanceof does not tell. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function evaluate(tree: SyntaxTree, database: KqlDatabase, now: Date, limits: KqlLimits): Relation {
  const context: QueryContext = {
    database,
    now: fromDate(now),
    budget: new QueryBudget(limits),
    scalars: new Map(),
    tables: new Map(),
    compileTable: (inner) => compileTable(inner, context),
    scan: (name) => scan(name, context),
  };
  let last: Relation | undefined;
  for (const statement of list(tree, 'Statements')) last = runStatement(statement, context) ?? last;
  if (!last) throw new KqlError('Syntax error: the query has no tabular expression statement');
  return last;
}

function runStatement(statement: SyntaxTree, context: QueryContext): Relation | null {
  const expression = statement.parts['Expression'];
  if (statement.kind === 'ExpressionStatement' && expression) {
    if (expression.columns || expression.kind.endsWith('Operator')) return context.compileTable(expression);
    const value = compileExpression(expression, { context, columns: [] });
    return { columns: [{ name: 'print_0', type: value.type }], rows: () => [[value.run([])]] };
  }
  if (statement.kind !== 'LetStatement' || !expression) {
    throw new KqlError(`The statement '${statement.text.slice(0, 80)}' is not supported by the sandbox`);
  }
  const name = part(statement, 'Name').name ?? part(statement, 'Name').text;
  if (expression.kind === 'FunctionDeclaration') {
    throw new KqlError(`The function '${name}' is not supported by the sandbox: let defines values and tables only`);
  }
  if (expression.columns) context.tables.set(name, context.compileTable(expression));
  else context.scalars.set(name, compileExpression(expression, { context, columns: [] }));
  return null;
}

function answer(relation: Relation, limits: KqlLimits): KqlAnswer {
  const { columns } = relation;
  const results: Record<string, Json>[] = [];
  let size = 0;
  for (const row of relation.rows()) {
    const cells: Record<string, Json> = {};
    columns.forEach(({ name, type }, index) => {
      const cell = toAnswer(row[index] ?? null, type);
      size += name.length + (typeof cell === 'string' ? cell.length : 4) + 6;
      cells[name] = cell;
    });
    results.push(cells);
    if (results.length > limits.rows || size > limits.characters) throw new KqlError(TOO_LARGE);
  }
  return { Schema: columns.map(({ name, type }) => ({ Name: name, Type: DOT_NET_TYPES[type] })), Results: results };
}
