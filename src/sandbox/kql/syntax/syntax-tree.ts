import { languageService, type BridgeNode, type BridgeSymbol } from '../../../kql/language/load-language-service.ts';
import { KqlError, type Column, type KqlType } from '../values/kql-value.ts';

/** One node of an analyzed query, free of the parser's own classes. */
export interface SyntaxTree {
  /** The parser's name of the node, such as FilterOperator; List for a list, Token for a word. */
  kind: string;
  text: string;
  start: number;
  /** Scalar type of an expression; dynamic where the parser does not know. */
  type: KqlType;
  /** Columns of a tabular expression or of an aggregate with several results. */
  columns: Column[] | null;
  refersTo: 'Column' | 'Variable' | 'Table' | 'Parameter' | 'Other' | null;
  name: string | null;
  /** Text of a string literal without quotes and escapes. */
  literal: string | null;
  parts: Record<string, SyntaxTree>;
  items: SyntaxTree[];
}

const SCALARS = new Set<string>([
  'string',
  'long',
  'int',
  'real',
  'decimal',
  'bool',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
]);

/** Copies the parser's tree; lists become `items`, every other child a named part. */
export function readSyntaxTree(root: BridgeNode, query: string): SyntaxTree {
  const kinds = namesByNumber(languageService().Syntax.SyntaxKind);
  const symbols = namesByNumber(languageService().Symbols.SymbolKind);
  const read = (node: BridgeNode): SyntaxTree => {
    const tree: SyntaxTree = {
      kind: node.IsToken ? 'Token' : (kinds.get(node.Kind) ?? String(node.Kind)),
      text: node.IsToken ? (node.Text ?? '') : query.slice(node.TextStart, node.End),
      start: node.TextStart,
      type: scalarType(node.ResultType),
      columns: columnsOf(node.ResultType),
      refersTo: referenceKind(node.ReferencedSymbol, symbols),
      name: node.SimpleName ?? null,
      literal: literalText(node),
      parts: {},
      items: [],
    };
    for (let index = 0; index < (node.IsToken ? 0 : node.ChildCount); index++) {
      const child = node.GetChild(index);
      if (!child || child.IsMissing) continue;
      if (tree.kind === 'List') tree.items.push(read(unwrapSeparated(child, kinds)));
      else tree.parts[node.GetName(index) ?? String(index)] = read(child);
    }
    return tree;
  };
  return read(root);
}

function literalText({ IsLiteral, IsToken, LiteralValue, ValueText }: BridgeNode): string | null {
  const value = IsToken ? ValueText : LiteralValue;
  return IsLiteral && typeof value === 'string' ? value : null;
}

function unwrapSeparated(node: BridgeNode, kinds: Map<number, string>): BridgeNode {
  return kinds.get(node.Kind) === 'SeparatedElement' ? (node.GetChild(0) ?? node) : node;
}

function namesByNumber(enumeration: Record<string, unknown>): Map<number, string> {
  const entries = Object.entries(enumeration).flatMap(([name, value]): [number, string][] =>
    typeof value === 'number' ? [[value, name]] : [],
  );
  return new Map(entries);
}

function scalarType(symbol: BridgeSymbol | null | undefined): KqlType {
  const name = symbol?.Name ?? '';
  return SCALARS.has(name) ? (name as KqlType) : 'dynamic';
}

function columnsOf(symbol: BridgeSymbol | null | undefined): Column[] | null {
  const list = symbol?.Columns;
  if (!list) return null;
  return Array.from({ length: list.Count }, (_, index) => {
    const column = list.getItem(index);
    return { name: column.Name, type: scalarType(column.Type) };
  });
}

function referenceKind(symbol: BridgeSymbol | null | undefined, symbols: Map<number, string>): SyntaxTree['refersTo'] {
  if (!symbol) return null;
  const kind = symbols.get(symbol.Kind);
  return kind === 'Column' || kind === 'Variable' || kind === 'Table' || kind === 'Parameter' ? kind : 'Other';
}

/** A child that the grammar guarantees. */
export function part(tree: SyntaxTree, name: string): SyntaxTree {
  const child = tree.parts[name];
  if (!child) throw new KqlError(`Syntax error: '${tree.text}' is incomplete`);
  return child;
}

/** Elements of a list child; none when the child is absent. */
export function list(tree: SyntaxTree, name: string): SyntaxTree[] {
  return tree.parts[name]?.items ?? [];
}

/** Value of an operator's parameter, such as kind of `join kind=inner`, as written. */
export function parameter(tree: SyntaxTree, name: string): string | null {
  const found = list(tree, 'Parameters').find((item) => item.parts['Name']?.text === name);
  return found?.parts['Expression']?.text ?? null;
}
