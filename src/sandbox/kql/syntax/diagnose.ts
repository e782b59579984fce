import type { BridgeDiagnostic, BridgeList } from '../../../kql/language/load-language-service.ts';
import { KqlError } from '../values/kql-value.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Throws the first fault that the parser found, worded as the service words it. */
export function throwOnFaults(
  syntax: BridgeList<BridgeDiagnostic>,
  all: BridgeList<BridgeDiagnostic>,
  tree: SyntaxTree,
  query: string,
): void {
  const malformed = errors(syntax)[0];
  if (malformed) throw new KqlError(syntaxMessage(malformed, tree, query));
  const faults = errors(all);
  // Of several faults at one place an unknown name says most.
  const meaningless = faults.find((fault) => UNRESOLVED.has(fault.Code)) ?? faults[0];
  if (meaningless) throw new KqlError(semanticMessage(meaningless, tree, query));
}

/** No column or variable, no table, no function of that name. */
const UNRESOLVED = new Set(['KS142', 'KS204', 'KS211']);

function errors(diagnostics: BridgeList<BridgeDiagnostic>): BridgeDiagnostic[] {
  return Array.from({ length: diagnostics.Count }, (_, index) => diagnostics.getItem(index)).filter(
    (diagnostic) => diagnostic.Severity === 'Error',
  );
}

function syntaxMessage(fault: BridgeDiagnostic, tree: SyntaxTree, query: string): string {
  const before = query.slice(0, fault.Start).split('\n');
  const place = `[line:position=${before.length}:${(before.at(-1)?.length ?? 0) + 1}]`;
  const token = /^\s*(\w+|\S)/.exec(query.slice(fault.Start))?.[1];
  const at = token ? `at '${token}' ` : 'at the end of the query ';
  const operator = keywordAt(tree, fault.Start);
  const where = operator ? `'${operator}' operator: ` : '';
  return `Syntax error: ${where}${fault.Message.replace(/\.?$/, '.')} Query could not be parsed ${at}${place}`;
}

function semanticMessage(fault: BridgeDiagnostic, tree: SyntaxTree, query: string): string {
  const name = query.slice(fault.Start, fault.Start + fault.Length);
  const operator = keywordAt(tree, fault.Start);
  switch (fault.Code) {
    case 'KS142':
      return unresolved(operator, name);
    case 'KS204':
      return `${prefix(operatorAfter(tree, fault.Start))}Failed to resolve table or column expression named '${name}'`;
    case 'KS106': {
      const types = /types (\w+) and (\w+)\.$/.exec(fault.Message);
      if (!types || !/^[=!<>]/.test(name)) return `Semantic error: ${prefix(operator)}${fault.Message}`;
      return `Semantic error: ${prefix(operator)}Cannot compare values of types ${types[1]} and ${types[2]}. Try adding explicit casts`;
    }
    case 'KS211':
      return `Unknown function: '${name}'.`;
    default:
      return `Semantic error: ${prefix(operator)}${fault.Message}`;
  }
}

function unresolved(operator: string | null, name: string): string {
  if (!operator) return `Failed to resolve table or column or scalar expression named '${name}'`;
  if (operator === 'project' || operator === 'extend' || operator === 'summarize' || operator === 'print') {
    return `${prefix(operator)}Failed to resolve scalar expression named '${name}'`;
  }
  // These two are worded without quotes by the service.
  if (operator === 'project-rename' || operator === 'project-away') {
    return `${operator}: Failed to resolve column reference '${name}'`;
  }
  return `${prefix(operator)}Failed to resolve column or scalar expression named '${name}'`;
}

function prefix(operator: string | null): string {
  return operator ? `'${operator}' operator: ` : '';
}

/** The keyword of the innermost operator around a position. */
function keywordAt(tree: SyntaxTree, position: number): string | null {
  const inner = children(tree).find((child) => contains(child, position));
  const found = inner ? keywordAt(inner, position) : null;
  return found ?? (tree.kind.endsWith('Operator') && tree.kind !== 'BadQueryOperator' ? keyword(tree) : null);
}

/** The service blames an unknown table on the operator that first reads it. */
function operatorAfter(tree: SyntaxTree, position: number): string | null {
  for (const child of children(tree)) {
    if (!contains(child, position)) continue;
    const inner = operatorAfter(child, position);
    if (inner) return inner;
    const operator = tree.kind === 'PipeExpression' ? tree.parts['Operator'] : undefined;
    if (operator && child === tree.parts['Expression']) return keyword(operator);
  }
  return tree.kind === 'UnionOperator' || tree.kind === 'JoinOperator' ? keyword(tree) : null;
}

/** First word of an operator. */
export function keyword(operator: SyntaxTree): string {
  return /^[\w-]+/.exec(operator.text)?.[0] ?? operator.kind;
}

function children(tree: SyntaxTree): SyntaxTree[] {
  return [...Object.values(tree.parts), ...tree.items];
}

function contains(tree: SyntaxTree, position: number): boolean {
  // The end counts too: that is where something is missing.
  return tree.start <= position && position <= tree.start + tree.text.length;
}
