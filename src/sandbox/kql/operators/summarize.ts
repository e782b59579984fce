import { aggregateFunction, type Accumulator } from './aggregate.ts';
import { compileExpression } from '../expressions/compile-expression.ts';
import { KqlError, rowKey, type Relation, type Row, type Value } from '../values/kql-value.ts';
import type { Compiled, QueryContext, Scope } from '../syntax/scope.ts';
import { list, part, type SyntaxTree } from '../syntax/syntax-tree.ts';

/** One aggregate call with the accumulator it makes for each group, and the place of its values. */
interface Call {
  start: number;
  width: number;
  make: () => Accumulator;
}

/** `summarize … by …`: one row per group; without `by` always exactly one. */
export function summarize(tree: SyntaxTree, input: Relation, context: QueryContext): Relation {
  const scope: Scope = { context, columns: input.columns };
  const byTrees = tree.parts['ByClause'] ? list(part(tree, 'ByClause'), 'Expressions') : [];
  const by = byTrees.map((item) => compileExpression(item, scope));
  const grouped = new Set(byTrees.flatMap((item) => (item.kind === 'NameReference' && item.name ? [item.name] : [])));
  const { calls, outputs } = compileAggregates(list(tree, 'Aggregates'), scope, grouped);
  const columns = tree.columns ?? [];
  if (by.length + outputs.length !== columns.length) {
    throw new KqlError("'summarize' operator: this combination of aggregates is not supported by the sandbox");
  }
  return { columns, rows: () => groups(input, by, calls, outputs, context) };
}

function compileAggregates(
  trees: SyntaxTree[],
  scope: Scope,
  grouped: Set<string>,
): { calls: Call[]; outputs: Compiled['run'][] } {
  const calls: Call[] = [];
  const outputs: Compiled['run'][] = [];
  for (const tree of trees) {
    const expression = unnamed(tree);
    const slots = new Map<SyntaxTree, number>();
    for (const found of aggregateCalls(expression)) {
      const call = compileCall(found, scope, grouped, nextSlot(calls));
      calls.push(call);
      slots.set(found, call.start);
      if (found === expression) outputs.push(...slotReaders(call));
    }
    if (!slots.has(expression)) outputs.push(compileExpression(expression, { ...scope, columns: [], slots }).run);
  }
  return { calls, outputs };
}

function nextSlot(calls: Call[]): number {
  const last = calls.at(-1);
  return last ? last.start + last.width : 0;
}

function slotReaders(call: Call): Compiled['run'][] {
  return Array.from({ length: call.width }, (_, index) => (row) => row[call.start + index] ?? null);
}

function unnamed(tree: SyntaxTree): SyntaxTree {
  const named = ['SimpleNamedExpression', 'CompoundNamedExpression', 'ParenthesizedExpression'].includes(tree.kind);
  return named ? unnamed(part(tree, 'Expression')) : tree;
}

function aggregateCalls(tree: SyntaxTree): SyntaxTree[] {
  if (tree.kind === 'FunctionCallExpression' && aggregateFunction(part(tree, 'Name').name ?? '')) return [tree];
  return [...Object.values(tree.parts), ...tree.items].flatMap(aggregateCalls);
}

function compileCall(tree: SyntaxTree, scope: Scope, grouped: Set<string>, start: number): Call {
  const aggregate = aggregateFunction(part(tree, 'Name').name ?? '');
  if (!aggregate) throw new KqlError(`The function '${tree.text}' is not supported by the sandbox`);
  const trees = list(part(tree, 'ArgumentList'), 'Expressions');
  const first = trees[0]?.kind === 'NameReference' ? trees[0].name : null;
  const args = trees.flatMap((item) =>
    item.kind === 'StarExpression'
      ? everyColumn(scope, (name) => name !== first && !grouped.has(name))
      : [compileExpression(item, scope)],
  );
  // An aggregate of several values has several result columns; the others have one.
  return { start, width: tree.columns ? args.length : 1, make: () => aggregate(args, tree.type) };
}

function everyColumn(scope: Scope, wanted: (name: string) => boolean): Compiled[] {
  return scope.columns.flatMap((column, index): Compiled[] =>
    wanted(column.name) ? [{ type: column.type, constant: false, run: (row) => row[index] ?? null }] : [],
  );
}

function* groups(
  input: Relation,
  by: Compiled[],
  calls: Call[],
  outputs: Compiled['run'][],
  context: QueryContext,
): Iterable<Row> {
  const found = new Map<string, { keys: Value[]; accumulators: Accumulator[] }>();
  const begin = (keys: Value[]): { keys: Value[]; accumulators: Accumulator[] } => {
    context.budget.hold(keys.length + calls.length);
    return { keys, accumulators: calls.map((call) => call.make()) };
  };
  if (by.length === 0) found.set('', begin([]));
  for (const row of input.rows()) {
    const keys = by.map((one) => one.run(row));
    const key = by.length === 0 ? '' : rowKey(keys);
    let group = found.get(key);
    if (!group) found.set(key, (group = begin(keys)));
    for (const accumulator of group.accumulators) accumulator.add(row);
  }
  for (const { keys, accumulators } of found.values()) {
    const slots = accumulators.flatMap((accumulator) => accumulator.values());
    yield [...keys, ...outputs.map((output) => output(slots))];
  }
}
