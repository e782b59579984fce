import { arithmetic } from './arithmetic.ts';
import { between, comparison } from './comparison.ts';
import { convertValue } from '../values/convert-value.ts';
import { KqlError, type Json, type KqlType, type Value } from '../values/kql-value.ts';
import { literalValue } from '../syntax/literal.ts';
import { hasTerms, membership, type Candidate } from './membership.ts';
import { scalarFunction } from '../functions/scalar-functions.ts';
import { constant, type Compiled, type Scope } from '../syntax/scope.ts';
import { list, part, type SyntaxTree } from '../syntax/syntax-tree.ts';
import { textMatch } from './text-match.ts';

/** Makes an expression ready to run on rows of the scope's columns; throws KqlError for what the sandbox lacks. */
export function compileExpression(tree: SyntaxTree, scope: Scope): Compiled {
  const slot = scope.slots?.get(tree);
  if (slot !== undefined) return { type: tree.type, constant: false, run: (row) => row[slot] ?? null };
  if (tree.kind.endsWith('LiteralExpression') || tree.kind === 'DynamicExpression') {
    return constant(tree.type, literalValue(tree));
  }
  switch (tree.kind) {
    case 'ParenthesizedExpression':
    case 'BracketedExpression':
    case 'SimpleNamedExpression':
    case 'UnaryPlusExpression':
      return compileExpression(part(tree, 'Expression'), scope);
    case 'UnaryMinusExpression':
      return negation(compileExpression(part(tree, 'Expression'), scope));
    case 'NameReference':
      return reference(tree, scope);
    case 'PathExpression':
    case 'ElementExpression':
      return member(tree, scope);
    case 'FunctionCallExpression':
      return call(tree, scope);
    case 'ToScalarExpression':
      return scalarOf(tree, scope);
  }
  return compileOperator(tree, scope);
}

function compileOperator(tree: SyntaxTree, scope: Scope): Compiled {
  if (!tree.parts['Left'] || !tree.parts['Right']) throw notSupported(tree);
  const left = compileExpression(part(tree, 'Left'), scope);
  const many = /^(?:Not)?(?:In|InCs|HasAny|HasAll)Expression$/.test(tree.kind);
  if (many) return { type: 'bool', constant: false, run: manyOperator(tree, left, scope) };
  if (tree.kind === 'BetweenExpression' || tree.kind === 'NotBetweenExpression') {
    const bounds = part(tree, 'Right');
    const [from, to] = [
      compileExpression(part(bounds, 'First'), scope),
      compileExpression(part(bounds, 'Second'), scope),
    ];
    const run = between(left, from, to, tree.kind === 'NotBetweenExpression');
    return { type: 'bool', constant: left.constant && from.constant && to.constant, run };
  }
  const right = compileExpression(part(tree, 'Right'), scope);
  const run =
    logical(tree.kind, left, right) ??
    comparison(tree.kind, left, right) ??
    textMatch(tree.kind, left, right) ??
    arithmetic(tree.kind, tree.type, left, right);
  if (!run) throw notSupported(tree);
  return { type: tree.type, constant: left.constant && right.constant, run };
}

function manyOperator(tree: SyntaxTree, left: Compiled, scope: Scope): Compiled['run'] {
  const candidates = list(part(tree, 'Right'), 'Expressions').map((item): Candidate =>
    item.columns ? { table: scope.context.compileTable(item) } : { value: compileExpression(item, scope) },
  );
  if (tree.kind.startsWith('Has')) return hasTerms(left, candidates, tree.kind === 'HasAllExpression', scope.context);
  const word = part(tree, 'Operator').text;
  return membership(left, candidates, word.endsWith('~'), word.startsWith('!'), scope.context);
}

/** `and` and `or` over true, false and null. */
function logical(kind: string, left: Compiled, right: Compiled): Compiled['run'] | null {
  const decisive = kind === 'OrExpression';
  if (!decisive && kind !== 'AndExpression') return null;
  return (row) => {
    const one = left.run(row);
    if (one === decisive) return decisive;
    const other = right.run(row);
    if (other === decisive) return decisive;
    return one === null || other === null ? null : !decisive;
  };
}

function negation(operand: Compiled): Compiled {
  const run: Compiled['run'] = (row) => {
    const value = operand.run(row);
    return typeof value === 'number' || typeof value === 'bigint' ? -value : null;
  };
  return { ...operand, run };
}

function reference(tree: SyntaxTree, scope: Scope): Compiled {
  const name = tree.name ?? tree.text;
  if (tree.refersTo === 'Variable') {
    const value = scope.context.scalars.get(name);
    if (value) return value;
  }
  const index = scope.columns.findIndex((column) => column.name === name);
  const column = scope.columns[index];
  if (!column) throw new KqlError(`Failed to resolve column or scalar expression named '${name}'`);
  return { type: column.type, constant: false, run: (row) => row[index] ?? null };
}

/** `a.b`, `a['b']`, `a[0]`, `a[-1]` of a dynamic. */
function member(tree: SyntaxTree, scope: Scope): Compiled {
  const base = compileExpression(part(tree, 'Expression'), scope);
  const selector = part(tree, 'Selector');
  const key =
    tree.kind === 'PathExpression'
      ? constant('string', selector.name ?? selector.text)
      : compileExpression(selector, scope);
  return {
    type: 'dynamic',
    constant: base.constant && key.constant,
    run: (row) => memberOf(base.run(row), key.run(row)),
  };
}

function memberOf(base: Value, key: Value): Json {
  if (base === null || typeof base !== 'object') return null;
  if (Array.isArray(base)) return typeof key === 'number' ? (base.at(key) ?? null) : null;
  const name = String(key);
  return Object.hasOwn(base, name) ? (base[name] ?? null) : null;
}

function call(tree: SyntaxTree, scope: Scope): Compiled {
  const name = part(tree, 'Name').name ?? part(tree, 'Name').text;
  const run = scalarFunction(name);
  if (!run) throw new KqlError(`The function '${name}' is not supported by the sandbox`);
  const operands = list(part(tree, 'ArgumentList'), 'Expressions').map((item) => compileExpression(item, scope));
  const types = operands.map((operand) => operand.type);
  const site = { types, type: tree.type, now: scope.context.now };
  const fixed = operands.every((operand) => operand.constant) && name !== 'rand' && name !== 'new_guid';
  const evaluate: Compiled['run'] = (row) =>
    run(
      operands.map((operand) => operand.run(row)),
      site,
    );
  return { type: tree.type, constant: fixed, run: fixed ? once(evaluate) : evaluate };
}

function scalarOf(tree: SyntaxTree, scope: Scope): Compiled {
  const inner = part(tree, 'Expression');
  if (!inner.columns) return compileExpression(inner, scope);
  const table = scope.context.compileTable(inner);
  const type: KqlType = table.columns[0]?.type ?? 'dynamic';
  const first = once((): Value => {
    for (const row of table.rows()) return row[0] ?? null;
    return convertValue(null, 'dynamic', type);
  });
  return { type, constant: true, run: first };
}

function once(evaluate: Compiled['run']): Compiled['run'] {
  let value: Value | undefined;
  return (row) => (value === undefined ? (value = evaluate(row)) : value);
}

function notSupported(tree: SyntaxTree): KqlError {
  const word = tree.parts['Operator']?.text;
  const what = word ? `operator '${word}'` : `expression '${tree.text.slice(0, 80)}'`;
  return new KqlError(`The ${what} is not supported by the sandbox`);
}
